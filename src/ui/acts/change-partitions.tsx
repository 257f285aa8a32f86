import { useState } from 'react';
import type { TopicView } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { Act, ActForm } from './act.tsx';
import { NumberField } from './fields.tsx';

/** Any number may be asked for: Kafka refuses fewer in its own words. */
export function ChangePartitions({ topic }: { topic: TopicView }) {
  const { acts } = useMessages();
  const [given, setTotal] = useState<number | null>(null);
  const total = given ?? topic.partitions + 1;
  return (
    <Act title={acts.names['add-partitions']} text={acts.partitions.text}>
      <ActForm
        command={{ do: 'add-partitions', topic: topic.name, total }}
        submit={acts.partitions.change}
        disabled={!Number.isFinite(total)}
        onDone={() => setTotal(null)}
      >
        <NumberField name={acts.partitions.total} value={total} onChange={setTotal} />
      </ActForm>
    </Act>
  );
}
