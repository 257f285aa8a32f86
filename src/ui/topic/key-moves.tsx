import { useMemo, useState } from 'react';
import { type Column, DataGrid, rowsAWindow } from '../storage/data-grid.tsx';
import { expectedMoved, type KeySpread, movedKeys } from './key-table.ts';
import type { PastedKeys } from './parse-keys.ts';
import { useTopicTexts } from './texts.tsx';

interface KeyMovesProps {
  readonly pasted: PastedKeys;
  readonly before: KeySpread;
  readonly after: KeySpread;
}

/** Each key with its partition before and after, and what it means when it moves. */
export function KeyMoves({ pasted, before, after }: KeyMovesProps) {
  const { paste } = useTopicTexts();
  const [onlyMoved, setOnlyMoved] = useState(false);
  const moved = useMemo(() => movedKeys(before, after), [before, after]);
  const all = pasted.keys.length;
  const [p, q] = [before.partitions, after.partitions];
  return (
    <section className="moves">
      <h2>{paste.moves}</h2>
      {p === q ? (
        <p>{paste.same}</p>
      ) : (
        <>
          <p>
            <b>{paste.moved(moved.length, all, p, q)}</b> {paste.expected(expectedMoved(p, q))}
          </p>
          <p className="quiet">{q < p ? paste.fewer : moved.length > 0 && paste.orderLost}</p>
        </>
      )}
      <label className="check">
        <input type="checkbox" checked={onlyMoved} onChange={(event) => setOnlyMoved(event.target.checked)} />
        {paste.onlyMoved}
      </label>
      <KeyGrid pasted={pasted} before={before} after={after} shown={onlyMoved ? moved : null} />
    </section>
  );
}

/** `shown`: places of the keys in the list; null: all of them. */
function KeyGrid({ pasted, before, after, shown }: KeyMovesProps & { shown: readonly number[] | null }) {
  const { paste } = useTopicTexts();
  const [from, setFrom] = useState(0);
  const total = shown?.length ?? pasted.keys.length;
  const rows = useMemo(
    () =>
      Array.from({ length: Math.max(0, Math.min(rowsAWindow, total - from)) }, (_, i) => {
        const at = shown === null ? from + i : (shown[from + i] ?? 0);
        const [now, later] = [before.of[at] ?? 0, after.of[at] ?? 0];
        return [
          <bdi key="key" className="key">
            {pasted.keys[at]}
          </bdi>,
          pasted.times[at] === 1 ? '' : `×${pasted.times[at]}`,
          now,
          later,
          now === later ? paste.stays : <b key="goes">{paste.goes}</b>,
        ];
      }),
    [pasted, before, after, shown, from, total, paste],
  );
  if (total === 0) return <p className="quiet">{paste.noneMoves}</p>;
  const { columns } = paste;
  const named: readonly Column[] = [
    { key: 'key', name: columns.key, width: 'minmax(9ch, 1fr)' },
    { key: 'times', name: columns.times, width: '6ch', end: true },
    { key: 'before', name: columns.before, width: '6ch', end: true },
    { key: 'after', name: columns.after, width: '6ch', end: true },
    { key: 'what', name: columns.what, width: '12ch' },
  ];
  return (
    <DataGrid
      label={paste.table}
      columns={named}
      total={total}
      from={from}
      rows={rows}
      current={-1}
      onWindow={setFrom}
    />
  );
}
