import type { PartitionView } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { SelectButton } from './select-button.tsx';

export function ReplicaTable({ partition }: { partition: PartitionView }) {
  const { inspector, diagram } = useMessages();
  const { tables, replica: texts } = inspector;
  const { topic, partition: number } = partition;
  return (
    <section>
      <h3>{inspector.partition.replicas}</h3>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{tables.broker}</th>
            <th scope="col">{tables.leo}</th>
            <th scope="col">{tables.hw}</th>
            <th scope="col">ISR</th>
          </tr>
        </thead>
        <tbody>
          {partition.replicas.map((replica) => (
            <tr key={replica.broker}>
              <td>
                <SelectButton to={{ kind: 'replica', topic, partition: number, broker: replica.broker }}>
                  {replica.broker} ·{' '}
                  {replica.broker === partition.leader
                    ? texts.roles.leader
                    : texts.roles[replica.role === 'leader' ? 'follower' : replica.role]}
                </SelectButton>
              </td>
              <td>{replica.logEndOffset}</td>
              <td>{replica.highWatermark}</td>
              <td className={replica.inSync ? undefined : 'out'}>
                {replica.inSync ? '✓' : diagram.outOfSync}
                {replica.throttled === 'held' && <small>{texts.throttled.held}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
