import { useEffect, useState } from 'react';
import { usePage } from '../../store/page.ts';
import { selectPlaying, selectSpeed, selectStory, selectView } from '../../store/selectors.ts';
import { headlineOf, isAlarming, type Story, type StoryEntry } from '../../store/story.ts';
import { useDriver } from '../driver-context.tsx';
import { clockText } from '../format.ts';
import { ChevronIcon } from '../icons.tsx';
import { useMessages } from '../messages.tsx';
import { Say } from '../say.tsx';
import { sentenceFor } from '../sentences/sentence-for.ts';
import { testIds } from '../test-ids.ts';

/** An event of the everyday kind is shown when nothing more telling happened for so many seconds of the reader's time. */
const tellingSeconds = 4;

/** What just happened and why, in one sentence; unfolded, what happened so far. */
export function StoryLine() {
  const { stage } = useMessages();
  const story = usePage(selectStory);
  const nowUs = usePage(selectView)?.atUs ?? 0;
  const speed = usePage(selectSpeed);
  const headline = headlineOf(story);
  const playing = usePage(selectPlaying);
  const [unfolded, setUnfolded] = useState(false);
  const newUs = tellingSeconds * 1_000_000 * (speed === 'max' ? Number.POSITIVE_INFINITY : Math.max(1, speed));
  const shown = shownEntry(headline, playing ? story.everyday : null, nowUs - newUs);
  return (
    <section className="story" aria-label={stage.story}>
      <details onToggle={({ currentTarget }) => setUnfolded(currentTarget.open)}>
        <summary>
          <span className="now" data-testid={testIds.sentence}>
            {shown === null ? <Quiet /> : <Sentence entry={shown} everyday={shown === story.everyday} />}
          </span>
          {shown !== null && <span className="when">{clockText(shown.update.atUs)}</span>}
          <ChevronIcon />
          <span className="visually-hidden">{stage.history}</span>
        </summary>
        {unfolded && <History story={story} />}
      </details>
      <Announcement entry={headline} />
    </section>
  );
}

function shownEntry(telling: StoryEntry | null, everyday: StoryEntry | null, oldUs: number): StoryEntry | null {
  if (everyday === null || telling === null) return telling ?? everyday;
  const old = telling.update.atUs < oldUs;
  return old && everyday.update.atUs > telling.update.atUs ? everyday : telling;
}

function Quiet() {
  const { stage } = useMessages();
  return usePage(selectPlaying) ? stage.quiet : stage.beginning;
}

function Sentence({ entry, everyday = false }: { entry: StoryEntry; everyday?: boolean }) {
  const { sentences } = useMessages();
  const tone = isAlarming(entry.update) ? 'alarming' : everyday ? 'everyday' : undefined;
  return (
    <span className={tone}>
      <Say words={sentenceFor(entry.update, sentences)} />
    </span>
  );
}

/** Read aloud: only what changed the cluster, not every record. */
function Announcement({ entry }: { entry: StoryEntry | null }) {
  return (
    <p className="visually-hidden" aria-live="polite">
      {entry !== null && <Sentence entry={entry} />}
    </p>
  );
}

function History({ story: { entries, untoldToUs } }: { story: Story }) {
  const { stage } = useMessages();
  const driver = useDriver();
  const lost = useEarlier(untoldToUs);
  if (untoldToUs !== null && !lost)
    return (
      <p className="empty" role="status">
        {stage.historyWorking}
      </p>
    );
  if (entries.length === 0) return <p className="empty">{lost ? stage.historyLost : stage.historyEmpty}</p>;
  return (
    <>
      <ol aria-label={stage.history}>
        {entries.toReversed().map((entry) => (
          <li key={entry.id}>
            <button
              type="button"
              title={stage.goTo(clockText(entry.update.atUs))}
              onClick={() => void driver.seek(entry.update.atUs)}
            >
              <span className="when">{clockText(entry.update.atUs)}</span>
              <Sentence entry={entry} />
            </button>
          </li>
        ))}
      </ol>
      {lost && <p className="empty">{stage.historyLost}</p>}
    </>
  );
}

/** Has what happened up to then, before a reload, told part by part; true: it cannot be told. */
function useEarlier(untoldToUs: number | null): boolean {
  const driver = useDriver();
  const [lostToUs, setLostToUs] = useState<number | null>(null);
  useEffect(() => {
    let wanted = untoldToUs !== null;
    async function ask() {
      while (wanted) {
        const said = await driver.lookBack();
        if (said === 'working') continue;
        if (wanted && said === 'lost') setLostToUs(untoldToUs);
        return;
      }
    }
    void ask();
    return () => {
      wanted = false;
    };
  }, [driver, untoldToUs]);
  return untoldToUs !== null && lostToUs === untoldToUs;
}
