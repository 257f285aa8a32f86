import { useState } from 'react';
import type { PartitionView } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { Act, ActForm } from './act.tsx';
import { NumberField } from './fields.tsx';

/** kafka-delete-records: the log start offset moves up; −1 is the high watermark. */
export function DeleteRecords({ partition: view }: { partition: PartitionView }) {
  const { acts } = useMessages();
  const { topic, partition, leader, replicas } = view;
  const [given, setOffset] = useState<number | null>(null);
  const offset = given ?? replicas.find(({ broker }) => broker === leader)?.highWatermark ?? 0;
  return (
    <Act title={acts.names['delete-records']} text={acts.deleteRecords.text} danger>
      <ActForm
        command={{ do: 'delete-records', topic, partition, offset }}
        submit={acts.deleteRecords.remove}
        disabled={!Number.isFinite(offset)}
        danger
        onDone={() => setOffset(null)}
      >
        <NumberField
          name={acts.deleteRecords.before}
          value={offset}
          hint={acts.deleteRecords.hint}
          onChange={setOffset}
        />
      </ActForm>
    </Act>
  );
}
