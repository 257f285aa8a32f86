import { useState } from 'react';
import type { PartitionView } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { Act, ActForm, SimpleAct } from './act.tsx';
import { TextField } from './fields.tsx';

const idsOf = (text: string): number[] =>
  text
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map(Number);

interface Props {
  readonly partition: PartitionView;
  /** Some rate or list of replicas is set, so that there is something to clear. */
  readonly throttled: boolean;
}

/** kafka-reassign-partitions for one partition: a longer or shorter list changes its replication factor. */
export function Reassign({ partition: view, throttled }: Props) {
  const { acts } = useMessages();
  const { topic, partition, replicas } = view;
  const [given, setGiven] = useState<string | null>(null);
  const text = given ?? replicas.map(({ broker }) => broker).join(', ');
  const ids = idsOf(text);
  const [throttle, setThrottle] = useState('');
  const target = replicas.map(({ broker }) => broker).filter((id) => !view.removingReplicas.includes(id));
  const moving = view.addingReplicas.length + view.removingReplicas.length > 0;
  return (
    <>
      <Act title={acts.names['reassign-partition']} text={acts.reassign.text}>
        <ActForm
          command={{
            do: 'reassign-partition',
            topic,
            partition,
            replicas: ids,
            ...(throttle.trim() === '' ? {} : { throttle: Number(throttle) }),
          }}
          submit={acts.reassign.move}
          disabled={ids.length === 0 || ![...ids, Number(throttle)].every((it) => Number.isSafeInteger(it) && it >= 0)}
          onDone={() => setGiven(null)}
        >
          <TextField name={acts.reassign.replicas} value={text} hint={acts.reassign.hint} onChange={setGiven} />
          <TextField
            name={acts.reassign.throttle}
            value={throttle}
            hint={acts.reassign.throttleHint}
            onChange={setThrottle}
          />
        </ActForm>
      </Act>
      {(moving || throttled) && (
        <SimpleAct
          command={{ do: 'verify-reassignment', topic, partition, replicas: target }}
          title={acts.reassign.verify}
          text={acts.reassign.verifyText}
        />
      )}
      {moving && (
        <SimpleAct
          command={{ do: 'reassign-partition', topic, partition, replicas: null }}
          title={acts.reassign.cancel}
          text={acts.reassign.cancelText}
        />
      )}
    </>
  );
}
