import type { Update } from '../../sim/update.ts';
import { usePage } from '../../store/page.ts';
import { selectEvidence, selectStory } from '../../store/selectors.ts';
import type { StoryEntry } from '../../store/story.ts';
import { useMessages } from '../messages.tsx';
import { Say } from '../say.tsx';
import { sentenceFor } from '../sentences/sentence-for.ts';
import { narrowQuery, useMedia } from '../use-media.ts';

/** Acknowledged records that are gone: always in sight, with the events that show it. */
export function EvidenceBadge() {
  const { top } = useMessages();
  const evidence = usePage(selectEvidence);
  const narrow = useMedia(narrowQuery);
  const lost = evidence?.acknowledgedLost ?? 0;
  return (
    <>
      <button type="button" className="pill" popoverTarget="evidence">
        <i className={lost > 0 ? 'dot bad' : 'dot'} aria-hidden="true" />
        {narrow ? top.lostShort(lost) : top.lost(lost)}
      </button>
      <section id="evidence" popover="auto" className="menu evidence" aria-label={top.evidence}>
        <h2>{top.evidence}</h2>
        <p>
          <Say words={top.evidenceText(evidence?.acknowledged ?? 0, lost)} />
        </p>
        <Losses />
      </section>
    </>
  );
}

function isLoss(update: Update): boolean {
  return update.kind === 'acknowledged-lost' || (update.kind === 'truncated' && update.acknowledged > 0);
}

function Losses() {
  const { sentences } = useMessages();
  const losses: StoryEntry[] = usePage(selectStory).entries.filter((entry) => isLoss(entry.update));
  return (
    <ul>
      {losses.map((entry) => (
        <li key={entry.id}>
          <Say words={sentenceFor(entry.update, sentences)} />
        </li>
      ))}
    </ul>
  );
}
