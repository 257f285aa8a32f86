import { MalformedBytes } from '../../../base/bytes.ts';
import { readInt32Le } from './xxhash32.ts';

/** One frame of a zstd stream (RFC 8878 §3.1): where it lies, and the most that it can unfold to. */
export interface ZstdFrame {
  readonly start: number;
  readonly end: number;
  readonly bound: number;
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

/** Bytes of the frame's header, with its magic number. */
function headerSize(bytes: Uint8Array, start: number): number {
  need(bytes, start, 5);
  const descriptor = bytes[start + 4] as number;
  if ((descriptor & 0x08) !== 0) throw new MalformedBytes('Unsupported frame parameter');
  const singleSegment = (descriptor & 0x20) !== 0;
  const dictionaryId = [0, 1, 2, 4][descriptor & 3] as number;
  const contentSize = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >>> 6] as number;
  return 5 + (singleSegment ? 0 : 1) + dictionaryId + contentSize;
}

function zstdFrame(bytes: Uint8Array, start: number): ZstdFrame {
  const hasChecksum = ((bytes[start + 4] as number) & 0x04) !== 0;
  let at = start + headerSize(bytes, start);
  let bound = 0;
  for (let last = false; !last; ) {
    need(bytes, at, 3);
    const header = (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16);
    const type = (header >>> 1) & 3;
    const size = header >>> 3;
    if (type === RESERVED) throw new MalformedBytes('Corrupted block detected');
    last = (header & 1) === 1;
    at += 3;
    need(bytes, at, type === RLE ? 1 : size);
    at += type === RLE ? 1 : size;
    bound += type === RAW || type === RLE ? size : LONGEST_BLOCK;
  }
  if (hasChecksum) need(bytes, at, 4);
  return { start, end: hasChecksum ? at + 4 : at, bound };
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
