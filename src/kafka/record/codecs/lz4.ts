import { MalformedBytes } from '../../../base/bytes.ts';
import type { Codec } from '../compression.ts';
import { GrowingBytes } from './growing-bytes.ts';
import { compressLz4Block, decompressLz4Block, LZ4_BLOCK_BYTES, lz4Bound } from './lz4-block.ts';
import { readInt32Le, xxHash32 } from './xxhash32.ts';

const MAGIC = 0x184d2204;
/** Version 1, independent blocks, no checksums, no content size; blocks of 64 KB. */
const FLAGS = 0x60;
const BLOCK_DESCRIPTOR = 0x40;
const STORED = 0x80000000;
/** The level that stands for LZ4's fast compressor; every other one asks for the thorough one. */
const FAST_LEVEL = 9;

function putInt32Le(into: Uint8Array, at: number, v: number): void {
  into[at] = v;
  into[at + 1] = v >>> 8;
  into[at + 2] = v >>> 16;
  into[at + 3] = v >>> 24;
}

/** One LZ4 frame as Kafka writes it (Lz4BlockOutputStream). */
function compress(bytes: Uint8Array, level: number): Uint8Array {
  const blocks = Math.ceil(bytes.length / LZ4_BLOCK_BYTES);
  const into = new Uint8Array(11 + blocks * (4 + lz4Bound(LZ4_BLOCK_BYTES)));
  const attempts = level === FAST_LEVEL ? 1 : 1 << Math.min(level, 10);
  putInt32Le(into, 0, MAGIC);
  into[4] = FLAGS;
  into[5] = BLOCK_DESCRIPTOR;
  into[6] = xxHash32(into, 4, 6) >>> 8;
  let at = 7;
  for (let start = 0; start < bytes.length; start += LZ4_BLOCK_BYTES) {
    const end = Math.min(start + LZ4_BLOCK_BYTES, bytes.length);
    let size = compressLz4Block(bytes, start, end, into, at + 4, attempts) - at - 4;
    const stored = size >= end - start;
    if (stored) {
      size = end - start;
      into.set(bytes.subarray(start, end), at + 4);
    }
    putInt32Le(into, at, stored ? size | STORED : size);
    at += 4 + size;
  }
  putInt32Le(into, at, 0);
  return into.slice(0, at + 4);
}

interface Frame {
  readonly blockBytes: number;
  readonly blockChecksum: boolean;
  readonly contentChecksum: boolean;
  /** Where the first block begins. */
  readonly start: number;
}

function need(bytes: Uint8Array, at: number, count: number): void {
  if (bytes.length - at < count) throw new MalformedBytes('Stream ended prematurely');
}

/** Lz4BlockInputStream.readHeader. */
function readHeader(bytes: Uint8Array): Frame {
  need(bytes, 0, 7);
  if (readInt32Le(bytes, 0) !== MAGIC) throw new MalformedBytes('Stream unsupported (invalid magic bytes)');
  const flags = bytes[4] as number;
  const block = bytes[5] as number;
  if ((flags & 0xe3) !== FLAGS) throw new MalformedBytes('this kind of LZ4 frame is unsupported');
  const size = block >>> 4;
  if ((block & 0x8f) !== 0 || size < 4) throw new MalformedBytes('Block size value must be between 4 and 7');
  const end = (flags & 0x08) === 0 ? 6 : 14;
  need(bytes, end, 1);
  if (((xxHash32(bytes, 4, end) >>> 8) & 0xff) !== bytes[end]) {
    throw new MalformedBytes('Stream frame descriptor corrupted');
  }
  const blockChecksum = (flags & 0x10) !== 0;
  return { blockBytes: 1 << (2 * size + 8), blockChecksum, contentChecksum: (flags & 0x04) !== 0, start: end + 1 };
}

/** Lz4BlockInputStream: the first frame; what follows it is not looked at, nor is the checksum of the content. */
function decompress(bytes: Uint8Array, limit: number): Uint8Array {
  const frame = readHeader(bytes);
  const into = new GrowingBytes(Math.max(1024, 4 * bytes.length), limit);
  let at = frame.start;
  for (;;) {
    need(bytes, at, 4);
    const word = readInt32Le(bytes, at);
    const size = word & 0x7fffffff;
    at += 4;
    if (size === 0) break;
    if (size > frame.blockBytes) throw new MalformedBytes(`Block size ${size} exceeded max: ${frame.blockBytes}`);
    need(bytes, at, frame.blockChecksum ? size + 4 : size);
    const before = into.length;
    if (word < 0) into.append(bytes, at, at + size);
    else decompressLz4Block(bytes, at, at + size, into);
    if (into.length - before > frame.blockBytes) throw new MalformedBytes('an LZ4 block unfolds to too much');
    if (frame.blockChecksum && xxHash32(bytes, at, at + size) !== readInt32Le(bytes, at + size) >>> 0) {
      throw new MalformedBytes('Block checksum mismatch');
    }
    at += frame.blockChecksum ? size + 4 : size;
  }
  if (frame.contentChecksum) need(bytes, at, 4);
  return into.toBytes();
}

export const lz4: Codec = { compress, decompress };
