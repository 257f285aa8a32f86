import type { Int64 } from '../../base/int64.ts';

/** Why bytes have no name. */
export type UnreadableReason =
  /** The file ends before what these bytes began. */
  | 'INCOMPLETE'
  /** A length that nothing sound can have. */
  | 'LENGTH'
  /** Another format than 2. */
  | 'MAGIC'
  /** A compression id that stands for nothing. */
  | 'COMPRESSION'
  /** What stands in a record contradicts its lengths. */
  | 'RECORD'
  /** More bytes than the counts before them account for. */
  | 'SURPLUS';

/** A part of a file that holds one field, named as Kafka names it. Never empty. */
export interface ByteRange {
  /** Position of its first byte in the given bytes. */
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly name: string;
  /** The record of its batch, or the entry of its file, from 0; null: of the batch or file itself. */
  readonly entry: number | null;
  /** The header of its record, from 0. */
  readonly header: number | null;
  /** null: the bytes speak for themselves (keys, values, compressed or unreadable parts). */
  readonly value: Int64 | string | null;
  /** Where `value` counts from a base: the offset or time (ms) that it means. */
  readonly absolute: Int64 | null;
  /** Only in ranges named `unreadable`. */
  readonly reason: UnreadableReason | null;
}

export const UNREADABLE = 'unreadable';

/** Collects ranges one behind the other, so that no byte is left out or named twice. */
export class RangeList {
  readonly ranges: ByteRange[] = [];
  private at: number;
  /** Of the ranges that are added next. */
  entry: number | null = null;
  header: number | null = null;

  constructor(start: number) {
    this.at = start;
  }

  /** Names the bytes up to `end`; none when there are none. */
  add(name: string, end: number, value: Int64 | string | null = null, absolute: Int64 | null = null): void {
    this.push({ name, end, value, absolute, reason: null });
  }

  unreadable(end: number, reason: UnreadableReason): void {
    this.push({ name: UNREADABLE, end, value: null, absolute: null, reason });
  }

  private push(range: Pick<ByteRange, 'name' | 'end' | 'value' | 'absolute' | 'reason'>): void {
    if (range.end <= this.at) return;
    this.ranges.push({ start: this.at, ...range, entry: this.entry, header: this.header });
    this.at = range.end;
  }
}
