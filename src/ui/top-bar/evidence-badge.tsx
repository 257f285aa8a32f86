import { lazy, Suspense, useState } from 'react';
import { usePage } from '../../store/page.ts';
import { selectEvidence } from '../../store/selectors.ts';
import { durationText } from '../format.ts';
import { useMessages } from '../messages.tsx';
import { Say } from '../say.tsx';
import { narrowQuery, useMedia } from '../use-media.ts';

const EvidenceList = lazy(async () => ({ default: (await import('../evidence/evidence-list.tsx')).EvidenceList }));

/** What clients have suffered: always in sight, calm while it is nothing. Each number opens its evidence. */
export function EvidenceBadge() {
  const { top } = useMessages();
  const evidence = usePage(selectEvidence);
  const narrow = useMedia(narrowQuery);
  const [open, setOpen] = useState(false);
  const lost = evidence?.acknowledgedLost ?? 0;
  const others = othersOf(evidence, top.suffered);
  const isBad = evidence !== null && lost + evidence.duplicated + evidence.reordered + evidence.skipped > 0;
  const state = isBad ? 'dot bad' : others.length > 0 ? 'dot warn' : 'dot';
  const [first] = others;
  return (
    <>
      <button type="button" className="pill" popoverTarget="evidence" title={others.join(', ')}>
        <i className={state} aria-hidden="true" />
        {narrow ? top.lostShort(lost) : top.lost(lost)}
        {!narrow && first !== undefined && (
          <span className="others"> · {others.length === 1 ? first : `${first} +${others.length - 1}`}</span>
        )}
        {narrow && first !== undefined && <span className="others"> +{others.length}</span>}
      </button>
      <section
        id="evidence"
        popover="auto"
        className="menu evidence"
        aria-label={top.evidence}
        onToggle={({ target, currentTarget, newState }) => {
          // The lists inside open and close too.
          if (target === currentTarget) setOpen(newState === 'open');
        }}
      >
        <h2>{top.evidence}</h2>
        <p>
          <Say words={top.evidenceText(evidence?.acknowledged ?? 0, lost)} />
        </p>
        {open && (
          <Suspense>
            <EvidenceList />
          </Suspense>
        )}
      </section>
    </>
  );
}

type Suffered = ReturnType<typeof useMessages>['top']['suffered'];

/** What there is besides lost records, in words. */
function othersOf(evidence: ReturnType<typeof selectEvidence>, texts: Suffered): string[] {
  if (evidence === null) return [];
  const { duplicated, reordered, processedTwice, skipped, outOfOrder, unavailableUs, stoodStillUs } = evidence;
  return [
    duplicated > 0 && texts.duplicated(duplicated),
    reordered > 0 && texts.reordered(reordered),
    skipped > 0 && texts.skipped(skipped),
    processedTwice > 0 && texts.processedTwice(processedTwice),
    outOfOrder > 0 && texts.outOfOrder(outOfOrder),
    unavailableUs > 0 && texts.unavailable(durationText(unavailableUs)),
    stoodStillUs > 0 && texts.stoodStill(durationText(stoodStillUs)),
  ].filter((word) => word !== false);
}
