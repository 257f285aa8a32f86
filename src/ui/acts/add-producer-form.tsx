import { useState } from 'react';
import type { KeyPattern, LoadPattern, RecordPattern } from '../../sim/setup.ts';
import type { Snapshot } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { type Acks, acksChoices } from './acks.ts';
import { Act, ActForm } from './act.tsx';
import { CheckField, ChoiceField, NumberField, TextField } from './fields.tsx';
import { freeName } from './free-name.ts';
import { KeyPatternFields } from './key-pattern-fields.tsx';
import { LoadFields } from './load-fields.tsx';
import { type ConfigDraft, ProducerConfigFields } from './producer-config-fields.tsx';
import { RecordPatternFields } from './record-pattern-fields.tsx';

export function AddProducer({ view, topics }: { view: Snapshot; topics: readonly string[] }) {
  const messages = useMessages();
  const { acts } = messages;
  const texts = acts.producer;
  const [given, setId] = useState<string | null>(null);
  const [chosen, setTopic] = useState<string | null>(null);
  const [alsoTo, setAlsoTo] = useState<readonly string[]>([]);
  const [ratePerSecond, setRate] = useState(2);
  const [load, setLoad] = useState<LoadPattern | null>(null);
  const [keys, setKeys] = useState<KeyPattern>({ kind: 'users', count: 12 });
  const [valueBytes, setValueBytes] = useState(100);
  const [record, setRecord] = useState<RecordPattern>({});
  const [acks, setAcks] = useState<Acks>('all');
  const [draft, setDraft] = useState<ConfigDraft>({});
  const id = given ?? freeName('web', clientIds(view));
  const topic = chosen ?? topics[0] ?? '';
  const others = topics.filter((name) => name !== topic);
  const also = alsoTo.filter((name) => others.includes(name));
  const configs = setOf({ acks, 'enable.idempotence': 'false', ...draft });
  const producer = {
    id,
    topic,
    ratePerSecond,
    keys,
    valueBytes,
    ...(load !== null && { load }),
    ...(Object.keys(record).length > 0 && { record }),
    ...(also.length > 0 && { alsoTo: also }),
    configs,
  };
  return (
    <Act title={acts.names['add-producer']}>
      <ActForm
        command={{ do: 'add-producer', producer }}
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
        {others.length > 0 && (
          <fieldset className="checks">
            <legend>{texts.alsoTo}</legend>
            {others.map((name) => (
              <CheckField
                key={name}
                name={name}
                checked={also.includes(name)}
                onChange={(on) => setAlsoTo(on ? [...also, name] : also.filter((it) => it !== name))}
              />
            ))}
          </fieldset>
        )}
        <LoadFields ratePerSecond={ratePerSecond} load={load} onRate={setRate} onLoad={setLoad} />
        <KeyPatternFields keys={keys} onChange={setKeys} />
        {record.value === undefined && (
          <NumberField
            name={texts.valueBytes}
            value={valueBytes}
            onChange={(bytes) => setValueBytes(Number.isFinite(bytes) ? Math.floor(bytes) : 0)}
          />
        )}
        <RecordPatternFields record={record} onChange={setRecord} />
        <ChoiceField name={<code>{texts.acks}</code>} value={acks} choices={acksChoices(messages)} onChange={setAcks} />
        <ProducerConfigFields set={configs} draft={draft} onChange={setDraft} hint={texts.configsNew} />
      </ActForm>
    </Act>
  );
}

/** A new process has only what is set. */
const setOf = (draft: ConfigDraft): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(draft).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));

/** Every client.id of the run. */
export function clientIds(view: Snapshot): readonly string[] {
  const members = view.groups.flatMap((group) => group.members.map((member) => member.id));
  return [...view.producers.map((producer) => producer.id), ...members];
}
