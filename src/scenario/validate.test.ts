import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../sim/command.ts';
import { limits } from './limits.ts';
import type { DocumentProblem } from './problem.ts';
import { aDocument, anyDocument, aSetup } from './testing/documents.ts';
import { validateRunDocument } from './validate.ts';

function problemOf(input: unknown): DocumentProblem | null {
  const checked = validateRunDocument(input);
  return checked.ok ? null : checked.error;
}

const withCommands = (...commands: Command[]) =>
  aDocument({ commands: commands.map((command) => ({ atUs: 5, command })) });
const without = (field: string) => Object.fromEntries(Object.entries(aDocument()).filter(([name]) => name !== field));
const orders = { name: 'orders', partitions: 1, replicationFactor: 1, configs: {} };

property.prop([anyDocument])('a valid document comes out as it went in', (document) => {
  expect(validateRunDocument(structuredClone(document))).toEqual({ ok: true, value: document });
});

property.prop([fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true, withSparseArray: true })])(
  'anything else is a problem, never an exception',
  (input) => {
    expect(problemOf(input)).not.toBeNull();
  },
);

property.prop([anyDocument, fc.array(fc.nat(1000), { minLength: 1, maxLength: 8 }), fc.anything()])(
  'a document with anything in the place of any part gives a document or a problem',
  (document, way, foreign) => {
    const input: unknown = structuredClone(document);
    let part: unknown = input;
    for (const step of way) {
      if (typeof part !== 'object' || part === null) break;
      const key = Object.keys(part)[step % Math.max(1, Object.keys(part).length)];
      if (key === undefined) break;
      const record = part as Record<string, unknown>;
      if (typeof record[key] !== 'object' || record[key] === null || step % 3 === 0) record[key] = foreign;
      part = record[key];
    }
    const checked = validateRunDocument(input);
    if (!checked.ok) expect(checked.error.kind).toMatch(/invalid|not-samsa|future-version|too-large/);
  },
);

test.each([
  [null, 'not-samsa'],
  ['samsa-run', 'not-samsa'],
  [[], 'not-samsa'],
  [{}, 'not-samsa'],
  [{ ...aDocument(), format: 'other' }, 'not-samsa'],
])('%j is not a document of Samsa', (input, kind) => {
  expect(problemOf(input)).toEqual({ kind });
});

test('a document of a later version is named as such, whatever it holds', () => {
  expect(problemOf({ format: 'samsa-run', version: 2, clusters: [] })).toEqual({
    kind: 'future-version',
    of: 'document',
    version: 2,
    known: 1,
  });
});

test.each<readonly [string, unknown, string, object]>([
  ['a field that is missing', without('seed'), 'seed', { code: 'missing' }],
  ['a field nobody knows', { ...aDocument(), note: 1 }, '', { code: 'unknown-field', name: 'note' }],
  ['a fraction', { ...aDocument(), seed: 1.5 }, 'seed', { code: 'not-whole' }],
  ['not a number', { ...aDocument(), seed: Number.NaN }, 'seed', { code: 'wrong-type', expected: 'number' }],
  ['a negative', { ...aDocument(), momentUs: -1 }, 'momentUs', { code: 'too-small', min: 0 }],
  ['a far future', { ...aDocument(), momentUs: 1e15 }, 'momentUs', { code: 'too-big', max: limits.momentUs }],
  ['no broker', aDocument({ setup: aSetup({ brokers: [] }) }), 'setup.brokers', { code: 'too-few', min: 1 }],
  [
    'a rate that never sends',
    aDocument({
      setup: aSetup({ producers: [{ ...(aSetup().producers[0] as object), ratePerSecond: 1e-9 } as never] }),
    }),
    'setup.producers[0].ratePerSecond',
    { code: 'too-small', min: 0.01 },
  ],
  [
    'an act nobody knows',
    { ...aDocument(), commands: [{ atUs: 1, command: { do: 'explode' } }] },
    'commands[0].command.do',
    { code: 'not-one-of', allowed: expect.arrayContaining(['kill-broker', 'power-on']) },
  ],
  [
    'an act without its object',
    { ...aDocument(), commands: [{ atUs: 1, command: { do: 'kill-broker' } }] },
    'commands[0].command.broker',
    { code: 'missing' },
  ],
  [
    'text where a list should be',
    { ...aDocument(), commands: 'all' },
    'commands',
    { code: 'wrong-type', expected: 'list' },
  ],
])('%s is named with its place', (_, input, path, reason) => {
  expect(problemOf(input)).toEqual({ kind: 'invalid', path, reason });
});

