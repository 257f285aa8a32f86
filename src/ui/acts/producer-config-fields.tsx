import { Suspense, use } from 'react';
import { configDefaults } from '../inspector/config-defaults.ts';
import { useMessages } from '../messages.tsx';
import { ChoiceField, TextField } from './fields.tsx';
import { Folded } from './folded.tsx';

/** What is worth turning; the others of a producer's configs have no meaning here. */
export const producerConfigNames = [
  'acks',
  'batch.size',
  'linger.ms',
  'buffer.memory',
  'max.block.ms',
  'max.request.size',
  'max.in.flight.requests.per.connection',
  'compression.type',
  'enable.idempotence',
  'retries',
  'delivery.timeout.ms',
  'request.timeout.ms',
  'retry.backoff.ms',
  'retry.backoff.max.ms',
  'partitioner.class',
  'partitioner.ignore.keys',
  'partitioner.adaptive.partitioning.enable',
  'partitioner.availability.timeout.ms',
] as const;

type ConfigName = (typeof producerConfigNames)[number];

/** By name; null: back to Kafka's default. */
export type ConfigDraft = Readonly<Record<string, string | null>>;

interface Props {
  /** What is set now. */
  readonly set: Readonly<Record<string, string>>;
  readonly draft: ConfigDraft;
  readonly onChange: (draft: ConfigDraft) => void;
  readonly hint: string;
}

/** Any of a producer's configs, one by one, until the act is done. */
export function ProducerConfigFields(props: Props) {
  const texts = useMessages().acts.producer;
  return (
    <Folded title={texts.configs}>
      <Suspense>
        <Rows {...props} />
      </Suspense>
    </Folded>
  );
}

function Rows({ set, draft, onChange, hint }: Props) {
  const texts = useMessages().acts.producer;
  const defaults = use(configDefaults('producer'));
  const byDefault = (name: string) => defaults.get(name) ?? '';
  const rest = producerConfigNames.filter((name) => !Object.hasOwn(draft, name));
  const add = (name: ConfigName | '') => {
    if (name !== '') onChange({ ...draft, [name]: set[name] ?? byDefault(name) });
  };
  return (
    <>
      <p className="quiet">{hint}</p>
      {Object.entries(draft).map(([name, value]) => (
        <TextField
          key={name}
          name={<code>{name}</code>}
          hint={texts.configDefault(byDefault(name) === '' ? 'null' : byDefault(name))}
          value={value ?? ''}
          onChange={(text) => onChange({ ...draft, [name]: text === '' ? null : text })}
        />
      ))}
      <ChoiceField<ConfigName | ''>
        name={texts.addConfig}
        value=""
        choices={[
          { value: '', label: texts.chooseConfig },
          ...rest.map((name) => ({ value: name, label: `${name} = ${set[name] ?? byDefault(name)}` })),
        ]}
        onChange={add}
      />
    </>
  );
}
