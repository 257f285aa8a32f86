import type { KeySpread } from './key-table.ts';
import { useTopicTexts } from './texts.tsx';

interface KeySpreadProps {
  readonly before: KeySpread;
  readonly after: KeySpread;
  readonly keys: number;
  readonly firstIndex: number;
}

/** Keys of each partition, now and with the other number of partitions. */
export function KeySpreadTable({ before, after, keys, firstIndex }: KeySpreadProps) {
  const { paste } = useTopicTexts();
  const most = Math.max(...before.counts, ...after.counts, 1);
  const same = before.partitions === after.partitions;
  const rows = Math.max(before.partitions, after.partitions);
  return (
    <section className="spread">
      <h2>{paste.spread}</h2>
      <p>
        {before.skew === 1
          ? paste.even
          : paste.skew(before.largest, before.counts[before.largest] ?? 0, before.skew.toFixed(2))}{' '}
        {before.empty > 0 && paste.unused(before.empty)}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="spread-rows" tabIndex={0} aria-label={paste.perPartition}>
        <table>
          <thead>
            <tr>
              <td />
              <td />
              <th scope="col">{paste.nowWith(before.partitions)}</th>
              {!same && <th scope="col">{paste.thenWith(after.partitions)}</th>}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: rows }, (_, partition) => {
              const [count, later] = [before.counts[partition], after.counts[partition]];
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a partition is its number
                <tr key={partition} className={`p${(firstIndex + partition) % 6}`}>
                  <th scope="row">{paste.partition(partition)}</th>
                  <td className="bars" aria-hidden="true">
                    <i className="before" style={{ width: `${(100 * (count ?? 0)) / most}%` }} />
                    {(later ?? 0) > 0 && !same && (
                      <i className="after" style={{ width: `${(100 * (later ?? 0)) / most}%` }} />
                    )}
                    <b className="mean" style={{ left: `${(100 * keys) / before.partitions / most}%` }} />
                  </td>
                  <td className="end">{count === undefined ? '–' : paste.share(count, count / keys)}</td>
                  {!same && <td className="end">{later === undefined ? '–' : paste.share(later, later / keys)}</td>}
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </section>
  );
}
