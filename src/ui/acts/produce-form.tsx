import { useEffect, useRef, useState } from 'react';
import type { Command } from '../../sim/command.ts';
import type { TopicView } from '../../sim/snapshot.ts';
import type { ProduceInto } from '../../store/look-slice.ts';
import { useMessages } from '../messages.tsx';
import { type Acks, acksChoices } from './acks.ts';
import { ActForm } from './act.tsx';
import { CheckField, ChoiceField, LinesField, TextField } from './fields.tsx';
import { Folded } from './folded.tsx';
import { headersOf } from './header-lines.ts';

/** The first of all acts: one record, with the key and value one likes. */
export function ProduceForm({ into, topics }: { into: ProduceInto; topics: readonly TopicView[] }) {
  const messages = useMessages();
  const texts = messages.acts.produce;
  const [topic, setTopic] = useState(into.topic ?? topics[0]?.name ?? '');
  const [partition, setPartition] = useState(into.partition === undefined ? '' : String(into.partition));
  const [key, setKey] = useState('user-1');
  const [value, setValue] = useState('hello');
  const [tombstone, setTombstone] = useState(false);
  const [acks, setAcks] = useState<Acks>('all');
  const [headers, setHeaders] = useState('');
  const [timestamp, setTimestamp] = useState('');
  const partitions = topics.find(({ name }) => name === topic)?.partitions ?? 0;
  const command: Command = {
    do: 'produce-record',
    topic,
    partition: partition === '' ? null : Number(partition),
    key: key === '' ? null : key,
    value: tombstone ? null : value,
    acks,
    ...(headersOf(headers).length > 0 && { headers: headersOf(headers) }),
    ...(/^\d+$/.test(timestamp) && { timestamp: Number(timestamp) }),
  };
  const chooseTopic = (name: string) => {
    setTopic(name);
    setPartition('');
  };
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Not on touch screens, where the keyboard would cover the stage.
    if (matchMedia('(pointer: fine)').matches) fields.current?.querySelector('input')?.select();
  }, []);
  if (topics.length === 0) return <p>{texts.noTopic}</p>;
  return (
    <ActForm command={command} submit={texts.send}>
      <div ref={fields} className="form">
        <ChoiceField
          name={texts.topic}
          value={topic}
          choices={topics.map(({ name }) => ({ value: name, label: name }))}
          onChange={chooseTopic}
        />
        <TextField name={texts.key} hint={texts.keyHint} value={key} onChange={setKey} />
        {!tombstone && <TextField name={texts.value} value={value} onChange={setValue} />}
        <CheckField name={texts.tombstone} checked={tombstone} onChange={setTombstone} />
        <ChoiceField
          name={texts.partition}
          value={partition}
          choices={[
            { value: '', label: texts.byKey },
            ...Array.from({ length: partitions }, (_, index) => ({ value: String(index), label: `${topic}-${index}` })),
          ]}
          onChange={setPartition}
        />
        <ChoiceField name={<code>{texts.acks}</code>} value={acks} choices={acksChoices(messages)} onChange={setAcks} />
        <Folded title={texts.more}>
          <LinesField name={texts.headers} hint={texts.headersHint} rows={2} value={headers} onChange={setHeaders} />
          <TextField name={texts.timestamp} hint={texts.timestampHint} value={timestamp} onChange={setTimestamp} />
        </Folded>
      </div>
    </ActForm>
  );
}
