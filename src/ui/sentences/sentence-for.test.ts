import { expect, test } from 'vitest';
import { en } from '../../i18n/en.ts';
import { ko } from '../../i18n/ko.ts';
import { plain } from '../../i18n/words.ts';
import type { UpdateBody } from '../../sim/update.ts';
import { sentenceFor } from './sentence-for.ts';

type Samples = { readonly [K in UpdateBody['kind']]: readonly Omit<Extract<UpdateBody, { kind: K }>, 'kind'>[] };

const at = { topic: 'orders', partition: 0 };
const elected = { ...at, leader: 2, previousLeader: 1, leaderEpoch: 1, causedBy: 1 };
const isr = { ...at, minInsyncReplicas: 1 };
const sent = { ...at, producer: 'shop', partitions: 3 };

/** One of each kind, and one of each turn that its sentence takes. */
const samples: Samples = {
  'topic-created': [{ topic: 'orders', partitions: 1, replicationFactor: 3 }],
  'partitions-added': [{ topic: 'orders', from: 3, to: 4 }],
  'topic-deleted': [
    { topic: 'orders', partitions: 1 },
    { topic: 'orders', partitions: 3 },
  ],
  'config-changed': [
    { topic: 'orders', broker: null, config: 'retention.ms', value: '1000' },
    { topic: 'orders', broker: null, config: 'retention.ms', value: null },
    { topic: null, broker: 1, config: 'log.retention.ms', value: '1000' },
    { topic: null, broker: null, config: 'log.retention.ms', value: '1000' },
  ],
  'reassignment-started': [
    { ...at, adding: [4], removing: [1, 2] },
    { ...at, adding: [], removing: [1] },
  ],
  'reassignment-ended': [
    { ...at, replicas: [2, 3], done: true },
    { ...at, replicas: [2, 3], done: false },
  ],
  'throttle-set': [
    { ...at, brokers: [1, 2, 3, 4], rate: 1_000_000 },
    { ...at, brokers: [1], rate: 0 },
  ],
  'throttle-cleared': [
    { topic: 'orders', brokers: [1, 2, 3] },
    { topic: 'orders', brokers: [1] },
  ],
  'reassignment-verified': [
    { ...at, state: 'completed', replicas: [4, 2], target: [4, 2], othersMove: false },
    { ...at, state: 'completed', replicas: [4, 2], target: [4, 2], othersMove: true },
    { ...at, state: 'in-progress', replicas: [4, 2, 1], target: [4, 2], othersMove: false },
    { ...at, state: 'different', replicas: [1, 2], target: [4, 2], othersMove: false },
    { ...at, state: 'different', replicas: [1, 2], target: [4, 2], othersMove: true },
  ],
  'offsets-reset': [
    { group: 'billing', offsets: [{ ...at, before: 9, after: 2 }], warnings: [] },
    { group: 'billing', offsets: [{ ...at, before: -1, after: 5 }], warnings: ['New offset (9) is higher'] },
  ],
  'records-deleted': [{ ...at, lowWatermark: 7 }],
  'controller-elected': [{ controller: 101, epoch: 3 }],
  'controller-started': [{ controller: 101 }],
  'controller-killed': [{ controller: 101 }],
  'controller-stopped': [{ controller: 101 }],
  'controller-paused': [{ controller: 101 }],
  'controller-resumed': [{ controller: 101 }],
  'quorum-lost': [
    { controller: -1, epoch: 3 },
    { controller: 101, epoch: 3 },
  ],
  'broker-paused': [{ broker: 1 }],
  'broker-resumed': [{ broker: 1 }],
  'broker-unregistered': [{ broker: 1 }],
  'broker-added': [{ broker: 4 }],
  'broker-started': [{ broker: 1 }],
  'broker-killed': [{ broker: 1 }],
  'broker-stopping': [{ broker: 1 }],
  'broker-stopped': [{ broker: 1 }],
  'broker-registered': [
    { broker: 1, brokerEpoch: 11, unclean: true },
    { broker: 1, brokerEpoch: 11, unclean: false },
  ],
  'broker-unfenced': [{ broker: 1 }],
  'broker-fenced': [
    { broker: 1, reason: 'session-expired' },
    { broker: 1, reason: 'shutdown' },
  ],
  'powered-off': [{}],
  'powered-on': [{}],
  'leader-elected': [
    { ...elected, from: 'isr', reason: 'session-expired' },
    { ...elected, from: 'isr', reason: 'controlled-shutdown' },
    { ...elected, from: 'isr', reason: 'broker-returned' },
    { ...elected, from: 'isr', reason: 'unclean-restart' },
    { ...elected, from: 'isr', reason: 'preferred' },
    { ...elected, from: 'isr', reason: 'isr-change', causedBy: -1 },
    { ...elected, from: 'isr', reason: 'reassignment', causedBy: -1 },
    { ...elected, from: 'isr', reason: 'unclean', causedBy: -1 },
    { ...elected, from: 'isr', reason: 'unregistered' },
    { ...elected, from: 'elr', reason: 'broker-returned' },
    { ...elected, from: 'last-known-leader', reason: 'broker-returned' },
    { ...elected, from: 'unclean', reason: 'broker-returned' },
  ],
  'partition-leaderless': [
    { ...at, previousLeader: 1, leaderEpoch: 2, elr: [1, 2] },
    { ...at, previousLeader: 1, leaderEpoch: 2, elr: [] },
  ],
  'isr-changed': [
    { ...isr, before: [1, 2, 3], after: [1, 2], by: 'leader' },
    { ...isr, before: [1, 2, 3], after: [2, 3], by: 'controller' },
    { ...isr, before: [1], after: [1, 2], by: 'leader' },
    { ...isr, before: [1, 2], after: [2, 1], by: 'leader' },
    { ...isr, before: [1, 2], after: [2], by: 'controller', minInsyncReplicas: 2 },
  ],
  truncated: [
    { ...at, broker: 1, toOffset: 23, records: 12, acknowledged: 12 },
    { ...at, broker: 1, toOffset: 23, records: 1, acknowledged: 0 },
  ],
  'acknowledged-lost': [{ ...at, firstOffset: 23, records: 12 }],
  'record-sent': [
    { ...sent, key: 'user-7', hash: -1, by: 'key' },
    { ...sent, key: null, hash: null, by: 'sticky' },
    { ...sent, key: 'user-7', hash: null, by: 'given' },
  ],
  'record-acknowledged': [{ ...at, producer: 'shop', offset: 14 }],
  'produce-failed': [
    { ...at, producer: 'shop', records: 1, error: 'NOT_ENOUGH_REPLICAS', final: false },
    { ...at, producer: 'shop', records: 2, error: 'REQUEST_TIMED_OUT', final: true },
  ],
  'group-state': (['Empty', 'PreparingRebalance', 'CompletingRebalance', 'Stable', 'Dead'] as const).map((state) => ({
    group: 'billing',
    state,
    generation: 2,
    members: 3,
  })),
  'member-joined': [{ group: 'billing', member: 'billing-1' }],
  'member-left': (['left', 'session-expired', 'rebalance-timeout'] as const).map((reason) => ({
    group: 'billing',
    member: 'billing-1',
    reason,
  })),
  'member-assigned': [
    { group: 'billing', member: 'billing-1', partitions: [at, { topic: 'orders', partition: 1 }] },
    { group: 'billing', member: 'billing-4', partitions: [] },
  ],
  'consumer-crashed': [{ group: 'billing', member: 'billing-1' }],
  'consumer-stands': (['frozen', 'unfrozen', 'paused', 'resumed'] as const).map((state) => ({
    group: 'billing',
    member: 'billing-1',
    state,
  })),
  'consumer-sought': ([12, 'beginning', 'end'] as const).map((to) => ({
    member: 'billing-1',
    partitions: ['orders-0'],
    to,
  })),
  'partitions-paused': [true, false].map((paused) => ({ member: 'billing-1', partitions: ['orders-0'], paused })),
  'record-failed': (['retry', 'stop', 'skip', 'dead-letter'] as const).map((next) => ({
    ...at,
    group: 'billing',
    member: 'billing-1',
    offset: 7,
    attempt: 3,
    next,
  })),
  'dead-letter-written': [{ ...at, member: 'billing-1', offset: 7 }],
  'commit-failed': [{ group: 'billing', member: 'billing-1', error: 'CommitFailedException' }],
  'consumer-failed': [{ group: 'billing', member: 'billing-1', error: 'RuntimeException' }],
  'coordinator-moved': [{ group: 'billing', broker: 2 }],
  'segment-rolled': [{ ...at, broker: 1, baseOffset: 10 }],
  'segments-deleted': [{ ...at, broker: 1, segments: 2, logStartOffset: 30 }],
  'segments-cleaned': [
    { ...at, broker: 1, segmentsBefore: 3, segmentsAfter: 1, bytesBefore: 900, bytesAfter: 400, nextDirtyOffset: 30 },
  ],
  'link-changed': (['cut', 'healed', 'slow', 'normal', 'lossy', 'lossless'] as const).map((state) => ({
    from: 2,
    to: 1,
    state,
  })),
  'disk-changed': (['slow', 'normal', 'limited', 'freed'] as const).map((state) => ({ broker: 1, state })),
  'log-dir-failed': [{ ...at, broker: 1 }],
  'rack-lost-power': [
    { rack: 'rack-a', brokers: [1] },
    { rack: 'rack-a', brokers: [1, 4] },
  ],
  'producer-added': [{ producer: 'shop', topic: 'orders' }],
  'producer-changed': [{ producer: 'shop' }],
  'producer-removed': [{ producer: 'shop' }],
  'group-added': [
    { group: 'billing', members: 1 },
    { group: 'billing', members: 2 },
  ],
  'consumer-slowed': [{ member: 'billing-1', processingUs: 30_000 }],
  'network-changed': [{ latencyUs: 250 }],
  'chaos-changed': [{ profile: null }, { profile: 'rough' }],
  'broker-lost-power': [{ broker: 1 }],
  'log-unreadable': [{ ...at, broker: 1, exception: 'KafkaStorageException', message: 'Malformed line' }],
  'byte-written': [{ broker: 1, path: 'orders-0/00000000000000000000.log', position: 17, before: 10, value: 255 }],
  'log-recovered': [
    { ...at, broker: 1, atOffset: 10, recordsLost: 4, cut: null },
    ...(['INCOMPLETE', 'CORRUPT'] as const).map((reason) => ({
      ...at,
      broker: 1,
      atOffset: 10,
      recordsLost: 4,
      cut: { file: '00000000000000000000.log', position: 400, bytes: 120, reason },
    })),
  ],
  'log-damaged': [{ ...at, broker: 1, atOffset: 10, recordsCut: 4 }],
  refused: [
    {
      command: { do: 'add-partitions', topic: 'orders', total: 2 },
      error: 'INVALID_PARTITIONS',
      message: 'The topic orders currently has 3 partition(s); 2 would not be an increase.',
    },
    { command: { do: 'start-broker', broker: 1 }, error: 'INVALID_REQUEST', message: null },
  ],
};

