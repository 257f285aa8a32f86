import { javaHashMapOrder } from '../../../base/java-string.ts';
import { err, ok, type Result } from '../../../base/result.ts';
import type { FileError } from './file-error.ts';

/** Texts of java.util.Properties. */
const ESCAPES: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n', f: '\f' };
const UNESCAPED: Readonly<Record<string, string>> = { '\t': '\\t', '\r': '\\r', '\n': '\\n', '\f': '\\f' };

/** A backslash before what would end a key or begin a comment, and before blanks (all of a key's, the first of a value's). */
function withEscapes(text: string, isKey: boolean): string {
  let out = '';
  for (const [i, character] of [...text].entries()) {
    if (character === ' ') out += isKey || i === 0 ? '\\ ' : ' ';
    else out += UNESCAPED[character] ?? (/[=:#!\\]/.test(character) ? `\\${character}` : character);
  }
  return out;
}

/** Properties.store(writer, "") with `date` as its second comment line; entries in the order of Java 17's hash map. */
export function formatProperties(properties: ReadonlyMap<string, string>, date: string): string {
  const lines = javaHashMapOrder([...properties.keys()]).map(
    (key) => `${withEscapes(key, true)}=${withEscapes(properties.get(key) ?? '', false)}\n`,
  );
  return `#\n#${date}\n${lines.join('')}`;
}

/** Logical lines: comments and blank lines left out, lines that end with an odd number of backslashes joined. */
function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let open: string | null = null;
  for (const natural of text.split(/\r\n|\n|\r/)) {
    const line: string = natural.replace(/^[ \t\f]+/, '');
    if (open === null && (line === '' || line.startsWith('#') || line.startsWith('!'))) continue;
    const whole: string = (open ?? '') + line;
    const continued = (/\\*$/.exec(line)?.[0].length ?? 0) % 2 === 1;
    open = continued ? whole.slice(0, -1) : null;
    if (!continued) lines.push(whole);
  }
  if (open !== null && open !== '') lines.push(open);
  return lines;
}

function withoutEscapes(text: string): string | null {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character !== '\\') {
      out += character;
      continue;
    }
    const escaped = text.charAt(++i);
    if (escaped !== 'u') {
      out += ESCAPES[escaped] ?? escaped;
      continue;
    }
    const digits = text.slice(i + 1, i + 5);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) return null;
    out += String.fromCharCode(Number.parseInt(digits, 16));
    i += 4;
  }
  return out;
}

/** Properties.load(InputStream): the bytes are Latin-1, whatever wrote them. The last of equal keys counts. */
export function parseProperties(bytes: Uint8Array): Result<Map<string, string>, FileError> {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  const properties = new Map<string, string>();
  for (const line of logicalLines(text)) {
    const [, rawKey = '', rawValue = ''] =
      /^((?:[^\\=: \t\f]|\\[\s\S]?)*)(?:[ \t\f]*[=:]?[ \t\f]*)([\s\S]*)$/.exec(line) ?? [];
    const key = withoutEscapes(rawKey);
    const value = withoutEscapes(rawValue);
    if (key === null || value === null) {
      return err({ class: 'IllegalArgumentException', message: 'Malformed \\uxxxx encoding.' });
    }
    properties.set(key, value);
  }
  return ok(properties);
}
