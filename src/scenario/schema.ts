import * as v from 'valibot';
import { serializerNames } from '../kafka/config/serializers.ts';
import { limits } from './limits.ts';
import { isPrintable } from './problem.ts';

// The messages are reason codes of problem.ts; issue-reason.ts turns an issue into a reason.

/** -0 would be another state than 0. */
const unsigned = v.transform((value: number) => value + 0);

const whole = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max), unsigned);

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.name), v.check(isPrintable, 'unprintable'));
const nodeId = whole(0, limits.nodeId);
const partition = whole(0, limits.partitionsPerTopic - 1);
const partitions = whole(1, limits.partitionsPerTopic);
const timeUs = whole(0, limits.momentUs);
const latencyUs = whole(limits.latencyUs.min, limits.latencyUs.max);
const jitterUs = whole(0, limits.latencyUs.max);
const processingUs = whole(0, limits.processingUs);
const rack = v.nullable(name);
const acks = v.picklist(['0', '1', 'all']);
const recordText = v.nullable(v.pipe(v.string(), v.maxLength(limits.recordText)));

/** 0 or at least one record in a hundred seconds; fractions are fine. */
const ratePerSecond = v.pipe(
  v.number(),
  v.minValue(0),
  v.maxValue(limits.ratePerSecond),
  v.check((rate) => rate === 0 || rate >= limits.slowestRate, 'too-slow'),
  unsigned,
);

const bandwidth = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(limits.bandwidth.max),
  v.check((bytes) => bytes === 0 || bytes >= limits.bandwidth.min, 'too-narrow'),
  unsigned,
);

const configs = v.pipe(
  v.record(name, v.pipe(v.string(), v.maxLength(limits.name), v.check(isPrintable, 'unprintable'))),
  v.check((entries) => Object.keys(entries).length <= limits.configs, 'too-many-configs'),
);

/** null takes a config back to its default. */
const configChange = v.pipe(
  v.record(name, v.nullable(v.pipe(v.string(), v.maxLength(limits.name), v.check(isPrintable, 'unprintable')))),
  v.check((entries) => Object.keys(entries).length <= limits.configs, 'too-many-configs'),
);

const list = <T extends v.GenericSchema>(item: T, max: number) => v.pipe(v.array(item), v.maxLength(max));
const someOf = <T extends v.GenericSchema>(item: T, max: number) =>
  v.pipe(v.array(item), v.minLength(1), v.maxLength(max));

const keys = v.variant('kind', [
  v.strictObject({ kind: v.literal('none') }),
  v.strictObject({ kind: v.literal('users'), count: whole(1, limits.keys) }),
  v.strictObject({ kind: v.literal('skewed'), count: whole(1, limits.keys) }),
  v.strictObject({
    kind: v.literal('list'),
    keys: someOf(v.pipe(v.string(), v.maxLength(limits.listedKey)), limits.keyList),
    order: v.picklist(['given', 'drawn']),
  }),
]);

const load = v.variant('kind', [
  v.strictObject({
    kind: v.literal('burst'),
    records: whole(1, limits.burst),
    everyUs: whole(limits.burstUs.min, limits.burstUs.max),
  }),
  v.strictObject({ kind: v.literal('count'), records: whole(1, limits.recordsInAll) }),
]);

const headers = list(
  v.strictObject({ key: v.pipe(v.string(), v.maxLength(limits.name)), value: recordText }),
  limits.headers,
);
const serializer = v.picklist(serializerNames);
const timestampMs = whole(0, limits.startTimeMs);

const record = v.strictObject({
  keySerializer: v.exactOptional(serializer),
  valueSerializer: v.exactOptional(serializer),
  value: v.exactOptional(recordText),
  headers: v.exactOptional(headers),
  tombstonePercent: v.exactOptional(whole(0, 100)),
  partition: v.exactOptional(partition),
  timestamp: v.exactOptional(
    v.variant('kind', [
      v.strictObject({ kind: v.literal('at'), ms: timestampMs }),
      v.strictObject({ kind: v.literal('late'), upToMs: whole(0, limits.latenessMs) }),
    ]),
  ),
});

const broker = v.strictObject({ id: nodeId, rack });

