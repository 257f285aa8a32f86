import { getUint32 } from '../../../base/bytes.ts';
import {
  LENGTH_AT,
  LOG_OVERHEAD,
  MAGIC_AT,
  MAGIC_V2,
  RECORD_BATCH_OVERHEAD,
} from '../../../kafka/record/batch-format.ts';
import type { LogTail } from '../../protocol/disk.ts';

/** Where the batches of a .log file begin. Nothing but lengths is looked at, so that damaged batches are there too. */
export interface LogScan {
  readonly positions: readonly number[];
  /** End of the last batch. */
  readonly end: number;
  readonly tail: LogTail | null;
}

/** LegacyRecord.RECORD_OVERHEAD_V0: the least that any format has after offset and length. */
const leastLength = 14;

export function scanLog(bytes: Uint8Array): LogScan {
  const positions: number[] = [];
  let at = 0;
  for (;;) {
    const left = bytes.length - at;
    if (left === 0) return { positions, end: at, tail: null };
    const tail = tailAt(bytes, at, left);
    if (tail !== null) return { positions, end: at, tail };
    positions.push(at);
    at += sizeAt(bytes, at);
  }
}

/** Bytes of the batch that begins at `at`. */
export function sizeAt(bytes: Uint8Array, at: number): number {
  return LOG_OVERHEAD + (getUint32(bytes, at + LENGTH_AT) | 0);
}

function tailAt(bytes: Uint8Array, position: number, left: number): LogTail | null {
  if (left < LOG_OVERHEAD) return { position, bytes: left, reason: 'short', says: LOG_OVERHEAD };
  const size = sizeAt(bytes, position);
  if (size < LOG_OVERHEAD + leastLength) return { position, bytes: left, reason: 'small', says: size };
  if (size > left) return { position, bytes: left, reason: 'cut', says: size };
  const magic = bytes[position + MAGIC_AT] ?? 0;
  if (magic > MAGIC_V2) return { position, bytes: left, reason: 'magic', says: magic };
  if (magic === MAGIC_V2 && size < RECORD_BATCH_OVERHEAD) {
    return { position, bytes: left, reason: 'small', says: size };
  }
  return null;
}

/** Index of the last batch that begins at or before `position`; −1: none. */
export function batchBefore(positions: readonly number[], position: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions[middle] ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
