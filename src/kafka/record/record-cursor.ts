import type { Int64 } from '../../base/int64.ts';
import { toInt64 } from '../../base/int64.ts';

/** Java's BufferUnderflowException, and the IllegalArgumentException of a varint that does not end. */
export type CursorFault = 'underflow' | 'varint';

export class CursorError extends Error {
  override readonly name = 'CursorError';
  readonly fault: CursorFault;

  constructor(fault: CursorFault) {
    super(fault === 'underflow' ? 'the bytes end too early' : 'Varint is too long');
    this.fault = fault;
  }
}

const TWO_28 = 0x10000000;

/** Reads what stands inside records, as org.apache.kafka.common.utils.ByteUtils does. */
export class RecordCursor {
  readonly bytes: Uint8Array;
  readonly end: number;
  at: number;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  get remaining(): number {
    return this.end - this.at;
  }

  byte(): number {
    if (this.at >= this.end) throw new CursorError('underflow');
    return this.bytes[this.at++] as number;
  }

  /** At most five bytes; of the fifth, the bits that do not fit are dropped. */
  varint(): number {
    let raw = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      raw |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (raw >>> 1) ^ -(raw & 1);
      if (shift === 28) throw new CursorError('varint');
    }
  }

  /** At most ten bytes. */
  varlong(): Int64 {
    const start = this.at;
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte();
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (low >>> 1) ^ -(low & 1);
    }
    let high = 0;
    for (let scale = 1; scale < 0x200000; scale *= 128) {
      const byte = this.byte();
      high += (byte & 0x7f) * scale;
      if (byte >= 0x80) continue;
      const half = high * (TWO_28 / 2) + (low >>> 1);
      return (low & 1) === 0 ? half : -half - 1;
    }
    return this.longVarlong(start);
  }

  private longVarlong(start: number): Int64 {
    let raw = 0n;
    this.at = start;
    for (let shift = 0n; shift <= 63n; shift += 7n) {
      const byte = this.byte();
      raw |= BigInt(byte & 0x7f) << shift;
      if (byte >= 0x80) continue;
      const bits = BigInt.asUintN(64, raw);
      return toInt64(BigInt.asIntN(64, (bits >> 1n) ^ -(bits & 1n)));
    }
    throw new CursorError('varint');
  }

  /** A copy of so many bytes; null for a negative count. */
  nullable(count: number): Uint8Array | null {
    if (count < 0) return null;
    if (count > this.remaining) throw new CursorError('underflow');
    this.at += count;
    return this.bytes.slice(this.at - count, this.at);
  }

  /** Passes over so many bytes; a negative count over none. */
  skip(count: number): void {
    if (count <= 0) return;
    if (count > this.remaining) throw new CursorError('underflow');
    this.at += count;
  }
}
