import { useState } from 'react';
import type { TopicView } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { Act, ActForm } from './act.tsx';
import { NumberField, TextField } from './fields.tsx';
import { freeName } from './free-name.ts';

/** Configs that can be given with a new topic here; an empty field leaves Kafka's default. */
const configNames = ['min.insync.replicas', 'segment.ms', 'retention.ms', 'retention.bytes'] as const;

export function CreateTopic({ topics, brokers }: { topics: readonly TopicView[]; brokers: number }) {
  const { acts } = useMessages();
  const taken = topics.map(({ name }) => name);
  const [given, setName] = useState<string | null>(null);
  const [partitions, setPartitions] = useState(3);
  const [replicationFactor, setReplicationFactor] = useState(Math.min(3, brokers));
  const [configs, setConfigs] = useState<Readonly<Record<string, string>>>({
    'min.insync.replicas': '2',
    'segment.ms': '15000',
  });
  const name = given ?? freeName('events', taken);
  const set = Object.fromEntries(Object.entries(configs).filter(([, value]) => value !== ''));
  const topic = { name, partitions, replicationFactor, configs: set };
  return (
    <Act title={acts.names['create-topic']}>
      <ActForm
        command={{ do: 'create-topic', topic }}
        submit={acts.topic.create}
        disabled={!Number.isFinite(partitions) || !Number.isFinite(replicationFactor)}
        onDone={() => setName(null)}
      >
        <TextField name={acts.topic.name} value={name} onChange={setName} required />
        <div className="pair">
          <NumberField name={acts.topic.partitions} value={partitions} onChange={setPartitions} />
          <NumberField name={acts.topic.replicationFactor} value={replicationFactor} onChange={setReplicationFactor} />
        </div>
        {configNames.map((config) => (
          <TextField
            key={config}
            name={<code>{config}</code>}
            value={configs[config] ?? ''}
            {...(configs[config] ? {} : { hint: acts.topic.unset })}
            onChange={(value) => setConfigs({ ...configs, [config]: value })}
          />
        ))}
      </ActForm>
    </Act>
  );
}
