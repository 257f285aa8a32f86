import { err, ok, type Result } from '../../../base/result.ts';
import type { FileError } from './file-error.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export const ZERO_UUID = 'AAAAAAAAAAAAAAAAAAAAAA';

function invalid(message: string): { readonly ok: false; readonly error: FileError } {
  return err({ class: 'IllegalArgumentException', message });
}

function toBase64Url(bytes: readonly number[]): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const block = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const digits = Math.min(bytes.length - i, 3) + 1;
    for (let d = 0; d < digits; d++) text += alphabet.charAt((block >>> (18 - 6 * d)) & 63);
  }
  return text;
}

/** What stands after the last whole unit of four: `=` signs in the right number, or nothing. */
function endingFault(text: string, at: number, digits: number): string | null {
  if (digits === 1) return 'Last unit does not have enough valid bits';
  if (at === text.length) return null;
  if (digits === 0 || (digits === 2 && text[at + 1] !== '=')) return 'Input byte array has wrong 4-byte ending unit';
  const end = at + (digits === 2 ? 2 : 1);
  return end === text.length ? null : `Input byte array has incorrect ending byte at ${end + 1}`;
}

/** Base64.getUrlDecoder().decode: padding may be left out, leftover bits are not looked at. */
function decodeBase64Url(text: string): Result<number[], FileError> {
  if (text.length === 1) return invalid('Input byte[] should at least have 2 bytes for base64 bytes');
  const bytes: number[] = [];
  let bits = 0;
  let digits = 0;
  let at = 0;
  for (; at < text.length && text[at] !== '='; at++) {
    const value = alphabet.indexOf(text.charAt(at));
    if (value < 0) return invalid(`Illegal base64 character ${text.charCodeAt(at).toString(16)}`);
    bits = ((bits << 6) | value) & 0xfff;
    digits = (digits + 1) % 4;
    if (digits !== 1) bytes.push((bits >> (digits === 2 ? 4 : digits === 3 ? 2 : 0)) & 0xff);
  }
  const fault = endingFault(text, at, digits);
  return fault === null ? ok(bytes) : invalid(fault);
}

/** Uuid.fromString: the uuid in the 22 characters that Kafka prints for it. */
export function parseUuid(text: string): Result<string, FileError> {
  if (text.length > 24) {
    return invalid(`Input string with prefix \`${text.slice(0, 24)}\` is too long to be decoded as a base64 UUID`);
  }
  const bytes = decodeBase64Url(text);
  if (!bytes.ok) return bytes;
  if (bytes.value.length === 16) return ok(toBase64Url(bytes.value));
  const decoded = `decoded as ${bytes.value.length} bytes, which is not equal to the expected 16 bytes`;
  return invalid(`Input string \`${text}\` ${decoded} of a base64-encoded UUID`);
}