test('two commands out of order are refused', () => {
  const document = aDocument({
    commands: [
      { atUs: 9, command: { do: 'power-off' } },
      { atUs: 8, command: { do: 'power-on' } },
    ],
  });
  expect(problemOf(document)).toEqual({ kind: 'invalid', path: 'commands[1].atUs', reason: { code: 'not-in-order' } });
});

test.each<[string, Command, string, string]>([
  ['broker', { do: 'kill-broker', broker: 9 }, 'broker', 'node'],
  ['end of a link', { do: 'cut-link', from: 1, to: 9 }, 'to', 'node'],
  ['topic', { do: 'add-partitions', topic: 'nope', total: 2 }, 'topic', 'topic'],
  ['producer', { do: 'remove-producer', producer: 'nope' }, 'producer', 'producer'],
  ['group', { do: 'add-consumer', group: 'nope', member: 'm', processingUs: 0 }, 'group', 'group'],
  ['consumer', { do: 'crash-consumer', member: 'nope' }, 'member', 'consumer'],
])('a command to a %s that never was is refused', (_, command, field, what) => {
  const problem = problemOf(withCommands(command));
  expect(problem).toMatchObject({ path: `commands[0].command.${field}`, reason: { code: 'unknown', what } });
});

test('what an earlier command brings may be named by a later one', () => {
  const producer = {
    id: 'new',
    topic: 'clicks',
    ratePerSecond: 1,
    keys: { kind: 'none' },
    valueBytes: 1,
    configs: {},
  } as const;
  const document = withCommands(
    { do: 'add-broker', broker: 2, rack: null },
    { do: 'kill-broker', broker: 2 },
    { do: 'create-topic', topic: { ...orders, name: 'clicks' } },
    { do: 'add-producer', producer },
    { do: 'remove-producer', producer: 'new' },
    { do: 'remove-producer', producer: 'new' },
  );
  expect(problemOf(document)).toBeNull();
});

test('the producer of records by hand may be named after the first of them', () => {
  const change = { do: 'change-producer', producer: 'console-producer-acks-1', ratePerSecond: 1 } as const;
  const byHand = { do: 'produce-record', topic: 'orders', partition: null, key: null, value: 'x', acks: '1' } as const;
  expect(problemOf(withCommands(byHand, change))).toBeNull();
  expect(problemOf(withCommands(change))).toMatchObject({ reason: { code: 'unknown', what: 'producer' } });
});

test('an act that Kafka refuses stays in a valid document', () => {
  const document = withCommands(
    { do: 'create-topic', topic: { ...orders, name: 'wide', replicationFactor: 5 } },
    { do: 'create-topic', topic: { ...orders, name: 'a b' } },
    { do: 'create-topic', topic: orders },
    { do: 'add-partitions', topic: 'orders', total: 1 },
    { do: 'elect-preferred-leader', topic: '__consumer_offsets', partition: 3 },
  );
  expect(problemOf(document)).toBeNull();
});

test.each([
  ['a b', 'bad-topic-name'],
  ['..', 'bad-topic-name'],
  ['__consumer_offsets', 'reserved-topic-name'],
])('a cluster does not start with a topic named %j', (name, code) => {
  const document = aDocument({ setup: aSetup({ topics: [{ ...orders, name }] }) });
  expect(problemOf(document)).toMatchObject({ path: 'setup.topics[0].name', reason: { code, name } });
});

