import { type FormEvent, useState } from 'react';
import type { DiskProblem, Lookup } from '../../worker/protocol/disk.ts';
import { NumberField } from '../acts/fields.tsx';
import { useDriver } from '../driver-context.tsx';
import { useDisk } from './disk-context.tsx';
import { LookupStepView } from './lookup-step.tsx';
import { ProblemText } from './problem-text.tsx';
import { useStorageTexts } from './texts.tsx';

type By = 'offset' | 'timestamp';

interface Asked {
  readonly by: By;
  readonly target: number;
  readonly answer: Lookup | null;
  readonly problem: DiskProblem | null;
}

/** An offset or a timestamp is looked up as the broker does it; what was seen is gone through step by step. */
export function LookupPanel({ directory }: { directory: string }) {
  const { lookup: texts } = useStorageTexts();
  const { source, listing } = useDisk();
  const driver = useDriver();
  const [by, setBy] = useState<By>('offset');
  const places = listing?.partitions.find((partition) => partition.directory === directory);
  const last = Math.max(0, (places?.logEndOffset ?? 1) - 1);
  const [given, setGiven] = useState<Readonly<Record<By, number | null>>>({ offset: null, timestamp: null });
  const target = given[by] ?? (by === 'offset' ? Math.floor(last / 2) : 0);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [at, setAt] = useState(0);
  const find = async (event: FormEvent) => {
    event.preventDefault();
    if (!Number.isSafeInteger(target) || target < 0) return;
    const answer = await driver.disk('diskLookup', { source, directory, by, target });
    if (answer === null) return;
    setAt(0);
    setAsked({ by, target, answer: answer.ok ? answer.value : null, problem: answer.ok ? null : answer.problem });
  };
  const choose = async (choice: By) => {
    setBy(choice);
    if (choice !== 'timestamp' || given.timestamp !== null) return;
    const middle = await middleTimestamp();
    if (middle !== null) setGiven((before) => ({ ...before, timestamp: before.timestamp ?? middle }));
  };
  /** A timestamp that is there: the one of the record in the middle. */
  const middleTimestamp = async () => {
    const answer = await driver.disk('diskLookup', { source, directory, by: 'offset', target: Math.floor(last / 2) });
    const found = answer?.ok ? answer.value.steps.at(-1) : undefined;
    return found?.kind === 'record' ? (found.record?.timestamp ?? null) : null;
  };
  return (
    <section className="lookup">
      <h3>{texts.title}</h3>
      <p className="quiet">{texts.text}</p>
      <form className="lookup-form" onSubmit={(event) => void find(event)}>
        <span className="segments" role="radiogroup" aria-label={texts.by}>
          {(['offset', 'timestamp'] as const).map((choice) => (
            <label key={choice}>
              <input type="radio" name="lookup-by" checked={by === choice} onChange={() => void choose(choice)} />
              <span>{texts[choice]}</span>
            </label>
          ))}
        </span>
        <NumberField
          name={texts.target[by]}
          value={target}
          onChange={(value) => setGiven((before) => ({ ...before, [by]: value }))}
        />
        <button type="submit" className="btn primary end">
          {texts.find}
        </button>
      </form>
      {asked?.problem && <ProblemText problem={asked.problem} />}
      {asked?.answer && <Steps asked={asked} steps={asked.answer.steps} at={at} onMove={setAt} />}
    </section>
  );
}

interface StepsProps {
  readonly asked: Asked;
  readonly steps: Lookup['steps'];
  readonly at: number;
  readonly onMove: (at: number) => void;
}

function Steps({ asked, steps, at, onMove }: StepsProps) {
  const { lookup: texts } = useStorageTexts();
  const step = steps[at];
  return (
    <div className="steps">
      <div className="steps-bar">
        <button type="button" className="btn" disabled={at === 0} onClick={() => onMove(at - 1)}>
          ‹ {texts.previous}
        </button>
        <span className="quiet" role="status">
          {texts.step(at + 1, steps.length)}
        </span>
        <button type="button" className="btn primary" disabled={at >= steps.length - 1} onClick={() => onMove(at + 1)}>
          {texts.next} ›
        </button>
      </div>
      {step !== undefined && <LookupStepView step={step} by={asked.by} target={asked.target} />}
    </div>
  );
}
