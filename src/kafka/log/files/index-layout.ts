import { ByteReader } from '../../../base/bytes.ts';
import type { Int64 } from '../../../base/int64.ts';
import { readInt64 } from '../../../base/int64.ts';
import { plusInt64 } from '../../record/batch-header.ts';
import { type ByteRange, RangeList } from '../../record/byte-range.ts';
import { parseInt64 } from './java-text.ts';
import { textLayout } from './text-layout.ts';

/** A fixed-width field; a relative one counts from the offset in the file's name. */
interface Field {
  readonly name: string;
  readonly bytes: 2 | 4 | 8;
  readonly relative?: true;
}

const OFFSET_INDEX: readonly Field[] = [
  { name: 'relativeOffset', bytes: 4, relative: true },
  { name: 'position', bytes: 4 },
];

const TIME_INDEX: readonly Field[] = [
  { name: 'timestamp', bytes: 8 },
  { name: 'relativeOffset', bytes: 4, relative: true },
];

const TRANSACTION_INDEX: readonly Field[] = [
  { name: 'version', bytes: 2 },
  { name: 'producerId', bytes: 8 },
  { name: 'firstOffset', bytes: 8 },
  { name: 'lastOffset', bytes: 8 },
  { name: 'lastStableOffset', bytes: 8 },
];

/** Source: ProducerSnapshot.json. */
const PRODUCER_ENTRY: readonly Field[] = [
  { name: 'producerId', bytes: 8 },
  { name: 'epoch', bytes: 2 },
  { name: 'lastSequence', bytes: 4 },
  { name: 'lastOffset', bytes: 8 },
  { name: 'offsetDelta', bytes: 4 },
  { name: 'timestamp', bytes: 8 },
  { name: 'coordinatorEpoch', bytes: 4 },
  { name: 'currentTxnFirstOffset', bytes: 8 },
];

function readField(reader: ByteReader, bytes: Field['bytes']): Int64 {
  return bytes === 2 ? reader.i16() : bytes === 4 ? reader.i32() : readInt64(reader);
}

/** At most `count` entries; what remains is too short for one, or more than there should be. */
function layEntries(
  list: RangeList,
  reader: ByteReader,
  fields: readonly Field[],
  base: Int64,
  count = Number.POSITIVE_INFINITY,
): void {
  const size = fields.reduce((sum, field) => sum + field.bytes, 0);
  for (let i = 0; i < count && reader.remaining >= size; i++) {
    list.entry = i;
    for (const { name, bytes, relative } of fields) {
      const value = readField(reader, bytes);
      list.add(name, reader.position, value, relative ? plusInt64(base, value) : null);
    }
  }
  list.entry = null;
  list.unreadable(reader.end, reader.remaining >= size ? 'SURPLUS' : 'INCOMPLETE');
}

function laySnapshot(list: RangeList, reader: ByteReader): void {
  if (reader.remaining < 10) {
    list.unreadable(reader.end, 'INCOMPLETE');
    return;
  }
  list.add('version', 2, reader.i16());
  list.add('crc', 6, reader.u32());
  const count = reader.i32();
  list.add('producerEntries', 10, count);
  layEntries(list, reader, PRODUCER_ENTRY, 0, count);
}

/**
 * Names every byte of a file that stands beside a segment or in a log directory, by the file's name: indexes, producer
 * snapshots, checkpoints and the other texts. Null for a `.log` file (batch-layout.ts) and any other.
 */
export function fileLayout(name: string, bytes: Uint8Array): ByteRange[] | null {
  const list = new RangeList(0);
  const reader = new ByteReader(bytes);
  const dot = name.indexOf('.');
  const offset = parseInt64(name.slice(0, Math.max(dot, 0)));
  const base = offset.ok ? offset.value : 0;
  switch (dot <= 0 ? '' : name.slice(dot)) {
    case '.index':
      layEntries(list, reader, OFFSET_INDEX, base);
      return list.ranges;
    case '.timeindex':
      layEntries(list, reader, TIME_INDEX, base);
      return list.ranges;
    case '.txnindex':
      layEntries(list, reader, TRANSACTION_INDEX, base);
      return list.ranges;
    case '.snapshot':
      laySnapshot(list, reader);
      return list.ranges;
    default:
      return textLayout(name, bytes);
  }
}
