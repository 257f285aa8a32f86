import { assert } from './assert.ts';
import { decodeUtf8, utf8Length, writeUtf8 } from './utf8.ts';
import { writeUnsignedVarint, writeVarint, writeVarlong } from './varint.ts';

export { fromHex, hex } from './hex.ts';

const TWO_32 = 4294967296;

/** Bytes that do not say what they should: cut off, or a number out of range. Catch it where the bytes came in. */
export class MalformedBytes extends Error {
  override readonly name = 'MalformedBytes';
}

/** Writes the big-endian signed 64-bit `v` (a safe integer). */
export function putInt64(into: Uint8Array, at: number, v: number): void {
  putInt32(into, at, Math.floor(v / TWO_32));
  putInt32(into, at + 4, v);
}

/** Writes the lowest 32 bits of the integer `v`, big-endian. */
export function putInt32(into: Uint8Array, at: number, v: number): void {
  const low = v >>> 0;
  into[at] = low >>> 24;
  into[at + 1] = low >>> 16;
  into[at + 2] = low >>> 8;
  into[at + 3] = low;
}

/** Writes the lowest 16 bits of the integer `v`, big-endian. */
export function putInt16(into: Uint8Array, at: number, v: number): void {
  into[at] = v >>> 8;
  into[at + 1] = v;
}

/** The unsigned 32-bit value at `at`, big-endian; the four bytes must be there. */
export function getUint32(from: Uint8Array, at: number): number {
  const high = ((from[at] as number) << 24) | ((from[at + 1] as number) << 16);
  return (high | ((from[at + 2] as number) << 8) | (from[at + 3] as number)) >>> 0;
}

/** A growing buffer, big-endian. Numbers must fit their width (assert). */
export class ByteWriter {
  private buffer: Uint8Array;
  private at = 0;

  constructor(capacity = 64) {
    this.buffer = new Uint8Array(capacity);
  }

  get length(): number {
    return this.at;
  }

  private room(bytes: number): void {
    const needed = this.at + bytes;
    if (needed <= this.buffer.length) return;
    const grown = new Uint8Array(Math.max(needed, this.buffer.length * 2));
    grown.set(this.buffer.subarray(0, this.at));
    this.buffer = grown;
  }

  i8(v: number): this {
    assert(Number.isInteger(v) && v >= -0x80 && v <= 0x7f, `not an int8: ${v}`);
    this.room(1);
    this.buffer[this.at++] = v;
    return this;
  }

  i16(v: number): this {
    assert(Number.isInteger(v) && v >= -0x8000 && v <= 0x7fff, `not an int16: ${v}`);
    this.room(2);
    putInt16(this.buffer, this.at, v);
    this.at += 2;
    return this;
  }

  i32(v: number): this {
    assert(v === (v | 0), `not an int32: ${v}`);
    this.room(4);
    putInt32(this.buffer, this.at, v);
    this.at += 4;
    return this;
  }

  u32(v: number): this {
    assert(v === v >>> 0, `not a uint32: ${v}`);
    this.room(4);
    putInt32(this.buffer, this.at, v);
    this.at += 4;
    return this;
  }

  /** `v` is a safe integer. */
  i64(v: number): this {
    assert(Number.isSafeInteger(v), `not a safe integer: ${v}`);
    this.room(8);
    putInt64(this.buffer, this.at, v);
    this.at += 8;
    return this;
  }

  i64Big(v: bigint): this {
    assert(BigInt.asIntN(64, v) === v, `not an int64: ${v}`);
    this.room(8);
    putInt32(this.buffer, this.at, Number(v >> 32n));
    putInt32(this.buffer, this.at + 4, Number(v & 0xffffffffn));
    this.at += 8;
    return this;
  }

  f64(v: number): this {
    this.room(8);
    new DataView(this.buffer.buffer).setFloat64(this.at, v);
    this.at += 8;
    return this;
  }

  varint(v: number): this {
    assert(v === (v | 0), `not an int32: ${v}`);
    this.room(5);
    this.at = writeVarint(this.buffer, this.at, v);
    return this;
  }

  varlong(v: number): this {
    assert(Number.isSafeInteger(v), `not a safe integer: ${v}`);
    this.room(10);
    this.at = writeVarlong(this.buffer, this.at, v);
    return this;
  }

