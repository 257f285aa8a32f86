import { expect, test } from 'vitest';
import { putInt32, putInt64 } from '../../base/bytes.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { MAX_TIMESTAMP_AT } from '../record/batch-format.ts';
import { allCodecs, loadCodecs } from '../record/codecs/load-codecs.ts';
import { type CompressionType, compressionTypes } from '../record/compression.ts';
import { crc32c } from '../record/crc32c.ts';
import { batchToBytes, type EncodeOptions, encodeBatch, readRecords } from '../record/record-batch.ts';
import { appendBytesAsLeader } from './append-bytes.ts';
import { defaultLogConfig, type LogConfig } from './log-config.ts';
import { createLog } from './log-state.ts';

await loadCodecs(allCodecs);

const T0 = 1_700_000_000_000;
const records = [0, 1, 2].map((i) => ({
  timestamp: T0 + i,
  key: encodeUtf8(`k${i}`),
  value: encodeUtf8('v'.repeat(40)),
}));

function bytesOf(options: EncodeOptions = {}): Uint8Array {
  return batchToBytes(encodeBatch(records, options));
}

function append(bytes: Uint8Array, changes: Partial<LogConfig> = {}) {
  return appendBytesAsLeader(createLog('orders', 0, '', 0, T0), bytes, 3, T0, { ...defaultLogConfig, ...changes });
}

function refusal(bytes: Uint8Array, changes: Partial<LogConfig> = {}): string {
  const appended = append(bytes, changes);
  return appended.ok ? 'accepted' : `${appended.error.code} ${appended.error.exception}`;
}

/** The batch with its checksum made right again after a change. */
function resealed(bytes: Uint8Array): Uint8Array {
  putInt32(bytes, 17, crc32c(bytes, 21));
  return bytes;
}

const target = (type: CompressionType, level = 3): Partial<LogConfig> => ({ compression: { type, level } });

test('whatever a client compressed with, the topic’s compression.type decides what is stored', () => {
  for (const source of compressionTypes) {
    for (const type of compressionTypes) {
      const appended = append(bytesOf({ compression: source }), target(type));
      if (!appended.ok || appended.value === null) throw new Error('the batch is accepted');
      const { batch, firstOffset, lastOffset, maxTimestamp } = appended.value;
      expect([firstOffset, lastOffset, maxTimestamp, batch.attributes & 7]).toEqual([
        0,
        2,
        T0 + 2,
        compressionTypes.indexOf(type),
      ]);
      expect(readRecords(batch).map(({ timestamp, key, value }) => ({ timestamp, key, value }))).toEqual(records);
    }
  }
});

test('a header that lies about its times is put right, compressed or not', () => {
  for (const compression of compressionTypes) {
    const bytes = bytesOf({ compression });
    putInt64(bytes, MAX_TIMESTAMP_AT, T0 + 999_999_999);
    const appended = append(resealed(bytes));
    expect(appended.ok && appended.value?.batch.maxTimestamp).toBe(T0 + 2);
  }
});

test('what cannot be unfolded is an UNKNOWN_SERVER_ERROR, as in Kafka', () => {
  for (const compression of allCodecs) {
    const bytes = bytesOf({ compression });
    bytes.fill(0x55, 61);
    expect(refusal(resealed(bytes)), compression).toBe('UNKNOWN_SERVER_ERROR KafkaException');
  }
  const bytes = bytesOf();
  bytes[22] = 6;
  expect(refusal(resealed(bytes))).toBe('UNKNOWN_SERVER_ERROR IllegalArgumentException');
});

test('offsets with gaps inside a compressed batch are refused, as Kafka stumbles over them', () => {
  const gaps = { offsetDeltas: [0, 2, 3], lastOffsetDelta: 2 };
  expect(refusal(bytesOf(gaps))).toBe('accepted');
  expect(refusal(bytesOf({ ...gaps, compression: 'lz4' }))).toBe('UNKNOWN_SERVER_ERROR UnsupportedOperationException');
  expect(refusal(bytesOf({ ...gaps, compression: 'lz4' }), target('gzip', -1))).toBe('accepted');
});

test('a batch that grows too large when it is unfolded is refused after it was accepted small', () => {
  const small = bytesOf({ compression: 'gzip' });
  expect(refusal(small, { ...target('none'), maxMessageBytes: small.length })).toBe(
    'MESSAGE_TOO_LARGE RecordTooLargeException',
  );
  expect(refusal(small, { maxMessageBytes: small.length })).toBe('accepted');
});

test('bytes without a whole batch are answered without offsets; a torn second one is left out', () => {
  const whole = bytesOf();
  expect(append(whole.subarray(0, 100))).toEqual({ ok: true, value: null });
  expect(append(new Uint8Array(0))).toEqual({ ok: true, value: null });
  expect(append(Uint8Array.from([...whole, ...whole.subarray(0, 50)]))).toMatchObject({ value: { lastOffset: 2 } });
  expect(refusal(Uint8Array.from([...whole, ...whole]))).toBe('INVALID_RECORD InvalidRecordException');
});
