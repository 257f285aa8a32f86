import { MalformedBytes } from '../../../base/bytes.ts';

/** What a decoder writes into: it grows up to a limit, and gives back parts of what it holds. */
export class GrowingBytes {
  private buffer: Uint8Array;
  private readonly limit: number;
  length = 0;

  constructor(capacity: number, limit: number) {
    this.buffer = new Uint8Array(Math.min(capacity, limit));
    this.limit = limit;
  }

  private room(bytes: number): void {
    const needed = this.length + bytes;
    if (needed > this.limit) throw new MalformedBytes(`it unfolds to more than ${this.limit} bytes`);
    if (needed <= this.buffer.length) return;
    const grown = new Uint8Array(Math.min(Math.max(needed, this.buffer.length * 2), this.limit));
    grown.set(this.buffer.subarray(0, this.length));
    this.buffer = grown;
  }

  append(bytes: Uint8Array, from = 0, to: number = bytes.length): void {
    this.room(to - from);
    this.buffer.set(from === 0 && to === bytes.length ? bytes : bytes.subarray(from, to), this.length);
    this.length += to - from;
  }

  /** Repeats what was written `distance` bytes ago; what is written now may be part of it. Not before `start`. */
  repeat(distance: number, count: number, start: number): void {
    if (distance <= 0 || distance > this.length - start)
      throw new MalformedBytes(`no match lies ${distance} bytes back`);
    this.room(count);
    const { buffer } = this;
    let to = this.length;
    for (const end = to + count; to < end; to++) buffer[to] = buffer[to - distance] as number;
    this.length = to;
  }

  toBytes(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }
}
