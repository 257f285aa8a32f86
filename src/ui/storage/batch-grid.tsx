import { type ReactNode, useMemo, useState } from 'react';
import type { StorageTexts } from '../../i18n/storage.ts';
import type { BatchRow, BatchWindow, LogTail } from '../../worker/protocol/disk.ts';
import { bytesText, timestampText } from '../format.ts';
import { type Column, DataGrid, rowsAWindow } from './data-grid.tsx';
import { useDisk, useLookAt } from './disk-context.tsx';
import { ProblemText } from './problem-text.tsx';
import { useStorageTexts } from './texts.tsx';
import { useAnswer } from './use-answer.ts';

/** The batches of a segment, one line each. */
export function BatchGrid({ path, position }: { path: string; position: number | null }) {
  const texts = useStorageTexts();
  const { source, moment } = useDisk();
  const lookAt = useLookAt();
  const [from, setFrom] = useState(0);
  const { value, problem } = useAnswer('diskBatches', { source, path, from, count: rowsAWindow }, moment);
  const rows = useMemo(() => (value?.rows ?? []).map((row) => cellsOf(row, texts.batches)), [value, texts]);
  if (problem !== null) return <ProblemText problem={problem} />;
  if (value === null) return <p className="quiet">{texts.loading}</p>;
  const first = value.rows[0]?.index ?? 0;
  return (
    <>
      {value.tail !== null && <p className="problem">{tailText(value.tail, texts.batches.tails)}</p>}
      {value.total === 0 ? (
        <p className="quiet">{texts.batches.empty}</p>
      ) : (
        <DataGrid
          label={texts.batches.title}
          columns={columnsOf(texts.batches.columns)}
          total={value.total}
          from={first}
          rows={rows}
          current={currentOf(value, position)}
          onChoose={(index) => {
            const row = value.rows[index - first];
            if (row !== undefined) lookAt(path, row.position);
          }}
          onWindow={setFrom}
        />
      )}
    </>
  );
}

function currentOf({ rows }: BatchWindow, position: number | null): number {
  if (position === null) return -1;
  const row = rows.find((batch) => position >= batch.position && position < batch.position + batch.sizeInBytes);
  return row?.index ?? -1;
}

function columnsOf(names: StorageTexts['batches']['columns']): readonly Column[] {
  return [
    { key: 'position', name: names.position, width: '7ch', end: true },
    { key: 'offsets', name: names.offsets, width: '11ch', end: true },
    { key: 'count', name: names.count, width: '7ch', end: true },
    { key: 'size', name: names.size, width: '9ch', end: true },
    { key: 'crc', name: names.crc, width: '10ch' },
    { key: 'standing', name: names.standing, width: '32ch' },
    { key: 'epoch', name: names.epoch, width: '6ch', end: true },
    { key: 'codec', name: names.codec, width: '12ch' },
    { key: 'time', name: names.time, width: '24ch' },
    { key: 'producer', name: names.producer, width: '12ch', end: true },
  ];
}

function cellsOf(row: BatchRow, texts: StorageTexts['batches']): readonly ReactNode[] {
  const { baseOffset, lastOffset, magic } = row;
  if (magic !== 2) {
    return [
      row.position,
      baseOffset,
      '',
      bytesText(row.sizeInBytes),
      texts.crcUnknown,
      texts.older(magic),
      '',
      '',
      '',
      '',
    ];
  }
  const offsets = baseOffset === lastOffset ? baseOffset : `${baseOffset}–${lastOffset}`;
  const right = row.crc === row.computedCrc;
  const flags = [row.codec, row.transactional ? texts.transactional : '', row.control ? texts.control : ''];
  return [
    row.position,
    offsets,
    row.count,
    bytesText(row.sizeInBytes),
    <span key="crc" className={right ? 'right' : 'wrong'}>
      {right ? `✓ ${texts.crcOk}` : `✕ ${texts.crcWrong}`}
    </span>,
    <Standing key="standing" row={row} texts={texts} />,
    row.partitionLeaderEpoch,
    flags.filter((flag) => flag !== '').join(', '),
    safeTimestamp(row.maxTimestamp),
    row.producerId < 0 ? '–' : `${row.producerId}:${row.producerEpoch}`,
  ];
}

export function safeTimestamp(ms: number): string {
  return ms >= 0 && ms < 8.64e15 ? timestampText(ms).replace(' UTC', '') : String(ms);
}

/** A filled cell is committed, a hollow one is not; dotted is not flushed. */
function Standing({ row, texts }: { row: BatchRow; texts: StorageTexts['batches'] }) {
  const { committed, flushed } = row;
  return (
    <span className="standing">
      {committed !== null && <i className={committed ? 'cell filled' : 'cell'} />}
      {committed !== null && (committed ? texts.committed : texts.above)}
      {committed !== null && flushed !== null && ' · '}
      {flushed !== null && (flushed ? texts.flushed : texts.unflushed)}
    </span>
  );
}

function tailText({ reason, position, bytes, says }: LogTail, texts: StorageTexts['batches']['tails']): string {
  return texts[reason](position, bytes, says);
}
