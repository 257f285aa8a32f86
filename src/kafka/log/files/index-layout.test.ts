import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { fromHex } from '../../../base/bytes.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { ByteRange } from '../../record/byte-range.ts';
import { fileLayout } from './index-layout.ts';
import { encodeProducerSnapshot } from './producer-snapshot-file.ts';

const show = (ranges: readonly ByteRange[] | null): string[] =>
  (ranges ?? []).map(
    ({ start, entry, name, value, absolute }) => `${start} ${entry ?? '-'} ${name}=${value}/${absolute}`,
  );

test('index entries are named, with the offsets that they mean', () => {
  expect(show(fileLayout('00000000000000000066.index', fromHex('0000000500000210 0000000b')))).toEqual([
    '0 0 relativeOffset=5/71',
    '4 0 position=528/null',
    '8 - unreadable=null/null',
  ]);
  expect(show(fileLayout('00000000000000000066.timeindex', fromHex('0000018bcfe5680000000002')))).toEqual([
    '0 0 timestamp=1700000000000/null',
    '8 0 relativeOffset=2/68',
  ]);
});

test('a producer snapshot is named by the fields of its schema', () => {
  const lastBatch = { lastSequence: 7, lastOffset: 9, offsetDelta: 1 };
  const entry = {
    producerId: 4000,
    producerEpoch: 1,
    coordinatorEpoch: -1,
    lastTimestamp: 5,
    currentTxnFirstOffset: null,
  };
  const bytes = encodeProducerSnapshot([{ ...entry, lastBatch }]);
  expect(fileLayout('00000000000000000010.snapshot', bytes)?.map((range) => `${range.name}=${range.value}`)).toEqual([
    'version=1',
    expect.stringMatching(/^crc=\d+$/),
    'producerEntries=1',
    'producerId=4000',
    'epoch=1',
    'lastSequence=7',
    'lastOffset=9',
    'offsetDelta=1',
    'timestamp=5',
    'coordinatorEpoch=-1',
    'currentTxnFirstOffset=-1',
  ]);
});

test('the words of checkpoints and the keys of the other texts are named', () => {
  expect(show(fileLayout('leader-epoch-checkpoint', encodeUtf8('0\n2\n0 0\n4 17\n')))).toEqual([
    '0 - version=0/null',
    '2 - entries=2/null',
    '4 0 epoch=0/null',
    '6 0 startOffset=0/null',
    '8 1 epoch=4/null',
    '10 1 startOffset=17/null',
  ]);
  expect(show(fileLayout('replication-offset-checkpoint', encodeUtf8('0\n1\norders 3 42\n'))).slice(2)).toEqual([
    '4 0 topic=orders/null',
    '11 0 partition=3/null',
    '13 0 offset=42/null',
  ]);
  expect(show(fileLayout('meta.properties', encodeUtf8('#\n#Thu\nnode.id=1\nversion=1\n')))).toEqual([
    '0 - comment=#/null',
    '2 - comment=#Thu/null',
    '7 - node.id=1/null',
    '17 - version=1/null',
  ]);
  expect(show(fileLayout('partition.metadata', encodeUtf8('version: 0\ntopic_id: AAAA')))[1]).toBe(
    '11 - topic_id=AAAA/null',
  );
  expect(fileLayout('README', new Uint8Array(3))).toBeNull();
});

const names = fc.constantFrom(
  ...['.index', '.timeindex', '.txnindex', '.snapshot'].map((suffix) => `00000000000000000007${suffix}`),
  'leader-epoch-checkpoint',
  'cleaner-offset-checkpoint',
  'meta.properties',
  'quorum-state',
);
const text = fc.string({ unit: fc.constantFrom('0', '1', ' ', '\n', 'a', '=', '#', 'é') }).map(encodeUtf8);

property.prop([names, fc.oneof(fc.uint8Array({ maxLength: 200 }), text)])(
  'the ranges cover any bytes of such a file once',
  (name, bytes) => {
    let at = 0;
    for (const range of fileLayout(name, bytes) ?? []) {
      expect(range.start).toBe(at);
      expect(range.end).toBeGreaterThan(at);
      at = range.end;
    }
    expect(at).toBe(bytes.length);
  },
);
