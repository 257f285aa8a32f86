import { err, ok, type Result } from '../base/result.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { crc32 } from './checksum.ts';
import { limits } from './limits.ts';
import type { DocumentProblem } from './problem.ts';

/** How the bytes in a link came to be: 1 is raw deflate (RFC 1951) over UTF-8 JSON. */
const encoding = 1;
const crcLength = 4;

/** `1.` and base64url of the CRC-32 of `compressed` (big-endian) and `compressed` itself. */
export function sealText(compressed: Uint8Array): string {
  const bytes = new Uint8Array(crcLength + compressed.length);
  new DataView(bytes.buffer).setUint32(0, crc32(compressed));
  bytes.set(compressed, crcLength);
  return `${encoding}.${toBase64Url(bytes)}`;
}

/** The compressed bytes that `sealText` was given; any other text is refused before anything is inflated. */
export function unsealText(text: string): Result<Uint8Array, DocumentProblem> {
  if (text.length > limits.linkText) return err({ kind: 'too-large', what: 'link', limit: limits.linkText });
  const dot = text.indexOf('.');
  const written = text.slice(0, dot);
  if (dot < 1 || !/^[1-9][0-9]{0,8}$/.test(written)) return err({ kind: 'not-samsa' });
  const version = Number(written);
  if (version > encoding) return err({ kind: 'future-version', of: 'link', version, known: encoding });
  const bytes = fromBase64Url(text.slice(dot + 1));
  if (bytes === null || bytes.length <= crcLength) return err({ kind: 'cut' });
  const compressed = bytes.subarray(crcLength);
  const expected = new DataView(bytes.buffer).getUint32(0);
  return crc32(compressed) === expected ? ok(compressed) : err({ kind: 'cut' });
}
