import { type Int64, toInt64 } from '../../../base/int64.ts';
import { printJavaDouble } from '../../config/java-numbers.ts';

/** JSON as Jackson reads it here: 64-bit integers keep every digit, and what follows the first value is not looked at. */
export type JsonValue = null | boolean | Int64 | string | { readonly fraction: number } | JsonValue[] | JsonObject;
export type JsonObject = ReadonlyMap<string, JsonValue>;

class Scanner {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The next token by its pattern (sticky), or undefined; white space before it is skipped. */
  take(pattern: RegExp): string | undefined {
    for (const token of [/[ \t\r\n]*/y, pattern]) {
      token.lastIndex = this.at;
      const match = token.exec(this.text);
      if (match === null) return undefined;
      this.at = token.lastIndex;
      if (token === pattern) return match[0];
    }
    return undefined;
  }
}

const STRING = /"(?:[^"\\]|\\[\s\S])*"/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;

/** undefined: no string, or one with characters that must be escaped. */
function readString(from: Scanner): string | undefined {
  const token = from.take(STRING);
  try {
    return token === undefined ? undefined : String(JSON.parse(token));
  } catch {
    return undefined;
  }
}

function readNumber(token: string): JsonValue {
  if (!/^-?[0-9]+$/.test(token)) return { fraction: Number(token) };
  const value = BigInt(token);
  return BigInt.asIntN(64, value) === value ? toInt64(value) : { fraction: Number(token) };
}

function readArray(from: Scanner): JsonValue[] | undefined {
  const items: JsonValue[] = [];
  if (from.take(/\]/y) !== undefined) return items;
  for (;;) {
    const item = readValue(from);
    if (item === undefined) return undefined;
    items.push(item);
    if (from.take(/,/y) === undefined) return from.take(/\]/y) === undefined ? undefined : items;
  }
}

function readObject(from: Scanner): JsonObject | undefined {
  const fields = new Map<string, JsonValue>();
  if (from.take(/\}/y) !== undefined) return fields;
  for (;;) {
    const name = readString(from);
    if (name === undefined || from.take(/:/y) === undefined) return undefined;
    const value = readValue(from);
    if (value === undefined) return undefined;
    fields.set(name, value);
    if (from.take(/,/y) === undefined) return from.take(/\}/y) === undefined ? undefined : fields;
  }
}

function readValue(from: Scanner): JsonValue | undefined {
  if (from.take(/\{/y) !== undefined) return readObject(from);
  if (from.take(/\[/y) !== undefined) return readArray(from);
  const word = from.take(/(?:null|true|false)(?![A-Za-z0-9_])/y);
  if (word !== undefined) return word === 'null' ? null : word === 'true';
  const string = readString(from);
  if (string !== undefined) return string;
  const number = from.take(NUMBER);
  return number === undefined ? undefined : readNumber(number);
}

/** The first JSON value of the text; undefined when there is none. */
export function parseJson(text: string): JsonValue | undefined {
  return readValue(new Scanner(text));
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return value instanceof Map;
}

/** Control characters without a short form are written with upper-case hex digits. */
function printText(text: string): string {
  return JSON.stringify(text).replace(/\\\\|\\u00[0-9a-f]{2}/g, (code) =>
    code.startsWith('\\u') ? `\\u${code.slice(2).toUpperCase()}` : code,
  );
}

/** JsonNode.toString: no blanks, fields in their order. */
export function printJson(value: JsonValue): string {
  if (value === null || typeof value !== 'object') return typeof value === 'string' ? printText(value) : String(value);
  if (Array.isArray(value)) return `[${value.map(printJson).join(',')}]`;
  if (isJsonObject(value)) {
    return `{${[...value].map(([name, field]) => `${printText(name)}:${printJson(field)}`).join(',')}}`;
  }
  const number = printJavaDouble(value.fraction);
  return Number.isFinite(value.fraction) ? number : `"${number}"`;
}
