import { Deflate, Inflate } from 'pako';
import { MalformedBytes } from '../../../base/bytes.ts';
import type { Codec } from '../compression.ts';
import { GrowingBytes } from './growing-bytes.ts';

/** The header of a gzip stream, where Java says nothing about the level and the system. */
const EXTRA_FLAGS_AT = 8;
const OPERATING_SYSTEM_AT = 9;
const UNKNOWN_SYSTEM = 255;
/** zlib's window bits: 15, and 16 more for gzip's wrapping. */
const GZIP_WINDOW = 31;
const DEFAULT_LEVEL = -1;

/** The bytes that java.util.zip.GZIPOutputStream writes: `legacyHash` is zlib's own way of looking for matches. */
function compress(bytes: Uint8Array, level: number): Uint8Array {
  const deflate = new Deflate({
    level: level === DEFAULT_LEVEL ? 6 : level,
    windowBits: GZIP_WINDOW,
    legacyHash: true,
  });
  deflate.push(bytes, true);
  const out = deflate.result;
  out[EXTRA_FLAGS_AT] = 0;
  out[OPERATING_SYSTEM_AT] = UNKNOWN_SYSTEM;
  return out;
}

function decompress(bytes: Uint8Array, limit: number): Uint8Array {
  const inflate = new Inflate({ windowBits: GZIP_WINDOW });
  const into = new GrowingBytes(Math.max(1024, 4 * bytes.length), limit);
  inflate.onData = (chunk) => into.append(chunk);
  inflate.push(bytes, true);
  if (!inflate.ended || inflate.err !== 0)
    throw new MalformedBytes(`gzip: ${inflate.msg || 'the stream ends too early'}`);
  return into.toBytes();
}

export const gzip: Codec = { compress, decompress };
