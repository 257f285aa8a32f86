import { assert } from './assert.ts';
import { getUint32 } from './big-endian.ts';
import { decodeUtf8 } from './utf8.ts';

const TWO_32 = 4294967296;

/** Bytes that do not say what they should: cut off, or a number out of range. Catch it where the bytes came in. */
export class MalformedBytes extends Error {
  override readonly name = 'MalformedBytes';
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
