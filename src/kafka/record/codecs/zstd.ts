import type { Zstd } from '@hpcc-js/wasm-zstd';
import { MalformedBytes } from '../../../base/bytes.ts';
import type { Codec } from '../compression.ts';
import { GrowingBytes } from './growing-bytes.ts';
import { zstdFrames } from './zstd-frames.ts';

type Library = Pick<
  Zstd,
  'reset' | 'setCompressionLevel' | 'compress' | 'compressChunk' | 'compressEnd' | 'decompressChunk'
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

function decompressWith(library: Library, bytes: Uint8Array, limit: number): Uint8Array {
  if (bytes.length === 0) throw new MalformedBytes('Truncated source');
  const into = new GrowingBytes(Math.max(1024, 4 * bytes.length), limit);
  for (const frame of zstdFrames(bytes)) {
    if (frame.bound === 0) continue;
    library.reset();
    const room = Math.min(frame.bound, limit - into.length + 1);
    const plain = library.decompressChunk(bytes.subarray(frame.start, frame.end), room);
    // What the library cannot read it answers with nothing; a whole frame with blocks holds something.
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