  unsignedVarint(v: number): this {
    assert(v === v >>> 0, `not a uint32: ${v}`);
    this.room(5);
    this.at = writeUnsignedVarint(this.buffer, this.at, v);
    return this;
  }

  bytes(v: Uint8Array): this {
    this.room(v.length);
    this.buffer.set(v, this.at);
    this.at += v.length;
    return this;
  }

  /** The text's UTF-8 bytes, without a length. */
  utf8(v: string): this {
    this.room(utf8Length(v));
    this.at = writeUtf8(this.buffer, this.at, v);
    return this;
  }

  /** A copy of what was written. */
  toBytes(): Uint8Array {
    return this.buffer.slice(0, this.at);
  }
}

/** Reads big-endian values in order. Every method throws MalformedBytes when the bytes end too early. */
export class ByteReader {
  readonly source: Uint8Array;
  readonly end: number;
  position: number;

  constructor(source: Uint8Array, from = 0, to: number = source.length) {
    assert(from >= 0 && from <= to && to <= source.length, 'the range lies in the bytes');
    this.source = source;
    this.position = from;
    this.end = to;
  }

  get remaining(): number {
    return this.end - this.position;
  }

  private take(bytes: number): number {
    if (bytes < 0 || bytes > this.remaining) {
      throw new MalformedBytes(`need ${bytes} bytes at ${this.position}, only ${this.remaining} remain`);
    }
    const at = this.position;
    this.position += bytes;
    return at;
  }

  private byte(): number {
    return this.source[this.take(1)] as number;
  }

  i8(): number {
    return (this.byte() << 24) >> 24;
  }

  i16(): number {
    const at = this.take(2);
    return (((this.source[at] as number) << 24) | ((this.source[at + 1] as number) << 16)) >> 16;
  }

  i32(): number {
    return this.u32At(this.take(4)) | 0;
  }

  u32(): number {
    return this.u32At(this.take(4));
  }

  /** Also throws MalformedBytes when the value is not a safe integer. */
  i64(): number {
    const at = this.take(8);
    const v = (this.u32At(at) | 0) * TWO_32 + this.u32At(at + 4);
    if (!Number.isSafeInteger(v)) throw new MalformedBytes(`the 64-bit value at ${at} is beyond 2^53`);
    return v;
  }

  i64Big(): bigint {
    const at = this.take(8);
    return (BigInt(this.u32At(at) | 0) << 32n) | BigInt(this.u32At(at + 4));
  }

  f64(): number {
    const at = this.take(8);
    return new DataView(this.source.buffer, this.source.byteOffset).getFloat64(at);
  }

  private u32At(at: number): number {
    return getUint32(this.source, at);
  }

  unsignedVarint(): number {
    let value = 0;
    for (let shift = 0; shift <= 28; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        if (shift === 28 && byte > 0x0f) break;
        return value >>> 0;
      }
    }
    throw new MalformedBytes(`varint at ${this.position} is too long`);
  }

  varint(): number {
    const u = this.unsignedVarint();
    return (u >>> 1) ^ -(u & 1);
  }

  /** Throws MalformedBytes when the value is not a safe integer. */
  varlong(): number {
    const first = this.byte();
    let magnitude = (first & 0x7f) >> 1;
    let scale = 64;
    for (let byte = first, count = 1; byte >= 0x80; count++) {
      if (count === 10) throw new MalformedBytes(`varlong at ${this.position} is too long`);
      byte = this.byte();
      magnitude += (byte & 0x7f) * scale;
      scale *= 128;
    }
    if (!Number.isSafeInteger(magnitude)) throw new MalformedBytes(`varlong at ${this.position} is beyond 2^53`);
    return (first & 1) === 1 ? -magnitude - 1 : magnitude;
  }

  /** A copy of the next bytes. */
  bytes(count: number): Uint8Array {
    const at = this.take(count);
    return this.source.slice(at, at + count);
  }

  utf8(byteCount: number): string {
    const at = this.take(byteCount);
    return decodeUtf8(this.source, at, at + byteCount);
  }

  skip(count: number): void {
    this.take(count);
  }
}
