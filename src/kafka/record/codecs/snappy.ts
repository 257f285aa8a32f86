import { getUint32, MalformedBytes, putInt32 } from '../../../base/bytes.ts';
import type { Codec } from '../compression.ts';
import { GrowingBytes } from './growing-bytes.ts';
import { compressSnappyBlock, decompressSnappyBlock, snappyBound } from './snappy-block.ts';

/** Bytes of the plain text in a block (SnappyOutputStream.DEFAULT_BLOCK_SIZE). */
const BLOCK_BYTES = 32 * 1024;
/** 0x82 "SNAPPY" 0, version 1, compatible from version 1 on (SnappyCodec). */
const HEADER = [0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1];
/** The first four bytes of a header where a block's length could stand: another stream follows. */
const HEADER_WORD = 0x82534e41;
const VERSION_AT = 8;

/** snappy-java's stream (SnappyOutputStream): a header, then blocks, each after its length. */
function compress(bytes: Uint8Array): Uint8Array {
  const blocks = Math.ceil(bytes.length / BLOCK_BYTES);
  const into = new Uint8Array(HEADER.length + blocks * (4 + snappyBound(BLOCK_BYTES)));
  into.set(HEADER);
  let at = HEADER.length;
  for (let start = 0; start < bytes.length; start += BLOCK_BYTES) {
    const end = Math.min(start + BLOCK_BYTES, bytes.length);
    const next = compressSnappyBlock(bytes, start, end, into, at + 4);
    putInt32(into, at, next - at - 4);
    at = next;
  }
  return into.slice(0, at);
}

function isHeader(bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < VERSION_AT; i++) if (bytes[at + i] !== HEADER[i]) return false;
  if (bytes.length - at < HEADER.length) return false;
  if (getUint32(bytes, at + VERSION_AT) >= 1) return true;
  throw new MalformedBytes('a snappy stream of an unknown version');
}

/** SnappyInputStream: such streams one after another, or one block without a header. A torn length at the end is not seen. */
function decompress(bytes: Uint8Array, limit: number): Uint8Array {
  if (bytes.length === 0) throw new MalformedBytes('Cannot decompress empty stream');
  if (!isHeader(bytes, 0)) return decompressSnappyBlock(bytes, 0, bytes.length, limit);
  const into = new GrowingBytes(Math.max(1024, 4 * bytes.length), limit);
  let at = HEADER.length;
  while (bytes.length - at >= 4) {
    const size = getUint32(bytes, at);
    if (size === HEADER_WORD && isHeader(bytes, at)) {
      at += HEADER.length;
      continue;
    }
    at += 4;
    if (size > bytes.length - at) throw new MalformedBytes('failed to read chunk');
    into.append(decompressSnappyBlock(bytes, at, at + size, limit));
    at += size;
  }
  return into.toBytes();
}

export const snappy: Codec = { compress, decompress };
