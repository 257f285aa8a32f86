import { assert } from '../../../../base/assert.ts';

/**
 * Kafka's message definitions in a short form of their JSON files (clients/src/main/resources/common/message/README.md):
 *
 *   GroupMetadataValue 0-4 flexible 4+ key 2      name, valid versions, flexible versions, api key
 *     protocol string? 0+                         name, type (`?`: may be null), versions (0+ when left out)
 *     expireTimestamp int64 1 = -1                default
 *     topicId uuid 4+ @0                          tag
 *     members []MemberMetadata                    the fields of a struct stand below it, or below `struct` at the end
 */
export type Primitive =
  | 'bool'
  | 'int8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'int64'
  | 'float64'
  | 'string'
  | 'bytes'
  | 'uuid';

export type FieldType =
  | { readonly kind: Primitive }
  | { readonly kind: 'array'; readonly of: FieldType }
  | { readonly kind: 'struct'; readonly fields: readonly Field[] };

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly nullable: boolean;
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  readonly tag: number | null;
  /** The default as Kafka's file writes it; null: zero, empty or false. */
  readonly defaultText: string | null;
}

export interface MessageSchema {
  readonly name: string;
  readonly lowestVersion: number;
  readonly highestVersion: number;
  /** Infinity: in no version. */
  readonly flexibleFrom: number;
  readonly apiKey: number | null;
  readonly fields: readonly Field[];
}

interface Line {
  readonly depth: number;
  readonly words: readonly string[];
}

const PRIMITIVES: readonly string[] = [
  'bool',
  'int8',
  'int16',
  'uint16',
  'int32',
  'int64',
  'float64',
  'string',
  'bytes',
  'uuid',
];

function isPrimitive(name: string): name is Primitive {
  return PRIMITIVES.includes(name);
}

function parseVersions(text: string): { from: number; to: number } {
  const match = /^(\d+)(?:(\+)|-(\d+))?$/.exec(text);
  assert(match !== null, `not a range of versions: ${text}`);
  const from = Number(match[1]);
  return { from, to: match[2] === '+' ? Number.POSITIVE_INFINITY : Number(match[3] ?? from) };
}

/** The lines below `at` that stand deeper than it. */
function below(lines: readonly Line[], at: number): readonly Line[] {
  const depth = (lines[at] as Line).depth;
  let end = at + 1;
  while (end < lines.length && (lines[end] as Line).depth > depth) end++;
  return lines.slice(at + 1, end);
}

/** A struct that several fields share stands once, at the end of its message. */
type SharedStructs = ReadonlyMap<string, readonly Line[]>;

function parseType(text: string, own: readonly Line[], shared: SharedStructs): FieldType {
  if (text.startsWith('[]')) return { kind: 'array', of: parseType(text.slice(2), own, shared) };
  if (isPrimitive(text)) return { kind: text };
  const lines = own.length > 0 ? own : shared.get(text);
  assert(lines !== undefined, `the fields of ${text} are given`);
  return { kind: 'struct', fields: parseFields(lines, shared) };
}

function parseField(line: Line, own: readonly Line[], shared: SharedStructs): Field {
  const [name, typeText, ...rest] = line.words;
  assert(name !== undefined && typeText !== undefined, 'a field has a name and a type');
  const nullable = typeText.endsWith('?');
  const type = parseType(nullable ? typeText.slice(0, -1) : typeText, own, shared);
  const tag = rest.find((word) => word.startsWith('@'));
  const defaultAt = rest.indexOf('=');
  const versions = /^\d/.test(rest[0] ?? '') ? (rest[0] as string) : '0+';
  return {
    name,
    type,
    nullable,
    ...parseVersions(versions),
    tag: tag === undefined ? null : Number(tag.slice(1)),
    defaultText: defaultAt < 0 ? null : (rest[defaultAt + 1] ?? null),
  };
}

function parseFields(lines: readonly Line[], shared: SharedStructs): Field[] {
  const depth = lines[0]?.depth ?? 0;
  const fields: Field[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.depth === depth && line.words[0] !== 'struct') fields.push(parseField(line, below(lines, at), shared));
  }
  return fields;
}

/** Generated readers do not look at a bound that no valid version crosses. */
function opened(field: Field, lowest: number, highest: number): Field {
  const type = openedType(field.type, lowest, highest);
  const from = field.from <= lowest ? Number.NEGATIVE_INFINITY : field.from;
  return { ...field, type, from, to: field.to >= highest ? Number.POSITIVE_INFINITY : field.to };
}

function openedType(type: FieldType, lowest: number, highest: number): FieldType {
  if (type.kind === 'array') return { kind: 'array', of: openedType(type.of, lowest, highest) };
  if (type.kind !== 'struct') return type;
  return { kind: 'struct', fields: type.fields.map((field) => opened(field, lowest, highest)) };
}

function parseMessage(lines: readonly Line[]): MessageSchema {
  const [name = '', versions = '', ...rest] = lines[0]?.words ?? [];
  const { from, to } = parseVersions(versions);
  const flexible = rest.indexOf('flexible');
  const key = rest.indexOf('key');
  const body = lines.slice(1);
  const structs = body.flatMap((line, at) =>
    line.words[0] === 'struct' ? [[line.words[1] ?? '', below(body, at)] as const] : [],
  );
  return {
    name,
    lowestVersion: from,
    highestVersion: to,
    flexibleFrom: flexible < 0 ? Number.POSITIVE_INFINITY : parseVersions(rest[flexible + 1] ?? '').from,
    apiKey: key < 0 ? null : Number(rest[key + 1]),
    fields: parseFields(body, new Map(structs)).map((field) => opened(field, from, to)),
  };
}

function parseLine(text: string): Line {
  return { depth: text.length - text.trimStart().length, words: text.trim().split(' ') };
}

/** Messages by name; an empty line stands between two. */
export function parseMessages(text: string): ReadonlyMap<string, MessageSchema> {
  const messages = text
    .trim()
    .split('\n\n')
    .map((block) => parseMessage(block.split('\n').map(parseLine)));
  return new Map(messages.map((message) => [message.name, message]));
}

export function isInVersion(field: Field, version: number): boolean {
  return version >= field.from && version <= field.to;
}
