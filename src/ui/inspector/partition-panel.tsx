import type { PartitionView, ReplicaView, Snapshot } from '../../sim/snapshot.ts';
import { Acts, SimpleAct } from '../acts/act.tsx';
import { DeleteRecords } from '../acts/delete-records.tsx';
import { ProduceHere } from '../acts/produce-here.tsx';
import { Reassign } from '../acts/reassign.tsx';
import { bytesText, durationText, idsText } from '../format.ts';
import { useMessages } from '../messages.tsx';
import { Say } from '../say.tsx';
import { ConfigTable } from './config-table.tsx';
import { type Fact, Facts } from './facts.tsx';
import { GroupOffsets } from './group-offsets.tsx';
import { Heading } from './heading.tsx';
import { partitionName } from './names.ts';
import { ReplicaTable } from './replica-table.tsx';
import { SelectButton } from './select-button.tsx';
import { hasThrottle, ThrottleTable } from './throttle-table.tsx';
import { topicConfigNames } from './topic-panel.tsx';

export function PartitionPanel({ partition, view }: { partition: PartitionView; view: Snapshot }) {
  const { inspector, acts } = useMessages();
  const texts = inspector.partition;
  const { topic, partition: number, leader, preferredLeader, isr, minInsyncReplicas } = partition;
  const behind = partition.replicas.length - isr.length;
  const configs = view.topics.find(({ name }) => name === topic)?.configs ?? {};
  return (
    <>
      <Heading kick={texts.kick(leader)} title={partitionName(partition)}>
        <span className="pill">
          <i className={behind > 0 ? 'dot warn' : 'dot'} aria-hidden="true" />
          {behind > 0 ? texts.behind(behind) : texts.allInSync}
        </span>
      </Heading>
      {isr.length < minInsyncReplicas && (
        <p className="warning">
          <Say words={texts.underMin} />
        </p>
      )}
      <PartitionFacts partition={partition} />
      <ReplicaTable partition={partition} />
      <ThrottleTable partition={partition} view={view} />
      <GroupOffsets partition={partition} view={view} />
      {!partition.internal && (
        <Acts>
          <ProduceHere into={{ topic, partition: number }} />
          <SimpleAct
            command={{ do: 'elect-preferred-leader', topic, partition: number }}
            text={leader === preferredLeader ? acts.elect.already : acts.elect.text}
          />
          {leader < 0 && (
            <SimpleAct
              command={{ do: 'elect-unclean-leader', topic, partition: number }}
              text={acts.uncleanText}
              danger
            />
          )}
          <Reassign key={partitionName(partition)} partition={partition} throttled={hasThrottle(partition, view)} />
          <DeleteRecords key={`delete ${partitionName(partition)}`} partition={partition} />
        </Acts>
      )}
      <ConfigTable owner="topic" names={topicConfigNames} set={configs} inherited={view.topicDefaults} />
    </>
  );
}

function PartitionFacts({ partition }: { partition: PartitionView }) {
  const { inspector } = useMessages();
  const texts = inspector.partition;
  const leader = partition.replicas.find(({ broker }) => broker === partition.leader);
  const facts: readonly Fact[] = [
    { name: texts.leader, value: partition.leader < 0 ? inspector.none : partition.leader },
    { name: texts.preferred, value: partition.preferredLeader },
    { name: texts.leaderEpoch, value: partition.leaderEpoch },
    { name: texts.partitionEpoch, value: partition.partitionEpoch },
    { name: texts.isr, value: idsText(partition.isr) },
    { name: texts.elr, value: idsText(partition.elr) },
    ...(partition.addingReplicas.length === 0
      ? []
      : [{ name: texts.adding, value: idsText(partition.addingReplicas) }]),
    ...(partition.removingReplicas.length === 0
      ? []
      : [{ name: texts.removing, value: idsText(partition.removingReplicas) }]),
    { name: texts.minIsr, value: partition.minInsyncReplicas },
    ...(leader === undefined ? [] : logFacts(leader, texts)),
    { name: texts.unavailable, value: durationText(partition.unavailableUs) },
    {
      name: texts.underReplicated,
      value: partition.isr.length < partition.replicas.length ? inspector.yes : inspector.no,
      derived: true,
      word: true,
    },
    {
      name: 'Topic',
      value: <SelectButton to={{ kind: 'topic', name: partition.topic }}>{partition.topic}</SelectButton>,
    },
  ];
  return <Facts facts={facts} />;
}

interface LogTexts {
  readonly logEndOffset: string;
  readonly highWatermark: string;
  readonly logStartOffset: string;
  readonly uncommitted: string;
  readonly size: string;
  readonly segments: (count: number) => string;
}

export function logFacts(replica: ReplicaView, texts: LogTexts): readonly Fact[] {
  const { logEndOffset, highWatermark, logStartOffset } = replica;
  return [
    { name: texts.logEndOffset, value: logEndOffset },
    { name: texts.highWatermark, value: highWatermark },
    { name: texts.logStartOffset, value: logStartOffset },
    { name: texts.uncommitted, value: Math.max(0, logEndOffset - highWatermark), derived: true },
    { name: texts.size, value: `${bytesText(replica.sizeInBytes)} · ${texts.segments(replica.segments)}` },
  ];
}
