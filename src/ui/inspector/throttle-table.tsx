import type { PartitionView, Snapshot } from '../../sim/snapshot.ts';
import { bytesText } from '../format.ts';
import { useMessages } from '../messages.tsx';
import { Say } from '../say.tsx';
import { SelectButton } from './select-button.tsx';

/** A list of throttled replicas is set on the topic, or a rate on a broker that has a replica of the partition. */
export function hasThrottle(partition: PartitionView, view: Snapshot): boolean {
  const configs = view.topics.find(({ name }) => name === partition.topic)?.configs ?? {};
  const lists = [configs['leader.replication.throttled.replicas'], configs['follower.replication.throttled.replicas']];
  return lists.some((list) => list !== undefined && list !== '') || ratesOf(partition, view).length > 0;
}

/** Rates of the brokers that have a replica of the partition, with what they send to and take in for throttled replicas. */
export function ThrottleTable({ partition, view }: { partition: PartitionView; view: Snapshot }) {
  const { inspector } = useMessages();
  const texts = inspector.partition.throttle;
  const rates = ratesOf(partition, view);
  if (!hasThrottle(partition, view)) return null;
  const moves = view.partitions.some((it) => it.addingReplicas.length + it.removingReplicas.length > 0);
  return (
    <section>
      <h3>{texts.title}</h3>
      {!moves && (
        <p className="warning">
          <Say words={texts.left} />
        </p>
      )}
      {rates.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{inspector.tables.broker}</th>
              <th scope="col">{texts.side}</th>
              <th scope="col">{texts.observed}</th>
              <th scope="col">{texts.rate}</th>
            </tr>
          </thead>
          <tbody>
            {rates.map(({ broker, side, observed, rate }) => (
              <tr key={`${broker} ${side}`}>
                <td>
                  <SelectButton to={{ kind: 'broker', id: broker }}>{broker}</SelectButton>
                </td>
                <td>{texts.sides[side]}</td>
                <td className={observed > rate ? 'out' : undefined}>{bytesText(Math.round(observed))}/s</td>
                <td>{bytesText(rate)}/s</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** The leader's rate for what it sends, the followers' for what they take in. */
function ratesOf(partition: PartitionView, view: Snapshot) {
  return partition.replicas.flatMap(({ broker }) => {
    const side = broker === partition.leader ? ('leader' as const) : ('follower' as const);
    const throttle = view.brokers.find(({ id }) => id === broker)?.throttle[side];
    return throttle === undefined ? [] : [{ broker, side, ...throttle }];
  });
}
