import { type ReactNode, useMemo, useState } from 'react';
import type { StorageTexts } from '../../i18n/storage.ts';
import type { BatchRecords, BytesPreview, RecordRow } from '../../worker/protocol/disk.ts';
import { bytesText } from '../format.ts';
import { bytesAsText } from '../record/bytes-text.ts';
import { safeTimestamp } from './batch-grid.tsx';
import { type Column, DataGrid, rowsAWindow } from './data-grid.tsx';
import { useDisk, useLookAt } from './disk-context.tsx';
import { ProblemText } from './problem-text.tsx';
import { useStorageTexts } from './texts.tsx';
import { useAnswer } from './use-answer.ts';

/** The records of the batch that holds the chosen byte. */
export function RecordGrid({ path, position }: { path: string; position: number }) {
  const texts = useStorageTexts();
  const { source, moment } = useDisk();
  const lookAt = useLookAt();
  const [from, setFrom] = useState(0);
  const params = { source, path, position, from, count: rowsAWindow };
  const { value, problem } = useAnswer('diskRecords', params, moment);
  const rows = useMemo(() => (value?.rows ?? []).map((row) => cellsOf(row, texts.records)), [value, texts]);
  if (problem !== null) return <ProblemText problem={problem} />;
  if (value === null) return <p className="quiet">{texts.loading}</p>;
  const { batch, total } = value;
  const first = value.rows[0]?.index ?? 0;
  const choose = (index: number) => {
    const at = value.rows[index - first]?.position ?? null;
    if (at !== null) lookAt(path, at);
  };
  return (
    <>
      <p className="quiet">{texts.records.of(batch.baseOffset, batch.lastOffset)}</p>
      <StopText batch={value} texts={texts.records} />
      {total > 0 && (
        <DataGrid
          label={texts.batches.records}
          columns={columnsOf(texts.records.columns)}
          total={total}
          from={first}
          rows={rows}
          current={value.rows.findLastIndex((row) => row.position !== null && row.position <= position) + first}
          onChoose={choose}
          onWindow={setFrom}
        />
      )}
    </>
  );
}

function StopText({ batch, texts }: { batch: BatchRecords; texts: StorageTexts['records'] }) {
  const { stop, total } = batch;
  if (stop === null) return total === 0 ? <p className="quiet">{texts.empty}</p> : null;
  if (stop.kind === 'compressed') return <p className="problem">{texts.compressed(batch.batch.codec)}</p>;
  return <p className="problem">{texts.malformed(stop.position)}</p>;
}

function columnsOf(names: StorageTexts['records']['columns']): readonly Column[] {
  return [
    { key: 'offset', name: names.offset, width: '8ch', end: true },
    { key: 'position', name: names.position, width: '9ch', end: true },
    { key: 'size', name: names.size, width: '9ch', end: true },
    { key: 'key', name: names.key, width: '16ch' },
    { key: 'value', name: names.value, width: '34ch' },
    { key: 'headers', name: names.headers, width: '12ch' },
    { key: 'time', name: names.time, width: '24ch' },
  ];
}

function cellsOf(row: RecordRow, texts: StorageTexts['records']): readonly ReactNode[] {
  return [
    row.offset,
    row.position ?? '–',
    bytesText(row.sizeInBytes),
    row.control ?? previewText(row.key, texts.none),
    row.control === null ? previewText(row.value, texts.none) : '',
    row.headers.map(({ key }) => key).join(', '),
    safeTimestamp(row.timestamp),
  ];
}

const longestPreview = 80;

/** One line of it: text when it is some, else hexadecimal. */
export function previewText(preview: BytesPreview | null, none: string): string {
  if (preview === null) return `∅ ${none}`;
  const text = (bytesAsText(preview.bytes) ?? '').replace(/\s+/g, ' ');
  return text.length > longestPreview || preview.length > preview.bytes.length
    ? `${text.slice(0, longestPreview)}…`
    : text;
}
