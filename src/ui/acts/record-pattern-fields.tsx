import { useState } from 'react';
import type { SerializerName } from '../../kafka/config/serializers.ts';
import type { RecordPattern } from '../../sim/setup.ts';
import { useMessages } from '../messages.tsx';
import { ChoiceField, LinesField, NumberField, TextField } from './fields.tsx';
import { Folded } from './folded.tsx';
import { headersOf, headersText } from './header-lines.ts';

interface Props {
  readonly record: RecordPattern;
  readonly onChange: (record: RecordPattern) => void;
}

const serializers: readonly SerializerName[] = ['string', 'integer', 'long', 'json', 'bytes'];
const valueKinds = ['padded', 'template', 'null'] as const;
const timeKinds = ['now', 'late', 'at'] as const;

/** A field that is left out of the document when it says what goes without saying. */
function without<K extends keyof RecordPattern>(record: RecordPattern, name: K): RecordPattern {
  const { [name]: _, ...rest } = record;
  return rest;
}

/** What the records of a workload are: bytes, headers, partition and time. Folded until somebody wants it. */
export function RecordPatternFields({ record, onChange }: Props) {
  const texts = useMessages().acts.producer;
  return (
    <Folded title={texts.recordTitle}>
      <Serializer record={record} onChange={onChange} of="keySerializer" />
      <Serializer record={record} onChange={onChange} of="valueSerializer" />
      <Value record={record} onChange={onChange} />
      <NumberField
        name={texts.tombstones}
        value={record.tombstonePercent ?? 0}
        onChange={(percent) => onChange({ ...record, tombstonePercent: Math.floor(percent) })}
      />
      <Headers record={record} onChange={onChange} />
      <div className="pair">
        <TextField
          name={texts.partition}
          hint={texts.partitionHint}
          value={record.partition === undefined ? '' : String(record.partition)}
          onChange={(text) => {
            const partition = Number.parseInt(text, 10);
            onChange(Number.isNaN(partition) ? without(record, 'partition') : { ...record, partition });
          }}
        />
        <Time record={record} onChange={onChange} />
      </div>
    </Folded>
  );
}

function Serializer({ record, onChange, of }: Props & { of: 'keySerializer' | 'valueSerializer' }) {
  const texts = useMessages().acts.producer;
  const choices = serializers.map((value) => ({ value, label: texts.serializers[value] }));
  const choose = (name: SerializerName) =>
    onChange(name === 'string' ? without(record, of) : { ...record, [of]: name });
  const name = of === 'keySerializer' ? 'key.serializer' : 'value.serializer';
  return <ChoiceField name={<code>{name}</code>} value={record[of] ?? 'string'} choices={choices} onChange={choose} />;
}

function Value({ record, onChange }: Props) {
  const texts = useMessages().acts.producer;
  const kind = record.value === undefined ? 'padded' : record.value === null ? 'null' : 'template';
  const choose = (chosen: (typeof valueKinds)[number]) => {
    if (chosen === 'padded') onChange(without(record, 'value'));
    else onChange({ ...record, value: chosen === 'null' ? null : 'order {n} of {key}' });
  };
  return (
    <>
      <ChoiceField
        name={texts.value}
        value={kind}
        choices={valueKinds.map((value) => ({ value, label: texts.valueKinds[value] }))}
        onChange={choose}
      />
      {typeof record.value === 'string' && (
        <LinesField
          name={texts.template}
          hint={texts.templateHint}
          rows={2}
          value={record.value}
          onChange={(value) => onChange({ ...record, value })}
        />
      )}
    </>
  );
}

function Headers({ record, onChange }: Props) {
  const texts = useMessages().acts.produce;
  const [text, setText] = useState(headersText(record.headers ?? []));
  const read = (typed: string) => {
    setText(typed);
    const headers = headersOf(typed);
    onChange(headers.length === 0 ? without(record, 'headers') : { ...record, headers });
  };
  return <LinesField name={texts.headers} hint={texts.headersHint} rows={2} value={text} onChange={read} />;
}

function Time({ record, onChange }: Props) {
  const texts = useMessages().acts.producer;
  const { timestamp } = record;
  const choose = (kind: (typeof timeKinds)[number]) => {
    if (kind === 'now') onChange(without(record, 'timestamp'));
    else if (kind === 'late') onChange({ ...record, timestamp: { kind, upToMs: 60_000 } });
    else onChange({ ...record, timestamp: { kind, ms: 1_767_225_600_000 } });
  };
  return (
    <>
      <ChoiceField
        name={texts.time}
        value={timestamp?.kind ?? 'now'}
        choices={timeKinds.map((value) => ({ value, label: texts.timeKinds[value] }))}
        onChange={choose}
      />
      {timestamp?.kind === 'late' && (
        <NumberField
          name={texts.lateMs}
          value={timestamp.upToMs}
          onChange={(upToMs) => onChange({ ...record, timestamp: { kind: 'late', upToMs: Math.floor(upToMs) } })}
        />
      )}
      {timestamp?.kind === 'at' && (
        <NumberField
          name={texts.atMs}
          value={timestamp.ms}
          onChange={(ms) => onChange({ ...record, timestamp: { kind: 'at', ms: Math.floor(ms) } })}
        />
      )}
    </>
  );
}
