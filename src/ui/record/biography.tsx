import { useEffect, useState } from 'react';
import type { BiographyTexts, EvidenceTexts } from '../../i18n/evidence.ts';
import type { Words } from '../../i18n/words.ts';
import type {
  BiographyEvent,
  BiographyLine,
  RecordName,
  Biography as Told,
} from '../../sim/biography/biography-line.ts';
import type { BiographyAnswer } from '../../store/driver.ts';
import { usePage } from '../../store/page.ts';
import { selectView } from '../../store/selectors.ts';
import { useDriver } from '../driver-context.tsx';
import { useEvidenceTexts } from '../evidence/texts.ts';
import { clockText, idsText, microText } from '../format.ts';
import { Say } from '../say.tsx';
import './biography.css';

/** The life of one record, as far as the run had come when it was asked for. */
export function Biography({ name }: { name: RecordName }) {
  const { biography: texts } = useEvidenceTexts();
  const [asked, setAsked] = useState(0);
  const answer = useBiography(name, asked);
  const nowUs = usePage(selectView)?.atUs ?? 0;
  return (
    <section className="biography" aria-label={texts.title} aria-busy={answer === null || answer.kind === 'working'}>
      <h3>
        {texts.title}
        {answer?.kind === 'told' && <small> {texts.asOf(clockText(answer.untilUs))}</small>}
      </h3>
      <div role="status">
        {answer?.kind === 'working' && texts.working(Math.floor((100 * answer.playedUs) / Math.max(1, answer.ofUs)))}
        {answer?.kind === 'too-old' && texts.tooOld}
      </div>
      {answer?.kind === 'told' && <Lines texts={texts} told={answer.biography} nowUs={nowUs} />}
      {answer?.kind === 'told' && answer.untilUs < nowUs && (
        <button type="button" className="btn" onClick={() => setAsked(asked + 1)}>
          {texts.again}
        </button>
      )}
    </section>
  );
}

/** Asks part by part until it is told; what was told stays while it is told anew. */
function useBiography(name: RecordName, asked: number): BiographyAnswer | null {
  const driver = useDriver();
  const [answer, setAnswer] = useState<BiographyAnswer | null>(null);
  const { topic, partition, offset, epoch } = name;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once more, it is told up to another moment
  useEffect(() => {
    let wanted = true;
    async function ask() {
      while (wanted) {
        const next = await driver.biography({ topic, partition, offset, epoch });
        if (!wanted || next === null) return;
        setAnswer(next);
        if (next.kind !== 'working') return;
      }
    }
    void ask();
    return () => {
      wanted = false;
    };
  }, [driver, topic, partition, offset, epoch, asked]);
  return answer;
}

function Lines({ texts, told, nowUs }: { texts: EvidenceTexts['biography']; told: Told; nowUs: number }) {
  if (told.lines.length === 0) return <p>{texts.none}</p>;
  return (
    <>
      <ol>
        {told.lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are told once, in their order
          <Line key={at} texts={texts} line={line} later={line.atUs > nowUs} />
        ))}
      </ol>
      <p>{told.onBrokers.length === 0 ? texts.nowhere : texts.onBrokers(idsText(told.onBrokers))}</p>
    </>
  );
}

const harmful: readonly BiographyEvent['kind'][] = ['failed', 'truncated', 'not-on-disk', 'lost'];

function Line({ texts, line, later }: { texts: EvidenceTexts['biography']; line: BiographyLine; later: boolean }) {
  const driver = useDriver();
  const when = clockText(line.atUs);
  const state = [later && 'later', harmful.includes(line.kind) && 'bad'].filter(Boolean).join(' ');
  return (
    <li>
      <button type="button" className={state} title={texts.goTo(when)} onClick={() => void driver.seek(line.atUs)}>
        <span className="when">
          {when}
          <small>{microText(line.atUs)}</small>
          {later && <span className="visually-hidden"> {texts.later}</span>}
        </span>
        <span>
          <Say words={sentenceOf(line, texts.lines)} />
        </span>
      </button>
    </li>
  );
}

type Teller = { readonly [K in BiographyEvent['kind']]: (line: Extract<BiographyEvent, { kind: K }>) => Words };

function sentenceOf(line: BiographyEvent, lines: BiographyTexts): Words {
  // The checker sees here that every kind of line has a sentence that understands its fields.
  const teller: Teller = lines;
  const tell = teller[line.kind] as (line: BiographyEvent) => Words;
  return tell(line);
}