const network = v.strictObject({
  latencyUs,
  jitterUs,
  bandwidth,
  lossPerMillion: whole(0, limits.lossPerMillion),
  retransmitUs: whole(limits.retransmitUs.min, limits.retransmitUs.max),
});

const topic = v.strictObject({
  name,
  partitions,
  replicationFactor: whole(1, limits.replicationFactor),
  configs,
});

const producer = v.strictObject({
  id: name,
  topic: name,
  ratePerSecond,
  keys,
  valueBytes: whole(0, limits.valueBytes),
  load: v.exactOptional(load),
  record: v.exactOptional(record),
  alsoTo: v.exactOptional(someOf(name, limits.topics)),
  configs,
});

const assign = someOf(v.strictObject({ topic: name, partition }), limits.assigned);

const member = v.strictObject({
  id: name,
  processingUs,
  rack: v.exactOptional(name),
  instanceId: v.exactOptional(name),
  assign: v.exactOptional(assign),
});

const attempts = whole(0, limits.attempts);
const someText = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.name), v.check(isPrintable, 'unprintable'));

const poison = v.strictObject({
  record: v.variant('by', [
    v.strictObject({ by: v.literal('key'), text: someText }),
    v.strictObject({ by: v.literal('value'), text: someText }),
    v.strictObject({ by: v.literal('offset'), every: whole(1, limits.every) }),
  ]),
  failures: v.exactOptional(attempts),
  retries: v.nullable(attempts),
  backoffMs: whole(0, limits.backoffMs),
  giveUp: v.picklist(['stop', 'skip', 'dead-letter']),
  deadLetterTopic: v.exactOptional(name),
});

const application = v.strictObject({
  commit: v.exactOptional(
    v.strictObject({
      call: v.picklist(['commitSync', 'commitAsync']),
      when: v.picklist(['before', 'after']),
      records: v.exactOptional(whole(1, limits.every)),
    }),
  ),
  poison: v.exactOptional(poison),
});

const group = v.strictObject({
  id: name,
  topics: list(name, limits.topics),
  pattern: v.exactOptional(name),
  application: v.exactOptional(application),
  members: list(member, limits.members),
  configs,
});

const setup = v.strictObject({
  brokers: someOf(broker, limits.brokers),
  controllerId: nodeId,
  controllerIds: v.exactOptional(someOf(nodeId, limits.controllers)),
  network,
  brokerConfigs: configs,
  topics: list(topic, limits.topics),
  producers: list(producer, limits.producers),
  groups: list(group, limits.groups),
});

const act = <const N extends string, E extends v.ObjectEntries>(called: N, entries: E) =>
  v.strictObject({ do: v.literal(called), ...entries });

const link = { from: nodeId, to: nodeId };

/** A file in a partition's directory, `topic-partition/name`. */
const filePath = v.pipe(v.string(), v.maxLength(limits.filePath), v.regex(/^[A-Za-z0-9._-]+-\d+\/[A-Za-z0-9._-]+$/));

