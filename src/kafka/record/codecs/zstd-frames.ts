import { MalformedBytes } from '../../../base/bytes.ts';
import { readInt32Le } from './xxhash32.ts';

/** One frame of a zstd stream (RFC 8878 §3.1): where it lies, and the most that it can unfold to. */
export interface ZstdFrame {
  readonly start: number;
  readonly end: number;
  readonly bound: number;
  /** What its header says that it holds; null when it does not say. */
  readonly contentSize: number | null;
}

const MAGIC = 0xfd2fb528 | 0;
/** Frames that hold nothing for us have one of sixteen magic numbers. */
const SKIPPABLE = 0x184d2a50;
const LONGEST_BLOCK = 128 * 1024;
const RAW = 0;
const RLE = 1;
const RESERVED = 3;

function need(bytes: Uint8Array, at: number, count: number): void {
  if (count > bytes.length - at) throw new MalformedBytes('Truncated source');
}

interface FrameHeader {
  readonly sizeInBytes: number;
  readonly contentSize: number | null;
}

/** The content size: little-endian, and 256 more when it has two bytes. */
function readContentSize(bytes: Uint8Array, at: number, count: number): number | null {
  if (count === 0) return null;
  let size = count === 2 ? 256 : 0;
  for (let i = 0, scale = 1; i < count; i++, scale *= 256) size += (bytes[at + i] as number) * scale;
  return size;
}

function readHeader(bytes: Uint8Array, start: number): FrameHeader {
  need(bytes, start, 5);
  const descriptor = bytes[start + 4] as number;
  if ((descriptor & 0x08) !== 0) throw new MalformedBytes('Unsupported frame parameter');
  const singleSegment = (descriptor & 0x20) !== 0;
  const dictionaryId = [0, 1, 2, 4][descriptor & 3] as number;
  const contentSize = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >>> 6] as number;
  const before = 5 + (singleSegment ? 0 : 1) + dictionaryId;
  need(bytes, start, before + contentSize);
  return { sizeInBytes: before + contentSize, contentSize: readContentSize(bytes, start + before, contentSize) };
}

function zstdFrame(bytes: Uint8Array, start: number): ZstdFrame {
  const hasChecksum = ((bytes[start + 4] as number) & 0x04) !== 0;
  const header = readHeader(bytes, start);
  let at = start + header.sizeInBytes;
  let bound = 0;
  for (let last = false; !last; ) {
    need(bytes, at, 3);
    const block = (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16);
    const type = (block >>> 1) & 3;
    const size = block >>> 3;
    if (type === RESERVED) throw new MalformedBytes('Corrupted block detected');
    last = (block & 1) === 1;
    at += 3;
    need(bytes, at, type === RLE ? 1 : size);
    at += type === RLE ? 1 : size;
    bound += type === RAW || type === RLE ? size : LONGEST_BLOCK;
  }
  if (hasChecksum) need(bytes, at, 4);
  return { start, end: hasChecksum ? at + 4 : at, bound, contentSize: header.contentSize };
}

/** The frames that hold content, from the sizes of their blocks alone; throws MalformedBytes when one is not whole. */
export function zstdFrames(bytes: Uint8Array): ZstdFrame[] {
  const frames: ZstdFrame[] = [];
  for (let at = 0; at < bytes.length; ) {
    need(bytes, at, 5);
    const magic = readInt32Le(bytes, at);
    if (magic === MAGIC) {
      const frame = zstdFrame(bytes, at);
      frames.push(frame);
      at = frame.end;
    } else if ((magic & ~0xf) === SKIPPABLE) {
      need(bytes, at, 8);
      const size = readInt32Le(bytes, at + 4) >>> 0;
      need(bytes, at + 8, size);
      at += 8 + size;
    } else throw new MalformedBytes('Unknown frame descriptor');
  }
  return frames;
}
