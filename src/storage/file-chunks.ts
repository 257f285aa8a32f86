import { assert } from '../base/assert.ts';
import { chunkBytes } from './run-store.ts';

export interface Chunk {
  readonly path: string;
  readonly number: number;
  readonly bytes: Uint8Array;
}

/**
 * Gives `take` the pieces of a file's bytes from `from` on, at least one, so that an empty file exists. A piece has its
 * buffer for itself, and only until `take` returns: the next whole piece comes in the same one.
 */
export function forEachChunk(from: number, bytes: Uint8Array, take: (number: number, piece: Uint8Array) => void): void {
  assert(from % chunkBytes === 0, 'a file is written from the start of a chunk');
  const first = from / chunkBytes;
  const whole = bytes.length < chunkBytes ? null : new Uint8Array(chunkBytes);
  for (let at = 0; at < bytes.length || at === 0; at += chunkBytes) {
    const piece = bytes.subarray(at, at + chunkBytes);
    if (whole === null || piece.length < chunkBytes) {
      take(first + at / chunkBytes, piece.slice());
    } else {
      whole.set(piece);
      take(first + at / chunkBytes, whole);
    }
  }
}

/**
 * The files that chunks, ordered by path and number, give. A file ends where a chunk is missing or short: what comes
 * after cannot be in its place.
 */
export function joinChunks(chunks: Iterable<Chunk>): Map<string, Uint8Array> {
  const parts = new Map<string, Uint8Array[]>();
  const ended = new Set<string>();
  for (const { path, number, bytes } of chunks) {
    let list = parts.get(path);
    if (!list) {
      list = [];
      parts.set(path, list);
    }
    if (number !== list.length) ended.add(path);
    if (ended.has(path)) continue;
    list.push(bytes);
    if (bytes.length < chunkBytes) ended.add(path);
  }
  return new Map([...parts].map(([path, list]) => [path, concatenate(list)]));
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