const command = v.variant('do', [
  act('stop-broker', { broker: nodeId }),
  act('kill-broker', { broker: nodeId }),
  act('start-broker', { broker: nodeId }),
  act('power-off-broker', { broker: nodeId }),
  act('power-off-rack', { rack: name }),
  act('slow-disk', { broker: nodeId, appendUs: whole(0, limits.diskUs), flushUs: whole(0, limits.diskUs) }),
  act('fill-disk', { broker: nodeId, freeBytes: whole(0, limits.freeBytes) }),
  act('free-disk', { broker: nodeId }),
  act('write-byte', { broker: nodeId, path: filePath, position: whole(0, limits.filePosition), value: whole(0, 255) }),
  act('stop-controller', { controller: nodeId }),
  act('kill-controller', { controller: nodeId }),
  act('start-controller', { controller: nodeId }),
  act('pause-controller', { controller: nodeId }),
  act('resume-controller', { controller: nodeId }),
  act('add-broker', { broker: nodeId, rack }),
  act('unregister-broker', { broker: nodeId }),
  act('cut-link', link),
  act('heal-link', link),
  act('slow-link', { ...link, latencyUs: v.nullable(latencyUs) }),
  act('lose-packets', { ...link, lossPerMillion: v.nullable(whole(0, limits.lossPerMillion)) }),
  act('change-network', { latencyUs, jitterUs }),
  act('elect-preferred-leader', { topic: name, partition }),
  act('elect-unclean-leader', { topic: name, partition }),
  act('pause-broker', { broker: nodeId }),
  act('resume-broker', { broker: nodeId }),
  act('alter-topic-config', { topic: name, configs: configChange }),
  act('alter-broker-config', { broker: v.nullable(nodeId), configs: configChange }),
  act('delete-topic', { topic: name }),
  act('delete-records', { topic: name, partition, offset: whole(-1, limits.offset) }),
  act('reassign-partition', {
    topic: name,
    partition,
    replicas: v.nullable(someOf(nodeId, limits.brokers)),
    throttle: v.exactOptional(whole(0, limits.offset)),
  }),
  act('verify-reassignment', { topic: name, partition, replicas: someOf(nodeId, limits.brokers) }),
  act('produce-record', {
    topic: name,
    partition: v.nullable(partition),
    key: recordText,
    value: recordText,
    acks,
    headers: v.exactOptional(headers),
    timestamp: v.exactOptional(timestampMs),
  }),
  act('create-topic', { topic }),
  act('add-partitions', { topic: name, total: partitions }),
  act('add-producer', { producer }),
  act('change-producer', {
    producer: name,
    ratePerSecond: v.exactOptional(ratePerSecond),
    keys: v.exactOptional(keys),
    load: v.exactOptional(v.nullable(load)),
    record: v.exactOptional(v.nullable(record)),
    acks: v.exactOptional(acks),
    configs: v.exactOptional(configChange),
  }),
  act('remove-producer', { producer: name }),
  act('add-group', { group }),
  act('add-consumer', {
    group: name,
    member: name,
    processingUs,
    rack: v.exactOptional(name),
    instanceId: v.exactOptional(name),
    assign: v.exactOptional(assign),
  }),
  act('remove-consumer', { member: name }),
  act('crash-consumer', { member: name }),
  act('slow-consumer', { member: name, processingUs }),
  act('freeze-consumer', { member: name }),
  act('unfreeze-consumer', { member: name }),
  act('pause-consumer', { member: name }),
  act('resume-consumer', { member: name }),
  act('seek-consumer', {
    member: name,
    topic: v.nullable(name),
    partition: v.nullable(partition),
    to: v.union([whole(0, limits.offset), v.picklist(['beginning', 'end'])]),
  }),
  act('pause-partitions', { member: name, topic: v.nullable(name), partition: v.nullable(partition) }),
  act('resume-partitions', { member: name, topic: v.nullable(name), partition: v.nullable(partition) }),
  act('reset-offsets', {
    group: name,
    topic: v.nullable(name),
    partitions: v.exactOptional(someOf(partition, limits.partitionsPerTopic)),
    to: v.variant('kind', [
      v.strictObject({ kind: v.literal('to-earliest') }),
      v.strictObject({ kind: v.literal('to-latest') }),
      v.strictObject({ kind: v.literal('to-current') }),
      v.strictObject({ kind: v.literal('to-offset'), offset: whole(0, limits.offset) }),
      v.strictObject({ kind: v.literal('shift-by'), by: whole(-limits.offset, limits.offset) }),
      v.strictObject({ kind: v.literal('to-datetime'), ms: timestampMs }),
      v.strictObject({ kind: v.literal('by-duration'), ms: whole(0, limits.startTimeMs) }),
    ]),
  }),
  act('start-chaos', { profile: v.picklist(['gentle', 'rough', 'brutal']), seed: whole(0, limits.seed) }),
  act('stop-chaos', {}),
  act('power-off', {}),
  act('power-on', {}),
]);

/** Version 1 of the document: its shape and ranges. What belongs together is checked in consistency.ts. */
export const documentSchema = v.strictObject({
  format: v.literal('samsa-run'),
  version: v.literal(1),
  preset: name,
  seed: whole(0, limits.seed),
  startTimeMs: whole(0, limits.startTimeMs),
  setup,
  commands: list(v.strictObject({ atUs: timeUs, command }), limits.commands),
  momentUs: timeUs,
});
