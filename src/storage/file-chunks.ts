import { assert } from '../base/assert.ts';
import { chunkBytes } from './run-store.ts';

export interface Chunk {
  readonly path: string;
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** The pieces of a file's bytes from `from` on, each with a buffer of its own. At least one, so that an empty file exists. */
export function splitIntoChunks(path: string, from: number, bytes: Uint8Array): Chunk[] {
  assert(from % chunkBytes === 0, 'a file is written from the start of a chunk');
  const first = from / chunkBytes;
  const chunks: Chunk[] = [];
  for (let at = 0; at < bytes.length || at === 0; at += chunkBytes) {
    chunks.push({ path, number: first + at / chunkBytes, bytes: bytes.slice(at, at + chunkBytes) });
  }
  return chunks;
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
