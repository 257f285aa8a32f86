import { expect, test } from 'vitest';
import { hex } from '../../base/bytes.ts';
import { seedPrng } from '../../base/prng.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import { type Application, makeRecord } from './workload.ts';

const app: Application = {
  id: 'shop',
  topics: ['orders'],
  keys: { kind: 'none' },
  valueBytes: 0,
  record: null,
  made: 1,
};

function records(changes: Partial<Application>, count: number) {
  const dice = seedPrng(7);
  return Array.from({ length: count }, (_, i) => {
    const record = makeRecord({ ...app, ...changes, made: i + 1 }, dice, 5000);
    if (record === null) throw new Error('no value for its serializer');
    return record;
  });
}

const text = (bytes: Uint8Array | null): string | null => (bytes === null ? null : decodeUtf8(bytes));

test('a list of keys goes round in its order, or is drawn from', () => {
  const keys = ['a', 'b', 'b'];
  const given = records({ keys: { kind: 'list', keys, order: 'given' } }, 5);
  expect(given.map(({ key }) => text(key))).toEqual(['a', 'b', 'b', 'a', 'b']);
  const drawn = records({ keys: { kind: 'list', keys, order: 'drawn' } }, 300).filter(({ key }) => text(key) === 'b');
  expect(drawn.length).toBeGreaterThan(150);
  expect(drawn.length).toBeLessThan(250);
});

test('a template is filled with what the application knows', () => {
  const keys = { kind: 'list' as const, keys: ['k'], order: 'given' as const };
  const record = {
    value: '{"order":{n},"by":"{key}","at":{time}}',
    headers: [
      { key: 'from', value: '{producer} to {topic}' },
      { key: 'none', value: null },
    ],
  };
  const [first, second] = records({ keys, record }, 2);
  expect(text(first?.value ?? null)).toBe('{"order":1,"by":"k","at":5000}');
  expect(text(second?.value ?? null)).toBe('{"order":2,"by":"k","at":5000}');
  expect(first?.headers?.map(({ key, value }) => [key, text(value)])).toEqual([
    ['from', 'shop to orders'],
    ['none', null],
  ]);
});

test('users are numbers for a serializer of numbers, and its bytes are the key', () => {
  const [record] = records({ keys: { kind: 'users', count: 1 }, record: { keySerializer: 'integer' } }, 1);
  expect(hex(record?.key ?? new Uint8Array())).toBe('00000001');
  const [long] = records({ record: { valueSerializer: 'long', value: '-{n}' } }, 1);
  expect(hex(long?.value ?? new Uint8Array())).toBe('ffffffffffffffff');
});

test('tombstones come in their share, and by a template of null always', () => {
  const some = records({ record: { tombstonePercent: 30 } }, 1000).filter(({ value }) => value === null);
  expect(some.length).toBeGreaterThan(250);
  expect(some.length).toBeLessThan(350);
  expect(records({ record: { value: null } }, 3).every(({ value }) => value === null)).toBe(true);
});

test('records go to several topics in turn, to a partition and with a time of their own', () => {
  expect(records({ topics: ['a', 'b'] }, 3).map(({ topic }) => topic)).toEqual(['a', 'b', 'a']);
  expect(records({ record: { partition: 2 } }, 1)[0]?.partition).toBe(2);
  expect(records({ record: { timestamp: { kind: 'at', ms: 12 } } }, 1)[0]?.timestamp).toBe(12);
  const late = records({ record: { timestamp: { kind: 'late', upToMs: 100 } } }, 50).map((it) => it.timestamp ?? -1);
  expect(Math.min(...late)).toBeGreaterThanOrEqual(4900);
  expect(Math.max(...late)).toBeLessThanOrEqual(5000);
  expect(new Set(late).size).toBeGreaterThan(20);
});

test('a value that is none for its serializer makes no record', () => {
  const keys = { kind: 'list' as const, keys: ['x'], order: 'given' as const };
  expect(makeRecord({ ...app, keys, record: { keySerializer: 'integer' } }, seedPrng(1), 0)).toBeNull();
});
