import { useState } from 'react';
import type { KeyPattern } from '../../sim/setup.ts';
import type { Snapshot } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { type Acks, acksChoices } from './acks.ts';
import { Act, ActForm } from './act.tsx';
import { ChoiceField, NumberField, TextField } from './fields.tsx';
import { freeName } from './free-name.ts';
import { KeyPatternFields } from './key-pattern-fields.tsx';

export function AddProducer({ view, topics }: { view: Snapshot; topics: readonly string[] }) {
  const messages = useMessages();
  const { acts } = messages;
  const texts = acts.producer;
  const [given, setId] = useState<string | null>(null);
  const [chosen, setTopic] = useState<string | null>(null);
  const [ratePerSecond, setRate] = useState(2);
  const [keys, setKeys] = useState<KeyPattern>({ kind: 'users', count: 12 });
  const [acks, setAcks] = useState<Acks>('all');
  const id = given ?? freeName('web', clientIds(view));
  const topic = chosen ?? topics[0] ?? '';
  const configs = { acks, 'enable.idempotence': 'false' };
  return (
    <Act title={acts.names['add-producer']}>
      <ActForm
        command={{ do: 'add-producer', producer: { id, topic, ratePerSecond, keys, valueBytes: 100, configs } }}
        submit={texts.add}
        disabled={topic === '' || !Number.isFinite(ratePerSecond)}
        onDone={() => setId(null)}
      >
        <TextField name={<code>{texts.id}</code>} value={id} onChange={setId} required />
        <ChoiceField
          name={texts.topic}
          value={topic}
          choices={topics.map((name) => ({ value: name, label: name }))}
          onChange={setTopic}
        />
        <NumberField name={texts.rate} hint={texts.handOnly} step="any" value={ratePerSecond} onChange={setRate} />
        <KeyPatternFields keys={keys} onChange={setKeys} />
        <ChoiceField name={<code>{texts.acks}</code>} value={acks} choices={acksChoices(messages)} onChange={setAcks} />
      </ActForm>
    </Act>
  );
}

/** Every client.id of the run. */
export function clientIds(view: Snapshot): readonly string[] {
  const members = view.groups.flatMap((group) => group.members.map((member) => member.id));
  return [...view.producers.map((producer) => producer.id), ...members];
}
