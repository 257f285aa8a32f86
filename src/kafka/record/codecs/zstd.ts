import type { Zstd } from '@hpcc-js/wasm-zstd';
import { MalformedBytes } from '../../../base/bytes.ts';
import type { Codec } from '../compression.ts';
import { GrowingBytes } from './growing-bytes.ts';
import { type ZstdFrame, zstdFrames } from './zstd-frames.ts';

type Library = Pick<
  Zstd,
  'reset' | 'setCompressionLevel' | 'compress' | 'compressChunk' | 'compressEnd' | 'decompress' | 'decompressChunk'
>;

/** Kafka hands zstd so many bytes at a time (ZstdCompression.wrapForOutput). */
const CHUNK_BYTES = 16 * 1024;
/** Above it a stream of unknown length asks for most of a gigabyte of tables; told the length, for next to nothing. */
const LARGEST_STREAM_LEVEL = 19;

function compressWith(library: Library, bytes: Uint8Array, level: number): Uint8Array {
  if (level > LARGEST_STREAM_LEVEL) return library.compress(bytes, level);
  const into = new GrowingBytes(64 + bytes.length, Number.MAX_SAFE_INTEGER);
  library.reset();
  library.setCompressionLevel(level);
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    into.append(library.compressChunk(bytes.subarray(at, at + CHUNK_BYTES)));
  }
  into.append(library.compressEnd());
  return into.toBytes();
}

/** What the library makes room for when a frame does not say how much it holds. */
function roomWithoutSize(frame: Uint8Array): number {
  return Math.max(frame.length * 20, 1024 * 1024);
}

/** At once where the library's own room suffices, which is fast; else as a stream. `limit`: and no more than that. */
function unfold(library: Library, bytes: Uint8Array, { bound, contentSize }: ZstdFrame, limit: number): Uint8Array {
  if (contentSize !== null && contentSize > limit) throw new MalformedBytes(`it unfolds to more than ${limit} bytes`);
  if (contentSize !== null || bound <= roomWithoutSize(bytes)) {
    try {
      return library.decompress(bytes);
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('Decompression failed')) {
        throw new MalformedBytes(error.message);
      }
      throw error;
    }
  }
  library.reset();
  return library.decompressChunk(bytes, Math.min(bound, limit + 1));
}

function decompressWith(library: Library, bytes: Uint8Array, limit: number): Uint8Array {
  if (bytes.length === 0) throw new MalformedBytes('Truncated source');
  const into = new GrowingBytes(Math.max(1024, 4 * bytes.length), limit);
  for (const frame of zstdFrames(bytes)) {
    if (frame.bound === 0) continue;
    const plain = unfold(library, bytes.subarray(frame.start, frame.end), frame, limit - into.length);
    // The stream answers with nothing what it cannot read; a whole frame with blocks holds something.
    if (plain.length === 0) throw new MalformedBytes('Data corruption detected');
    into.append(plain);
  }
  return into.toBytes();
}

/** libzstd, as WebAssembly: the same code in every engine. Frames as zstd-jni's stream writes them: no content size, no checksum. */
export function zstdCodec(library: Library): Codec {
  return {
    compress: (bytes, level) => compressWith(library, bytes, level),
    decompress: (bytes, limit) => decompressWith(library, bytes, limit),
  };
}
