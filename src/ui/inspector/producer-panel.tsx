import type { Messages } from '../../i18n/en.ts';
import type { KeyPattern } from '../../sim/setup.ts';
import type { ProducerView } from '../../sim/snapshot.ts';
import { ProducerActs } from '../acts/producer-acts.tsx';
import { useMessages } from '../messages.tsx';
import { ConfigTable } from './config-table.tsx';
import { type Fact, Facts } from './facts.tsx';
import { Heading } from './heading.tsx';
import { SelectButton } from './select-button.tsx';

const configNames = [
  'acks',
  'linger.ms',
  'batch.size',
  'max.in.flight.requests.per.connection',
  'enable.idempotence',
  'retries',
  'request.timeout.ms',
  'delivery.timeout.ms',
];

export function ProducerPanel({ producer }: { producer: ProducerView }) {
  const { inspector } = useMessages();
  const texts = inspector.producer;
  const facts: readonly Fact[] = [
    {
      name: texts.topic,
      value: <SelectButton to={{ kind: 'topic', name: producer.topic }}>{producer.topic}</SelectButton>,
    },
    { name: texts.rate, value: texts.perSecond(producer.ratePerSecond), word: true },
    { name: texts.keys, value: keyPatternText(producer.keys, texts), word: true },
    { name: texts.sent, value: producer.sent },
    { name: texts.acknowledged, value: producer.acknowledged },
    { name: texts.failed, value: producer.failed },
    { name: texts.pending, value: producer.retrying ? `${producer.pending} · ${texts.retrying}` : producer.pending },
  ];
  return (
    <>
      <Heading kick={texts.kick} title={producer.id} />
      <Facts facts={facts} />
      <ProducerActs producer={producer} />
      <ConfigTable owner="producer" names={configNames} set={producer.configs} />
    </>
  );
}

function keyPatternText(keys: KeyPattern, { keyPatterns }: Messages['inspector']['producer']): string {
  switch (keys.kind) {
    case 'none':
      return keyPatterns.none;
    case 'list':
      return keyPatterns.list(keys.keys.length);
    default:
      return keyPatterns[keys.kind](keys.count);
  }
}
