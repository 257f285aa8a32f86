import { assert } from './assert.ts';
import { putInt16, putInt32, putInt64 } from './big-endian.ts';
import { utf8Length, writeUtf8 } from './utf8.ts';
import { writeUnsignedVarint, writeVarint, writeVarlong } from './varint.ts';

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
