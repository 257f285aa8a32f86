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

/** kafka-reassign-partitions for one partition: a longer or shorter list changes its replication factor. */
export function Reassign({ partition: view }: { partition: PartitionView }) {
  const { acts } = useMessages();
  const { topic, partition, replicas } = view;
  const [given, setGiven] = useState<string | null>(null);
  const text = given ?? replicas.map(({ broker }) => broker).join(', ');
  const ids = idsOf(text);
  const moving = view.addingReplicas.length + view.removingReplicas.length > 0;
  return (
    <>
      <Act title={acts.names['reassign-partition']} text={acts.reassign.text}>
        <ActForm
          command={{ do: 'reassign-partition', topic, partition, replicas: ids }}
          submit={acts.reassign.move}
          disabled={ids.length === 0 || !ids.every((id) => Number.isSafeInteger(id) && id >= 0)}
          onDone={() => setGiven(null)}
        >
          <TextField name={acts.reassign.replicas} value={text} hint={acts.reassign.hint} onChange={setGiven} />
        </ActForm>
      </Act>
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