test('topics whose names differ only in dot and underscore collide', () => {
  const topics = [orders, { ...orders, name: 'a.b' }, { ...orders, name: 'a_b' }];
  expect(problemOf(aDocument({ setup: aSetup({ topics }) }))).toMatchObject({
    path: 'setup.topics[2].name',
    reason: { code: 'topic-name-collision', name: 'a_b', other: 'a.b' },
  });
});

test('a topic cannot start with more replicas than there are brokers', () => {
  const document = aDocument({ setup: aSetup({ topics: [{ ...orders, replicationFactor: 3 }] }) });
  expect(problemOf(document)).toMatchObject({
    path: 'setup.topics[0].replicationFactor',
    reason: { code: 'replication-above-brokers', replicationFactor: 3, brokers: 1 },
  });
});

test('ids are unique: brokers, consumers of all groups', () => {
  const brokers = [
    { id: 1, rack: null },
    { id: 1, rack: null },
  ];
  expect(problemOf(aDocument({ setup: aSetup({ brokers }) }))).toMatchObject({ reason: { code: 'not-unique' } });
  const one = aSetup().groups[0] as object;
  const groups = [one, { ...one, id: 'other' }] as never;
  expect(problemOf(aDocument({ setup: aSetup({ groups }) }))).toMatchObject({ path: 'setup.groups[1].members[0].id' });
});

test.each<[Record<string, string>, string, object]>([
  [{ 'retention.ms': '-1' }, '', {}],
  [{ foo: '1' }, '.foo', { code: 'unknown-config', owner: 'topic', name: 'foo' }],
  [{ 'retention.ms': 'long' }, '["retention.ms"]', { code: 'bad-config', name: 'retention.ms' }],
  [{ 'retention.ms': '-5' }, '["retention.ms"]', { message: expect.stringContaining('Value must be at least -1') }],
  [{ 'segment.ms': '1' }, '["segment.ms"]', { code: 'too-small', min: 100 }],
  [
    { 'min.compaction.lag.ms': '2', 'max.compaction.lag.ms': '1' },
    '',
    { message: expect.stringContaining('conflict') },
  ],
])('topic configs %j', (configs, place, reason) => {
  const problem = problemOf(aDocument({ setup: aSetup({ topics: [{ ...orders, configs }] }) }));
  if (Object.keys(reason).length === 0) expect(problem).toBeNull();
  else expect(problem).toMatchObject({ path: `setup.topics[0].configs${place}`, reason });
});

test.each([
  [{ 'offsets.topic.num.partitions': '100000' }, 'too-big'],
  [{ 'broker.heartbeat.interval.ms': '0' }, 'too-small'],
  [{ 'node.id': '3' }, 'unknown-field'],
])('broker configs %j are refused', (brokerConfigs, code) => {
  expect(problemOf(aDocument({ setup: aSetup({ brokerConfigs }) }))).toMatchObject({
    reason: { code },
  });
});

test('configs that clients refuse together are refused with their words', () => {
  const setup = aSetup();
  const producers = [{ ...setup.producers[0], configs: { 'delivery.timeout.ms': '1000' } }] as never;
  expect(problemOf(aDocument({ setup: aSetup({ producers }) }))).toMatchObject({
    reason: { message: 'delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms' },
  });
  const groups = [{ ...setup.groups[0], configs: { 'heartbeat.interval.ms': '60000' } }] as never;
  expect(problemOf(aDocument({ setup: aSetup({ groups }) }))).toMatchObject({
    reason: { message: 'Heartbeat must be set lower than the session timeout' },
  });
});

