import { expect, test } from 'vitest';
import type { Command } from '../sim/command.ts';
import type { ProducerSetup } from '../sim/setup.ts';
import { aDocument, aSetup } from './testing/documents.ts';
import { validateRunDocument } from './validate.ts';

const shop: ProducerSetup = {
  id: 'shop',
  topic: 'orders',
  ratePerSecond: 1,
  keys: { kind: 'none' },
  valueBytes: 10,
  configs: {},
};

function problemOf(changes: Partial<ProducerSetup>) {
  const checked = validateRunDocument(
    aDocument({ setup: aSetup({ producers: [{ ...shop, ...changes }] }), commands: [] }),
  );
  return checked.ok || checked.error.kind !== 'invalid' ? null : checked.error;
}

test('a workload with everything comes out as it went in', () => {
  const setup = aSetup({
    producers: [
      {
        ...shop,
        keys: { kind: 'list', keys: ['1', '-7'], order: 'drawn' },
        load: { kind: 'burst', records: 10, everyUs: 1_000_000 },
        record: {
          keySerializer: 'integer',
          valueSerializer: 'json',
          value: '{"n":{n},"key":{key},"dice":{1..6}}',
          headers: [
            { key: 'trace', value: '{producer}-{n}' },
            { key: 'none', value: null },
          ],
          tombstonePercent: 5,
          partition: 0,
          timestamp: { kind: 'late', upToMs: 1000 },
        },
      },
    ],
  });
  const document = aDocument({ setup, commands: [] });
  expect(validateRunDocument(structuredClone(document))).toEqual({ ok: true, value: document });
});

test.each<readonly [string, Partial<ProducerSetup>, string, object]>([
  ['a place that is none', { record: { value: '{order}' } }, 'record.value', { code: 'bad-place', place: '{order}' }],
  [
    'a place of a header that is none',
    { record: { headers: [{ key: 'a', value: '{9..1}' }] } },
    'record.headers[0].value',
    { code: 'bad-place', place: '{9..1}' },
  ],
  [
    'a text for IntegerSerializer',
    { record: { value: 'order {n}', valueSerializer: 'integer' } },
    'record.value',
    { code: 'not-serializable', serializer: 'integer' },
  ],
  [
    'the end of a range that is too large for an int',
    { record: { value: '{1..2147483647}0', valueSerializer: 'integer' } },
    'record.value',
    { code: 'not-serializable', value: '21474836470' },
  ],
  [
    'a key that breaks the JSON of the value',
    { keys: { kind: 'list', keys: ['a', '"'], order: 'given' }, record: { value: '"{key}"', valueSerializer: 'json' } },
    'record.value',
    { code: 'not-serializable', value: '"""' },
  ],
  [
    'a listed key that is no long',
    { keys: { kind: 'list', keys: ['1', 'two'], order: 'given' }, record: { keySerializer: 'long' } },
    'keys.keys[1]',
    { code: 'not-serializable', value: 'two' },
  ],
  ['an empty list', { keys: { kind: 'list', keys: [], order: 'given' } }, 'keys.keys', { code: 'too-few', min: 1 }],
  [
    'bursts that never end',
    { load: { kind: 'burst', records: 9, everyUs: 10 } },
    'load.everyUs',
    { code: 'too-small' },
  ],
  ['another topic that is not there', { alsoTo: ['nowhere'] }, 'alsoTo[0]', { code: 'unknown', value: 'nowhere' }],
])('%s is refused', (_, changes, path, reason) => {
  expect(problemOf(changes)).toMatchObject({ path: `setup.producers[0].${path}`, reason });
});

const changed = (command: Partial<Command & { do: 'change-producer' }>) => {
  const commands = [{ atUs: 5, command: { do: 'change-producer' as const, producer: 'shop', ...command } }];
  const checked = validateRunDocument(aDocument({ setup: aSetup({ producers: [shop] }), commands }));
  return checked.ok ? null : checked.error;
};

test('a change is checked as far as it can be without the run', () => {
  expect(changed({ configs: { 'linger.ms': '-1' } })).toMatchObject({
    path: 'commands[0].command.configs["linger.ms"]',
    reason: { code: 'bad-config' },
  });
  expect(changed({ record: { value: '{nobody}' } })).toMatchObject({ path: 'commands[0].command.record.value' });
  // Whether it is set with acks=1 explicitly is seen when the time comes.
  expect(changed({ configs: { 'enable.idempotence': 'true', acks: null } })).toBeNull();
});
