import type { PartitionView, Snapshot, TopicView } from '../../sim/snapshot.ts';
import { Acts, SimpleAct } from '../acts/act.tsx';
import { ChangeConfig } from '../acts/change-config.tsx';
import { ChangePartitions } from '../acts/change-partitions.tsx';
import { ProduceHere } from '../acts/produce-here.tsx';
import { useMessages } from '../messages.tsx';
import { ConfigTable } from './config-table.tsx';
import { type Fact, Facts } from './facts.tsx';
import { Heading } from './heading.tsx';
import { PartitionButton } from './select-button.tsx';

export const topicConfigNames = [
  'min.insync.replicas',
  'cleanup.policy',
  'retention.ms',
  'retention.bytes',
  'segment.ms',
  'segment.bytes',
  'unclean.leader.election.enable',
];

export function TopicPanel({ topic, view }: { topic: TopicView; view: Snapshot }) {
  const { inspector, acts } = useMessages();
  const texts = inspector.topic;
  const partitions = view.partitions.filter((partition) => partition.topic === topic.name);
  const facts: readonly Fact[] = [
    { name: texts.id, value: topic.topicId },
    { name: texts.partitions, value: topic.partitions },
    { name: texts.replicationFactor, value: topic.replicationFactor },
    { name: texts.minIsr, value: topic.minInsyncReplicas },
    { name: texts.records, value: partitions.reduce((sum, view) => sum + recordsOf(view), 0), derived: true },
  ];
  return (
    <>
      <Heading kick={texts.kick} title={topic.name} />
      <Facts facts={facts} />
      <section>
        <h3>{texts.partitions}</h3>
        <ul className="chips">
          {partitions.map(({ partition }) => (
            <li key={partition}>
              <PartitionButton topic={topic.name} partition={partition} />
            </li>
          ))}
        </ul>
      </section>
      {!topic.internal && (
        <Acts>
          <ProduceHere into={{ topic: topic.name }} />
          <ChangePartitions key={topic.name} topic={topic} />
          <ChangeConfig
            key={`config ${topic.name}`}
            owner="topic"
            first="min.insync.replicas"
            set={{ ...view.topicDefaults, ...topic.configs }}
            title={acts.names['alter-topic-config']}
            commandOf={(configs) => ({ do: 'alter-topic-config', topic: topic.name, configs })}
          />
          <SimpleAct command={{ do: 'delete-topic', topic: topic.name }} text={acts.deleteTopicText} danger />
        </Acts>
      )}
      <ConfigTable owner="topic" names={topicConfigNames} set={topic.configs} inherited={view.topicDefaults} />
    </>
  );
}

function recordsOf(partition: PartitionView): number {
  const leader = partition.replicas.find((replica) => replica.broker === partition.leader);
  return leader === undefined ? 0 : leader.logEndOffset - leader.logStartOffset;
}
