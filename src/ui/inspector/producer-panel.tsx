import type { Messages } from '../../i18n/en.ts';
import type { KeyPattern } from '../../sim/setup.ts';
import type { ProducerView } from '../../sim/snapshot.ts';
import { ProducerActs } from '../acts/producer-acts.tsx';
import { producerConfigNames } from '../acts/producer-config-fields.tsx';
import { useMessages } from '../messages.tsx';
import { ConfigTable } from './config-table.tsx';
import { type Fact, Facts } from './facts.tsx';
import { Heading } from './heading.tsx';
import { ProducerInside } from './producer-inside.tsx';
import { SelectButton } from './select-button.tsx';

export function ProducerPanel({ producer }: { producer: ProducerView }) {
  const { inspector } = useMessages();
  const texts = inspector.producer;
  const facts: readonly Fact[] = [
    {
      name: texts.topic,
      value: <SelectButton to={{ kind: 'topic', name: producer.topic }}>{producer.topic}</SelectButton>,
    },
    { name: inspector.client.load, value: loadText(producer, inspector), word: true },
    { name: texts.keys, value: keyPatternText(producer.keys, texts), word: true },
    { name: texts.sent, value: producer.sent },
    { name: texts.acknowledged, value: producer.acknowledged },
    { name: texts.failed, value: producer.failed },
    { name: texts.pending, value: producer.retrying ? `${producer.pending} · ${texts.retrying}` : producer.pending },
  ];
  return (
    <>
      <Heading kick={texts.kick} title={producer.id} />
      {producer.restarting && <p className="warning">{inspector.client.restarting}</p>}
      <Facts facts={facts} />
      <ProducerInside id={producer.id} />
      <ProducerActs producer={producer} />
      <ConfigTable owner="producer" names={producerConfigNames} set={producer.configs} />
    </>
  );
}

function loadText({ load, ratePerSecond }: ProducerView, { client, producer }: Messages['inspector']): string {
  switch (load?.kind) {
    case 'burst':
      return client.loads.burst(load.records, load.everyUs / 1_000_000);
    case 'count':
      return client.loads.count(load.records, ratePerSecond);
    default:
      return producer.perSecond(ratePerSecond);
  }
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
