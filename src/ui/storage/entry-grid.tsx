import { useState } from 'react';
import { safeTimestamp } from './batch-grid.tsx';
import { type Column, DataGrid, rowsAWindow } from './data-grid.tsx';
import { useDisk, useLookAt } from './disk-context.tsx';
import { ProblemText } from './problem-text.tsx';
import { isTimestamp } from './range-kinds.ts';
import { useStorageTexts } from './texts.tsx';
import { useAnswer } from './use-answer.ts';

/** The entries of an index or a snapshot. */
export function EntryGrid({ path, position }: { path: string; position: number | null }) {
  const { entries, fields, loading } = useStorageTexts();
  const { source, moment } = useDisk();
  const lookAt = useLookAt();
  const [from, setFrom] = useState(0);
  const { value, problem, params } = useAnswer('diskEntries', { source, path, from, count: rowsAWindow }, moment);
  if (problem !== null) return <ProblemText problem={problem} />;
  if (value === null) return <p className="quiet">{loading}</p>;
  const { total, unused, columns: names, firstAt, bytes } = value;
  const columns: readonly Column[] = [
    { key: 'number', name: entries.number, width: '9ch', end: true },
    ...names.map((name) => ({ key: name, name: fields[name].name, width: '24ch', end: true })),
  ];
  const first = params?.from ?? 0;
  const rows = value.rows.map((row, i) => [
    first + i,
    ...row.map((cell, column) => {
      const name = names[column];
      return name !== undefined && isTimestamp(name) ? safeTimestamp(Number(cell)) : cell;
    }),
  ]);
  const current = position === null || position < firstAt ? -1 : Math.floor((position - firstAt) / bytes);
  return (
    <>
      <p className="quiet">
        {total === 0 ? entries.empty : entries.count(total)} {unused > 0 && entries.unused(unused)}
      </p>
      {total > 0 && (
        <DataGrid
          label={entries.count(total)}
          columns={columns}
          total={total}
          from={first}
          rows={rows}
          current={current < total ? current : -1}
          onChoose={(index) => lookAt(path, firstAt + index * bytes)}
          onWindow={setFrom}
        />
      )}
    </>
  );
}
