import type { StorageTexts } from '../../i18n/storage.ts';
import type { ByteWindow, NamedRange } from '../../worker/protocol/disk.ts';
import { timestampText } from '../format.ts';
import { byteAt, byteText, rangeAt } from './hex-layout.ts';
import { isTimestamp, kindOfRange, type RangeKind } from './range-kinds.ts';
import { useStorageTexts } from './texts.tsx';

/** What the byte under the pointer, or the one with the cursor, is part of. */
export function BytePanel({ window, position }: { window: ByteWindow; position: number }) {
  const { bytes: texts, fields } = useStorageTexts();
  const byte = byteAt(window, position);
  const range = rangeAt(window.ranges, position);
  return (
    <section className="byte-panel" data-testid="byte-panel">
      <div className="kick">{byte === null ? texts.point : texts.at(position, byteText(byte))}</div>
      {range === null ? (
        <p>{texts.unnamed}</p>
      ) : (
        <>
          <h3 className={`k-${kindOfRange(range.name)}`}>{fields[range.name].name}</h3>
          <p>{fields[range.name].text}</p>
          <RangeFacts range={range} texts={texts} />
        </>
      )}
      <Standing window={window} position={position} />
    </section>
  );
}

function RangeFacts({ range, texts }: { range: NamedRange; texts: StorageTexts['bytes'] }) {
  const { covers } = range;
  return (
    <>
      {range.value !== '' && (
        <p className="value">
          <span className="visually-hidden">{texts.value}: </span>
          <code>{range.value}</code>
          {isTimestamp(range.name) && <span className="quiet"> {dateText(range.value)}</span>}
        </p>
      )}
      <p className="quiet">
        {texts.range(range.start, range.end - 1)}
        {range.part !== null && ` · ${partText(range.part, texts.parts)}`}
      </p>
      {covers !== undefined && <p className="quiet">{texts.covers(covers[0], covers[1] - 1)}</p>}
      {range.wrong && <p className="wrong">{texts.wrong}</p>}
    </>
  );
}

/** A damaged timestamp may be no date. */
function dateText(value: string): string {
  const ms = Number(value);
  return ms >= 0 && ms < 8.64e15 ? timestampText(ms) : '';
}

function partText(part: NonNullable<NamedRange['part']>, texts: StorageTexts['bytes']['parts']): string {
  switch (part.kind) {
    case 'batch':
      return texts.batch(part.offset);
    case 'record':
      return texts.record(part.offset);
    case 'entry':
      return texts.entry(part.index);
  }
}

/** Committed and flushed, in words. */
function Standing({ window, position }: { window: ByteWindow; position: number }) {
  const { bytes: texts } = useStorageTexts();
  const { committedTo, flushedTo } = window;
  return (
    <ul className="standing">
      {committedTo !== null && <li>{position < committedTo ? texts.committed : texts.above}</li>}
      {flushedTo !== null && <li>{position < flushedTo ? texts.flushed : texts.unflushed}</li>}
    </ul>
  );
}

const kindsShown: readonly Exclude<RangeKind, 'none' | 'bad'>[] = [
  'offset',
  'length',
  'check',
  'time',
  'producer',
  'data',
];

export function HexLegend() {
  const { bytes } = useStorageTexts();
  return (
    <ul className="hex-legend" aria-label={bytes.legend}>
      {kindsShown.map((kind) => (
        <li key={kind} className={`k-${kind}`}>
          {bytes.kinds[kind]}
        </li>
      ))}
    </ul>
  );
}
