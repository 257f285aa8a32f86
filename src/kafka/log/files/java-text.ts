import { type Int64, toInt64 } from '../../../base/int64.ts';
import { err, ok, type Result } from '../../../base/result.ts';
import { parseJavaInteger } from '../../config/java-numbers.ts';
import type { FileError } from './file-error.ts';

/** Text as Java's BufferedReader, Pattern and number classes read it. */

/** BufferedReader.readLine until null: a line ends with \n, \r or \r\n, the last one may do without. */
export function javaLines(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** `pattern.split(text)`: empty parts at the end are dropped. `pattern` must not match the empty text. */
export function javaSplit(text: string, pattern: RegExp): string[] {
  const parts = text.split(pattern);
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  // Java answers an array of nothing when the text is separators only.
  return parts.length === 1 && parts[0] === '' && text !== '' ? [] : parts;
}

function notANumber(text: string): { readonly ok: false; readonly error: FileError } {
  return err({ class: 'NumberFormatException', message: `For input string: "${text}"` });
}

/** Integer.parseInt. */
export function parseInt32(text: string): Result<number, FileError> {
  const digits = parseJavaInteger(text, 'INT');
  return digits === null ? notANumber(text) : ok(Number(digits));
}

/** Long.parseLong. */
export function parseInt64(text: string): Result<Int64, FileError> {
  const digits = parseJavaInteger(text, 'LONG');
  return digits === null ? notANumber(text) : ok(toInt64(BigInt(digits)));
}