test('a replica selector that Kafka does not bring is refused, its own is taken', () => {
  const withSelector = (selector: string) =>
    aDocument({
      setup: aSetup({ brokerConfigs: { 'replica.selector.class': selector } }),
    });
  expect(problemOf(withSelector('com.example.Nearest'))).toMatchObject({
    reason: { code: 'bad-config', message: 'java.lang.ClassNotFoundException: com.example.Nearest' },
  });
  expect(problemOf(withSelector('org.apache.kafka.common.replica.RackAwareReplicaSelector'))).toBe(null);
});

test('racks of members, and every fault, can stand in a document', () => {
  const setup = aSetup();
  const [group] = setup.groups;
  const groups = [{ ...group, members: [{ id: 'm', processingUs: 1, rack: 'a' }] }] as never;
  const broker = setup.brokers[0]?.id ?? 1;
  const other = setup.controllerId;
  const commands = [
    { do: 'power-off-rack', rack: 'a' },
    { do: 'slow-disk', broker, appendUs: 1, flushUs: 0 },
    { do: 'fill-disk', broker, freeBytes: 0 },
    { do: 'free-disk', broker },
    { do: 'lose-packets', from: broker, to: other, lossPerMillion: 1 },
    { do: 'lose-packets', from: broker, to: other, lossPerMillion: null },
    { do: 'start-chaos', profile: 'brutal', seed: 7 },
    { do: 'stop-chaos' },
  ].map((command) => ({ atUs: 1, command })) as never;
  expect(problemOf(aDocument({ setup: aSetup({ groups }), commands, momentUs: 1 }))).toBe(null);
  const wrong = [{ atUs: 1, command: { do: 'start-chaos', profile: 'mild', seed: 7 } }] as never;
  expect(problemOf(aDocument({ commands: wrong, momentUs: 1 }))).toMatchObject({
    reason: { code: 'not-one-of', allowed: ['gentle', 'rough', 'brutal'] },
  });
  const far = [{ atUs: 1, command: { do: 'slow-disk', broker: 77, appendUs: 1, flushUs: 0 } }] as never;
  expect(problemOf(aDocument({ commands: far, momentUs: 1 }))).toMatchObject({ reason: { code: 'unknown' } });
});

