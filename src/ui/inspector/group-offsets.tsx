import type { PartitionView, Snapshot } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { SelectButton } from './select-button.tsx';

/** Where each group stands in this partition. */
export function GroupOffsets({ partition, view }: { partition: PartitionView; view: Snapshot }) {
  const { inspector } = useMessages();
  const { tables } = inspector;
  const rows = view.groups.flatMap((group) => {
    const at = group.offsets.find(
      (offset) => offset.topic === partition.topic && offset.partition === partition.partition,
    );
    return at === undefined ? [] : [{ group: group.id, at }];
  });
  if (rows.length === 0) return null;
  return (
    <section>
      <h3>{inspector.partition.groups}</h3>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{tables.group}</th>
            <th scope="col">{tables.committed}</th>
            <th scope="col">{tables.position}</th>
            <th scope="col">{tables.lag}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ group, at }) => (
            <tr key={group}>
              <td>
                <SelectButton to={{ kind: 'group', id: group }}>{group}</SelectButton>
              </td>
              <td>{offsetText(at.committed)}</td>
              <td>{offsetText(at.position)}</td>
              <td>{offsetText(at.lag)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** −1 means that there is none. */
export function offsetText(offset: number): string {
  return offset < 0 ? '–' : String(offset);
}
