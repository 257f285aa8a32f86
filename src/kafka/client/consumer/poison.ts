import { encodeUtf8 } from '../../../base/utf8.ts';
import { type KafkaRecord, type RecordBatch, readRecords } from '../../record/record-batch.ts';
import type { OffsetRun, Poison } from './work-state.ts';

function occursIn(needle: Uint8Array, bytes: Uint8Array): boolean {
  for (let at = 0; at + needle.length <= bytes.length; at++) {
    if (needle.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}

/** Whether the application throws on this record. */
export function isPoisoned({ record: rule }: Poison, { offset, key, value }: KafkaRecord): boolean {
  switch (rule.by) {
    case 'offset':
      return (offset + 1) % rule.every === 0;
    case 'key': {
      const text = encodeUtf8(rule.text);
      return key !== null && key.length === text.length && occursIn(text, key);
    }
    case 'value':
      return value !== null && occursIn(encodeUtf8(rule.text), value);
  }
}

/** Whether the attempt after so many failed ones fails as well. */
export const failsAgain = ({ failures }: Poison, attempts: number): boolean => failures === null || attempts < failures;

/** Those among the offsets of the run. */
export function poisonedIn(
  poison: Poison | null,
  batches: readonly RecordBatch[],
  { fromOffset, toOffset }: OffsetRun,
): readonly KafkaRecord[] {
  if (poison === null) return [];
  return batches
    .filter((batch) => batch.lastOffset >= fromOffset && batch.baseOffset <= toOffset)
    .flatMap((batch) => readRecords(batch))
    .filter((record) => record.offset >= fromOffset && record.offset <= toOffset && isPoisoned(poison, record));
}