const updates = Object.entries(samples).flatMap(([kind, bodies]) =>
  // The keys of the samples are the kinds.
  bodies.map((body) => ({ kind, atUs: 0, ...body }) as UpdateBody & { atUs: number }),
);

test.each(updates)('$kind has a whole sentence in English', (update) => {
  const text = plain(sentenceFor(update, en.sentences));
  expect(text).toMatch(/[.]$/);
  expect(text).not.toMatch(/undefined|null|NaN|\[object|\s-1\b/);
  expect(text).not.toMatch(/[가-힣]/);
});

test.each(updates)('$kind has a whole sentence in Korean, with only terms left in English', (update) => {
  const sentence = sentenceFor(update, ko.sentences);
  expect(plain(sentence)).toMatch(/[.]$/);
  expect(plain(sentence)).not.toMatch(/undefined|null|NaN|\[object|\s-1\b/);
  const prose = sentence.filter((part) => typeof part === 'string').join(' ');
  expect(prose).toMatch(/[가-힣]/);
  const latin = prose.match(/[A-Za-z][A-Za-z0-9]*/g) ?? [];
  const terms = [
    'ISR',
    'ELR',
    'CRC',
    'murmur2',
    'mod',
    'sticky',
    'fenced',
    'unfenced',
    'unclean',
    'controlled',
    'shutdown',
  ];
  expect(latin.filter((word) => !terms.includes(word))).toEqual([]);
});

test('a killed leader is told in one sentence with its reason', () => {
  const update = { kind: 'leader-elected', atUs: 0, ...elected, from: 'isr', reason: 'session-expired' } as const;
  expect(plain(sentenceFor(update, en.sentences))).toBe(
    'Broker 1 missed its session; the controller made broker 2 leader of orders-0, epoch 1.',
  );
  expect(plain(sentenceFor(update, ko.sentences))).toBe(
    '브로커 1이 세션을 놓쳐 컨트롤러가 브로커 2를 orders-0의 리더로 정했습니다(에포크 1).',
  );
});

test('names from outside are never read as markup', () => {
  const update = { kind: 'member-joined', atUs: 0, group: '<b>`x`</b>', member: '&lt;i&gt;' } as const;
  expect(sentenceFor(update, en.sentences)).toContainEqual({ code: '<b>`x`</b>' });
});
