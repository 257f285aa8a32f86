import { nextBelow, type Prng } from '../../base/prng.ts';
import { fillTemplate, isTemplate, parseTemplate, type Template } from '../../base/text-template.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { ProducerRecord } from '../../kafka/client/producer/effects.ts';
import { serialize } from '../../kafka/config/serializers.ts';
import type { KeyPattern, RecordPattern } from '../setup.ts';

/** What the application that feeds a producer knows when it makes a record. */
export interface Application {
  readonly id: string;
  readonly topics: readonly string[];
  readonly keys: KeyPattern;
  readonly valueBytes: number;
  readonly record: RecordPattern | null;
  /** The number of this record, from 1. */
  readonly made: number;
}

/** The places that a template of a value or a header may have. */
export const templateNames = ['n', 'key', 'producer', 'topic', 'time'] as const;

const parsed = new Map<string, Template>();
const mostKept = 200;

/** Kept, as the same few are filled in again and again. One that is no template stands for itself. */
function templateOf(text: string): Template {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const template = parseTemplate(text, templateNames);
  const kept = isTemplate(template) ? template : [{ kind: 'text' as const, text }];
  if (parsed.size >= mostKept) parsed.clear();
  parsed.set(text, kept);
  return kept;
}

/** The next record of the application; null: its value or key is none of the type that its serializer takes. */
export function makeRecord(app: Application, dice: Prng, nowMs: number): ProducerRecord | null {
  const { record } = app;
  const keyText = drawKey(app, dice);
  const topic = app.topics[(app.made - 1) % app.topics.length] ?? '';
  const values = { n: String(app.made), key: keyText ?? '', producer: app.id, topic, time: String(nowMs) };
  const fill = (text: string): string => fillTemplate(templateOf(text), values, (bound) => nextBelow(dice, bound));
  const isTombstone = (record?.tombstonePercent ?? 0) > 0 && nextBelow(dice, 100) < (record?.tombstonePercent ?? 0);
  const key = keyText === null ? null : serialize(record?.keySerializer ?? 'string', keyText);
  const text = record?.value === undefined ? paddedText(app) : record.value === null ? null : fill(record.value);
  const value = isTombstone || text === null ? null : serialize(record?.valueSerializer ?? 'string', text);
  if ((keyText !== null && key === null) || (!isTombstone && text !== null && value === null)) return null;
  const headers = (record?.headers ?? []).map(({ key: name, value: said }) => ({
    key: name,
    value: said === null ? null : encodeUtf8(fill(said)),
  }));
  return {
    topic,
    partition: record?.partition ?? null,
    key,
    value,
    ...(headers.length > 0 && { headers }),
    timestamp: timestampOf(record, dice, nowMs),
    tag: null,
  };
}

function timestampOf(record: RecordPattern | null, dice: Prng, nowMs: number): number | null {
  const said = record?.timestamp;
  if (said === undefined) return null;
  return said.kind === 'at' ? said.ms : nowMs - nextBelow(dice, said.upToMs + 1);
}

function drawKey({ keys, record, made }: Application, dice: Prng): string | null {
  switch (keys.kind) {
    case 'none':
      return null;
    case 'users':
      return user(nextBelow(dice, keys.count) + 1, record);
    case 'skewed':
      return user(nextBelow(dice, 2) === 0 ? 1 : nextBelow(dice, keys.count) + 1, record);
    case 'list': {
      const { length } = keys.keys;
      return keys.keys[keys.order === 'given' ? (made - 1) % length : nextBelow(dice, length)] ?? null;
    }
  }
}

/** A text, or the number itself as what the serializer takes. */
function user(number: number, record: RecordPattern | null): string {
  switch (record?.keySerializer ?? 'string') {
    case 'string':
      return `user-${number}`;
    case 'json':
      return `"user-${number}"`;
    case 'integer':
    case 'long':
      return String(number);
    case 'bytes':
      return number.toString(16).padStart(8, '0');
  }
}

function paddedText({ id, made, valueBytes, record }: Application): string {
  const text = `${id} ${made}`;
  const padded = text.length >= valueBytes ? text : text.padEnd(valueBytes, '.');
  switch (record?.valueSerializer ?? 'string') {
    case 'string':
      return padded;
    case 'json':
      return JSON.stringify(padded);
    case 'integer':
    case 'long':
      return String(made);
    case 'bytes':
      return made.toString(16).padStart(Math.max(8, 2 * valueBytes), '0');
  }
}
