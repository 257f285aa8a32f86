import type { ReactNode } from 'react';
import type { LookupStep, Probe } from '../../worker/protocol/disk.ts';
import { safeTimestamp } from './batch-grid.tsx';
import { useLookAt } from './disk-context.tsx';
import { previewText } from './record-grid.tsx';
import { useStorageTexts } from './texts.tsx';

type Step<K extends LookupStep['kind']> = Extract<LookupStep, { readonly kind: K }>;

interface Props {
  readonly step: LookupStep;
  readonly by: 'offset' | 'timestamp';
  readonly target: number;
}

/** One step of a look-up, drawn. */
export function LookupStepView({ step, by, target }: Props) {
  switch (step.kind) {
    case 'bounds':
      return <BoundsStep step={step} target={target} />;
    case 'segment':
      return <SegmentStep step={step} by={by} />;
    case 'index':
      return <IndexStep step={step} />;
    case 'scan':
      return <ScanStep step={step} by={by} />;
    case 'record':
      return <RecordStep step={step} />;
  }
}

function StepFrame({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="step">
      <h4>{title}</h4>
      <p>{text}</p>
      {children}
    </div>
  );
}

function BoundsStep({ step, target }: { step: Step<'bounds'>; target: number }) {
  const { bounds } = useStorageTexts().lookup;
  const { logStartOffset, logEndOffset, outcome } = step;
  const text = {
    inside: bounds.inside(target, logStartOffset, logEndOffset),
    below: bounds.below(target, logStartOffset),
    above: bounds.above(target, logEndOffset),
    end: bounds.end(target),
  }[outcome];
  return (
    <StepFrame title={bounds.title} text={text}>
      <ol className="boxes">
        <li className="box">{logStartOffset}</li>
        <li className={outcome === 'inside' ? 'box chosen' : 'box bad'}>{target}</li>
        <li className="box">{logEndOffset}</li>
      </ol>
    </StepFrame>
  );
}

function SegmentStep({ step, by }: { step: Step<'segment'>; by: 'offset' | 'timestamp' }) {
  const { segment: texts } = useStorageTexts().lookup;
  const chosen = step.segments[step.chosen];
  const text = chosen === undefined ? texts.none : texts[by](chosen.baseOffset);
  return (
    <StepFrame title={texts.title} text={text}>
      <ol className="boxes">
        {step.segments.map(({ baseOffset, largestTimestamp }, i) => (
          <li key={baseOffset} className={i === step.chosen ? 'box chosen' : 'box'}>
            {String(baseOffset).padStart(20, '0')}.log
            {largestTimestamp !== null && <span className="quiet">≤ {safeTimestamp(largestTimestamp)}</span>}
          </li>
        ))}
      </ol>
      {step.file !== null && <ShowBytes path={step.file} position={0} />}
    </StepFrame>
  );
}

function IndexStep({ step }: { step: Step<'index'> }) {
  const { index: texts } = useStorageTexts().lookup;
  const { which, found, missing, file, probes } = step;
  const value = (key: number) => (which === 'time' ? safeTimestamp(key) : String(key));
  const text = missing
    ? texts.missing(file)
    : found === null
      ? texts.none[which]
      : which === 'offset'
        ? texts.offset(found.key, found.gives)
        : texts.time(found.key, found.gives);
  const bytes = which === 'offset' ? 8 : 12;
  return (
    <StepFrame title={texts.title[which]} text={text}>
      <p className="quiet">{texts.sparse}</p>
      <Probes probes={probes} entries={step.entries} value={value} />
      {step.near.length > 0 && (
        <ol className="boxes">
          {step.near.map(({ index, key, gives }) => (
            <li key={index} className={index === found?.index ? 'box chosen' : 'box'}>
              {value(key)} → {gives}
            </li>
          ))}
        </ol>
      )}
      {!missing && step.entries > 0 && <ShowBytes path={file} position={(found?.index ?? 0) * bytes} />}
    </StepFrame>
  );
}

interface ProbesProps {
  readonly probes: readonly Probe[];
  readonly entries: number;
  readonly value: (key: number) => string;
}

/** Binary search: each line is what is left of the index, with the entry that is looked at. */
function Probes({ probes, entries, value }: ProbesProps) {
  const { index: texts } = useStorageTexts().lookup;
  if (probes.length === 0) return null;
  const percent = (index: number) => (100 * index) / Math.max(1, entries);
  return (
    <ol className="probes">
      {probes.map((probe) => {
        const left = percent(probe.low);
        const width = percent(probe.high + 1) - left;
        return (
          <li key={`${probe.low}-${probe.high}-${probe.middle}`}>
            <span className="track" aria-hidden="true">
              <i style={{ left: `${left}%`, width: `${Math.max(1, width)}%` }} />
              <b style={{ left: `${percent(probe.middle + 0.5)}%` }} />
            </span>
            <span>
              {texts.probe(probe.low, probe.high, probe.middle)}: <code>{value(probe.key)}</code>{' '}
              {texts.goes[probe.goes]}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function ScanStep({ step, by }: { step: Step<'scan'>; by: 'offset' | 'timestamp' }) {
  const { scan: texts } = useStorageTexts().lookup;
  const { batches, read, hit, from, file } = step;
  const skipped = read - batches.length;
  const last = batches.length - 1;
  return (
    <StepFrame title={texts.title} text={`${texts.text(from, read)} ${hit ? texts.hit[by] : texts.miss}`}>
      <ol className="boxes">
        {batches.map(({ position, baseOffset, lastOffset, maxTimestamp }, i) => (
          <li key={position} className={hit && i === last ? 'box chosen' : 'box'}>
            {baseOffset === lastOffset ? baseOffset : `${baseOffset}–${lastOffset}`}
            {by === 'timestamp' && <span className="quiet">≤ {safeTimestamp(maxTimestamp)}</span>}
            {skipped > 0 && i === Math.floor(batches.length / 2) - 1 && (
              <span className="quiet">{texts.skipped(skipped)}</span>
            )}
          </li>
        ))}
      </ol>
      <ShowBytes path={file} position={batches.at(-1)?.position ?? from} />
    </StepFrame>
  );
}

function RecordStep({ step }: { step: Step<'record'> }) {
  const texts = useStorageTexts();
  const { record: words } = texts.lookup;
  const { record, batchBaseOffset, later, file, batchPosition } = step;
  const text =
    record === null
      ? words.packed(batchBaseOffset)
      : `${later ? `${words.later(record.offset)} ` : ''}${words.found(record.offset, batchBaseOffset)}`;
  return (
    <StepFrame title={words.title} text={text}>
      {record !== null && (
        <dl className="places mono">
          {[
            [texts.records.columns.offset, record.offset],
            [texts.records.columns.time, safeTimestamp(record.timestamp)],
            [texts.records.columns.key, previewText(record.key, texts.records.none)],
            [texts.records.columns.value, previewText(record.value, texts.records.none)],
          ].map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <ShowBytes path={file} position={record?.position ?? batchPosition} />
    </StepFrame>
  );
}

function ShowBytes({ path, position }: { path: string; position: number }) {
  const { lookup } = useStorageTexts();
  const lookAt = useLookAt();
  return (
    <button type="button" className="btn" onClick={() => lookAt(path, position)}>
      {lookup.show}
    </button>
  );
}