test('keys that reach for prototypes are refused and touch nothing', () => {
  const hostile = JSON.parse(`{"format":"samsa-run","version":1,"__proto__":{"polluted":true}}`) as unknown;
  expect(problemOf(hostile)).toMatchObject({ reason: { code: 'unknown-field', name: '__proto__' } });
  const configs = JSON.parse('{"__proto__":"1"}') as Record<string, string>;
  const topics = [{ ...orders, configs }];
  expect(problemOf(aDocument({ setup: aSetup({ topics }) }))).toMatchObject({ reason: { name: '__proto__' } });
  expect(
    problemOf(aDocument({ setup: aSetup({ topics: [{ ...orders, configs: { toString: '1' } }] }) })),
  ).toMatchObject({
    reason: { code: 'unknown-config', name: 'toString' },
  });
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('what only code could hold is refused, also when it throws', () => {
  const getter = Object.defineProperty({ ...aDocument() }, 'seed', {
    enumerable: true,
    get: () => {
      throw new Error('no');
    },
  });
  expect(problemOf(getter)).toMatchObject({ reason: { code: 'not-data' } });
  expect(problemOf({ ...aDocument(), setup: new Map() })).toMatchObject({
    path: 'setup',
    reason: { code: 'not-data' },
  });
});

test('very deep and very long input is refused soon', () => {
  let deep: unknown = [];
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(problemOf({ ...aDocument(), setup: deep })).toMatchObject({ reason: { code: 'not-data' } });
  const long = Array.from({ length: 3000 }, () => ({ atUs: 1, command: { do: 'power-on' } }));
  expect(problemOf({ ...aDocument(), commands: long })).toMatchObject({
    path: 'commands',
    reason: { code: 'too-many', what: 'entries', max: 2000 },
  });
  const endless: unknown[] = [];
  endless.length = 4_000_000_000;
  expect(problemOf({ ...aDocument(), commands: endless })).toMatchObject({ kind: 'too-large', what: 'parts' });
});

test('texts from outside are quoted short and on one line', () => {
  const problem = problemOf(withCommands({ do: 'crash-consumer', member: '<b>x</b>'.repeat(30) }));
  expect(problem).toMatchObject({ reason: { value: expect.stringMatching(/^.{60,64}…$/u) } });
  expect(problemOf(withCommands({ do: 'crash-consumer', member: 'a\nb' }))).toMatchObject({
    reason: { code: 'unprintable' },
  });
});

test('a negative zero becomes a zero, so that equal documents give equal runs', () => {
  const checked = validateRunDocument({ ...aDocument(), momentUs: -0 });
  expect(checked.ok && Object.is(checked.value.momentUs, 0)).toBe(true);
});

test('the order of fields does not make another document', () => {
  const document = aDocument();
  const turned = validateRunDocument(Object.fromEntries(Object.entries(document).reverse()));
  expect(JSON.stringify(turned)).toBe(JSON.stringify({ ok: true, value: document }));
});

test('a run cannot grow beyond what the playground carries', () => {
  const brokers = Array.from({ length: 12 }, (_, i) => ({ id: i + 1, rack: null }));
  const topic = { ...orders, partitions: 50, replicationFactor: 12 };
  const setup = aSetup({ brokers, topics: [topic] });
  const after = (command: Command) => problemOf(aDocument({ setup, commands: [{ atUs: 1, command }] }));
  expect(problemOf(aDocument({ setup }))).toBeNull();
  expect(after({ do: 'add-partitions', topic: 'orders', total: 51 })).toMatchObject({
    path: 'commands[0].command',
    reason: { code: 'too-many', what: 'replicas', max: 600 },
  });
  expect(after({ do: 'add-partitions', topic: 'orders', total: 61 })).toMatchObject({
    path: 'commands[0].command.total',
    reason: { code: 'too-big', max: 60 },
  });
  expect(after({ do: 'add-broker', broker: 13, rack: null })).toMatchObject({
    reason: { code: 'too-many', what: 'brokers', max: 12 },
  });
});

test('throttles: a rate is dynamic only, and lists are Kafka’s', () => {
  const rate = { 'leader.replication.throttled.rate': '1000' };
  const broker = (configs: Record<string, string>) =>
    withCommands({ do: 'alter-broker-config', broker: null, configs });
  expect(problemOf(broker(rate))).toBeNull();
  expect(problemOf(broker({ 'leader.replication.throttled.rate': '-1' }))).toMatchObject({
    reason: { code: 'bad-config' },
  });
  expect(problemOf(aDocument({ setup: aSetup({ brokerConfigs: rate }) }))).toMatchObject({
    reason: { code: 'unknown-config' },
  });
  const configs = { 'follower.replication.throttled.replicas': '0-1' };
  expect(problemOf(withCommands({ do: 'alter-topic-config', topic: 'orders', configs }))).toMatchObject({
    reason: { code: 'bad-config' },
  });
});

test('a move may carry a throttle of no bytes or more, and a verification names its target', () => {
  const move = { do: 'reassign-partition', topic: 'orders', partition: 0, replicas: [1] } as const;
  expect(problemOf(withCommands({ ...move, throttle: 0 }))).toBeNull();
  expect(problemOf(withCommands({ ...move, throttle: -1 }))).toMatchObject({
    path: 'commands[0].command.throttle',
    reason: { code: 'too-small', min: 0 },
  });
  const verify = { do: 'verify-reassignment', topic: 'orders', partition: 0, replicas: [1] } as const;
  expect(problemOf(withCommands(verify))).toBeNull();
  expect(problemOf(withCommands({ ...verify, topic: 'nope' }))).toMatchObject({ reason: { code: 'unknown' } });
  expect(problemOf(withCommands({ ...verify, replicas: [] }))).not.toBeNull();
});
