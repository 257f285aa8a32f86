import { ByteReader, ByteWriter, MalformedBytes, putInt32 } from '../../../base/bytes.ts';
import { type Int64, isSafeInt64, readInt64, writeInt64 } from '../../../base/int64.ts';
import { err, ok, type Result } from '../../../base/result.ts';
import { crc32c } from '../../record/crc32c.ts';
import type { FileError } from './file-error.ts';

/**
 * A `.snapshot` file: what the log knows of its producers, up to the offset in the file's name (exclusive).
 * Version, CRC-32C of what follows it, count, entries of 48 bytes, big-endian.
 * Source: ProducerStateManager.writeSnapshot and readSnapshot, ProducerSnapshot.json.
 */
export interface WideProducerSnapshotEntry<Long = Int64> {
  readonly producerId: Long;
  readonly producerEpoch: number;
  /** −1: no coordinator has ended a transaction of this producer. */
  readonly coordinatorEpoch: number;
  /** Milliseconds: of the producer's last batch or marker. */
  readonly lastTimestamp: Long;
  /** null: no transaction is open. */
  readonly currentTxnFirstOffset: Long | null;
  /** null: no batch is known, as after a marker alone. A snapshot keeps one batch a producer. */
  readonly lastBatch: SnapshotBatch<Long> | null;
}

export interface SnapshotBatch<Long = Int64> {
  readonly lastSequence: number;
  readonly lastOffset: Long;
  /** lastOffset − the batch's first offset. */
  readonly offsetDelta: number;
}

/** An entry whose 64-bit values are safe integers, as Samsa's own are. */
export type ProducerSnapshotEntry = WideProducerSnapshotEntry<number>;

export const PRODUCER_SNAPSHOT_VERSION = 1;
export const PRODUCER_SNAPSHOT_HEADER_BYTES = 10;
export const PRODUCER_SNAPSHOT_ENTRY_BYTES = 48;
const CRC_AT = 2;
const ENTRIES_AT = 6;

/** The file's bytes, entries in the given order (Kafka writes them in the order of its hash map). */
export function encodeProducerSnapshot(entries: readonly WideProducerSnapshotEntry[]): Uint8Array {
  const writer = new ByteWriter(PRODUCER_SNAPSHOT_HEADER_BYTES + entries.length * PRODUCER_SNAPSHOT_ENTRY_BYTES);
  writer.i16(PRODUCER_SNAPSHOT_VERSION).u32(0).i32(entries.length);
  for (const entry of entries) {
    writeInt64(writer, entry.producerId);
    writer.i16(entry.producerEpoch).i32(entry.lastBatch?.lastSequence ?? -1);
    writeInt64(writer, entry.lastBatch?.lastOffset ?? -1);
    writer.i32(entry.lastBatch?.offsetDelta ?? 0);
    writeInt64(writer, entry.lastTimestamp);
    writer.i32(entry.coordinatorEpoch);
    writeInt64(writer, entry.currentTxnFirstOffset ?? -1);
  }
  const bytes = writer.toBytes();
  putInt32(bytes, CRC_AT, crc32c(bytes, ENTRIES_AT));
  return bytes;
}

function corrupt(message: string): { readonly ok: false; readonly error: FileError } {
  return err({ class: 'CorruptSnapshotException', message });
}

function readEntry(reader: ByteReader): WideProducerSnapshotEntry {
  const producerId = readInt64(reader);
  const producerEpoch = reader.i16();
  const lastSequence = reader.i32();
  const lastOffset = readInt64(reader);
  const offsetDelta = reader.i32();
  const lastTimestamp = readInt64(reader);
  const coordinatorEpoch = reader.i32();
  const currentTxnFirstOffset = readInt64(reader);
  return {
    producerId,
    producerEpoch,
    coordinatorEpoch,
    lastTimestamp,
    currentTxnFirstOffset: currentTxnFirstOffset < 0 ? null : currentTxnFirstOffset,
    lastBatch: lastOffset < 0 ? null : { lastSequence, lastOffset, offsetDelta },
  };
}

/** The bytes as Kafka's generated ProducerSnapshot reads them; the error in its words. @throws MalformedBytes */
function readSchema(reader: ByteReader): Result<{ crc: number; entries: WideProducerSnapshotEntry[] }, string> {
  const version = reader.i16();
  if (version !== PRODUCER_SNAPSHOT_VERSION) return err(`Snapshot contained an unknown file version ${version}`);
  const crc = reader.u32();
  const count = reader.i32();
  if (count < 0) return err('non-nullable field producerEntries was serialized as null');
  if (count > reader.remaining) {
    const there = `there are only ${reader.remaining} bytes remaining.`;
    return err(`Tried to allocate a collection of size ${count}, but ${there}`);
  }
  const entries: WideProducerSnapshotEntry[] = [];
  for (let i = 0; i < count; i++) entries.push(readEntry(reader));
  return ok({ crc, entries });
}

/** The message of Java's BufferUnderflowException is null. */
function trySchema(bytes: Uint8Array): ReturnType<typeof readSchema> {
  try {
    return readSchema(new ByteReader(bytes));
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    return err('null');
  }
}

/** readSnapshot. What is left after the last entry is covered by the CRC and not read. */
export function parseWideProducerSnapshot(bytes: Uint8Array): Result<WideProducerSnapshotEntry[], FileError> {
  const read = trySchema(bytes);
  if (!read.ok) return corrupt(`Snapshot failed schema validation: ${read.error}`);
  const { crc, entries } = read.value;
  const computed = crc32c(bytes, ENTRIES_AT);
  if (crc === computed) return ok(entries);
  return corrupt(`Snapshot is corrupt (CRC is no longer valid). Stored crc: ${crc}. Computed crc: ${computed}`);
}

function isSafe(entry: WideProducerSnapshotEntry): entry is ProducerSnapshotEntry {
  const { producerId, lastTimestamp, currentTxnFirstOffset, lastBatch } = entry;
  return (
    isSafeInt64(producerId) &&
    isSafeInt64(lastTimestamp) &&
    (currentTxnFirstOffset === null || isSafeInt64(currentTxnFirstOffset)) &&
    (lastBatch === null || isSafeInt64(lastBatch.lastOffset))
  );
}

/** As parseWideProducerSnapshot; values beyond 2^53, which a real broker may have written, are refused too. */
export function parseProducerSnapshot(bytes: Uint8Array): Result<ProducerSnapshotEntry[], FileError> {
  const read = parseWideProducerSnapshot(bytes);
  if (!read.ok) return read;
  const safe = read.value.filter(isSafe);
  if (safe.length === read.value.length) return ok(safe);
  return corrupt('Snapshot holds a value beyond 2^53');
}
