import { useState } from 'react';
import type { PartitionView, ReplicaView } from '../../sim/snapshot.ts';
import { usePage } from '../../store/page.ts';
import { Acts, SimpleAct } from '../acts/act.tsx';
import { NumberField } from '../acts/fields.tsx';
import { ProduceHere } from '../acts/produce-here.tsx';
import { useMessages } from '../messages.tsx';
import { DiskButton } from './disk-button.tsx';
import { type Fact, Facts } from './facts.tsx';
import { Heading } from './heading.tsx';
import { partitionName } from './names.ts';
import { logFacts } from './partition-panel.tsx';
import { PartitionButton, SelectButton } from './select-button.tsx';

export function ReplicaPanel({ partition, replica }: { partition: PartitionView; replica: ReplicaView }) {
  const { inspector, acts, diagram } = useMessages();
  const texts = inspector.replica;
  const { topic, partition: number } = partition;
  const leader = partition.replicas.find(({ broker }) => broker === partition.leader);
  const behind = leader === undefined ? null : Math.max(0, leader.logEndOffset - replica.logEndOffset);
  const facts: readonly Fact[] = [
    { name: texts.role, value: texts.roles[replica.role], word: true },
    { name: texts.inSync, value: replica.inSync ? inspector.yes : inspector.no, word: true },
    ...(replica.throttled === undefined
      ? []
      : [{ name: texts.throttle, value: texts.throttled[replica.throttled], word: true }]),
    ...logFacts(replica, { ...inspector.partition, highWatermark: texts.highWatermark }),
    ...(behind === null ? [] : [{ name: texts.behind, value: behind, derived: true }]),
    { name: texts.lastEpoch, value: replica.lastEpoch },
  ];
  return (
    <>
      <Heading kick={texts.kick(replica.broker)} title={partitionName(partition)}>
        <div className="chips">
          <PartitionButton topic={topic} partition={number} />
          <SelectButton to={{ kind: 'broker', id: replica.broker }}>{diagram.broker(replica.broker)}</SelectButton>
          <DiskButton node={replica.broker} directory={partitionName(partition)} />
        </div>
      </Heading>
      <Facts facts={facts} />
      <RecordChoice key={`${partitionName(partition)}/${replica.broker}`} partition={partition} replica={replica} />
      {!partition.internal && (
        <Acts>
          <ProduceHere into={{ topic, partition: number }} />
          <SimpleAct
            command={{ do: 'elect-preferred-leader', topic, partition: number }}
            text={partition.leader === partition.preferredLeader ? acts.elect.already : acts.elect.text}
          />
        </Acts>
      )}
    </>
  );
}

/** The way to a record without a pointer. */
function RecordChoice({ partition, replica }: { partition: PartitionView; replica: ReplicaView }) {
  const { inspector } = useMessages();
  const texts = inspector.replica;
  const [given, setOffset] = useState<number | null>(null);
  const { logStartOffset, logEndOffset, broker } = replica;
  if (logEndOffset === logStartOffset) return <p>{texts.empty}</p>;
  const offset = given ?? logEndOffset - 1;
  const { topic, partition: number } = partition;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        usePage.getState().showRecord({ topic, partition: number, offset, broker });
      }}
    >
      <h3>{texts.records}</h3>
      <div className="pair">
        <NumberField
          name={`${texts.recordAt} ${logStartOffset}–${logEndOffset - 1}`}
          value={offset}
          onChange={setOffset}
        />
        <button type="submit" className="btn end" disabled={!Number.isFinite(offset)}>
          {texts.showRecord}
        </button>
      </div>
    </form>
  );
}
