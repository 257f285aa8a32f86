import { expect, test } from 'vitest';
import { JavaRandom } from '../../base/java-random.ts';
import type { CreatePartitionsRequest, CreateTopicsRequest } from '../protocol/requests.ts';
import { fenceBroker } from './broker-registration.ts';
import { createPartitions } from './create-partitions.ts';
import type { MetadataImage } from './metadata-image.ts';
import { apply, clusterImage, directory, draw } from './testing/cluster-image.ts';
import { createTopics } from './topics.ts';

type Wanted = Partial<CreateTopicsRequest['topics'][number]>;

function create(image: MetadataImage, wanted: readonly Wanted[], seed = 42) {
  const topics = wanted.map((topic) => ({
    name: 'new',
    numPartitions: topic.assignments === undefined ? 1 : -1,
    replicationFactor: topic.assignments === undefined ? 1 : -1,
    assignments: [],
    configs: [],
    ...topic,
  }));
  let ids = 0;
  const newTopicId = () => `${String(ids++).padStart(20, 'T')}0A`;
  const defaults = { numPartitions: 2, defaultReplicationFactor: 3 };
  return createTopics(image, { api: 'CreateTopics', topics }, new JavaRandom(seed), newTopicId, defaults);
}

const refusal = (image: MetadataImage, topic: Wanted) => {
  const { records, response } = create(image, [topic]);
  expect(records).toEqual([]);
  return [response.topics[0]?.error, response.topics[0]?.errorMessage];
};

const drawTopic = (image: MetadataImage, name: string) => image.topics.get(name)?.partitions.map(draw);

test('a topic is its record, its configs, a cleared ELR and its partitions, in this order', () => {
  const configs = [
    { name: 'retention.ms', value: '5000' },
    { name: 'min.insync.replicas', value: '2' },
  ];
  const { records, response } = create(clusterImage({}), [{ replicationFactor: 3, configs }]);
  expect(response.topics).toEqual([{ name: 'new', error: 'NONE', errorMessage: null }]);
  expect(records).toMatchObject([
    { type: 'TopicRecord', name: 'new' },
    { type: 'ConfigRecord', name: 'min.insync.replicas', value: '2' },
    { type: 'ConfigRecord', name: 'retention.ms', value: '5000' },
    { type: 'ClearElrRecord', topicName: 'new' },
    { type: 'PartitionRecord', partitionId: 0, leaderEpoch: 0, partitionEpoch: 0 },
  ]);
});

test('replicas lie where java.util.Random(42) puts them', () => {
  const image = clusterImage({});
  const after = apply(image, create(image, [{ numPartitions: 3, replicationFactor: 3 }]).records);
  expect(drawTopic(after, 'new')).toEqual([
    'leader 3 epoch 0/0 replicas 3,1,2 isr 3,1,2',
    'leader 1 epoch 0/0 replicas 1,2,3 isr 1,2,3',
    'leader 2 epoch 0/0 replicas 2,3,1 isr 2,3,1',
  ]);
  expect(after.topics.get('new')?.partitions[0]?.directories).toEqual([3, 1, 2].map(directory));
});

test("−1 stands for the controller's defaults", () => {
  const image = clusterImage({});
  const after = apply(image, create(image, [{ numPartitions: -1, replicationFactor: -1 }]).records);
  expect(after.topics.get('new')?.partitions.map((p) => p.replicas.length)).toEqual([3, 3]);
});

test('a fenced broker gets replicas but is in no ISR, and leads nothing', () => {
  let image = clusterImage({});
  image = apply(image, fenceBroker(image, 2));
  const after = apply(
    image,
    create(image, [
      {
        assignments: [
          [2, 1],
          [3, 2],
        ],
      },
    ]).records,
  );
  expect(drawTopic(after, 'new')).toEqual([
    'leader 1 epoch 0/0 replicas 2,1 isr 1',
    'leader 3 epoch 0/0 replicas 3,2 isr 3',
  ]);
  expect(refusal(image, { assignments: [[2]] })).toEqual([
    'INVALID_REPLICA_ASSIGNMENT',
    'All brokers specified in the manual partition assignment for partition 0 are fenced or in controlled shutdown.',
  ]);
});

test.each([
  [{ name: '..' }, "Topic name is invalid: '..' is not allowed"],
  [{ name: '' }, 'Topic name is invalid: the empty string is not allowed'],
  [
    { name: 'x..y/' },
    "Topic name is invalid: 'x..y/' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'",
  ],
  [
    { name: 'a'.repeat(250) },
    `Topic name is invalid: the length of '${'a'.repeat(250)}' is longer than the max allowed length 249`,
  ],
])('the name %j is refused', (topic, message) => {
  expect(refusal(clusterImage({}), topic)).toEqual(['INVALID_TOPIC_EXCEPTION', message]);
});

test('names that differ in . and _ only collide; the same name exists already', () => {
  const image = clusterImage({});
  const after = apply(image, create(image, [{ name: 'a.b' }]).records);
  expect(refusal(after, { name: 'a_b' })).toEqual([
    'INVALID_TOPIC_EXCEPTION',
    "Topic 'a_b' collides with existing topic: a.b",
  ]);
  expect(refusal(after, { name: 'a.b' })).toEqual(['TOPIC_ALREADY_EXISTS', "Topic 'a.b' already exists."]);
});

test('more replicas than brokers, or none, are refused', () => {
  const image = clusterImage({});
  expect(refusal(image, { replicationFactor: 4 })).toEqual([
    'INVALID_REPLICATION_FACTOR',
    'Unable to replicate the partition 4 time(s): The target replication factor of 4 cannot be reached because only 3 ' +
      'broker(s) are registered or some brokers have all their log directories cordoned.',
  ]);
  expect(refusal(image, { replicationFactor: 0 })).toEqual([
    'INVALID_REPLICATION_FACTOR',
    'Replication factor must be larger than 0, or -1 to use the default value.',
  ]);
  expect(refusal(image, { numPartitions: 0 })).toEqual([
    'INVALID_PARTITIONS',
    'Number of partitions was set to an invalid non-positive value.',
  ]);
});

test.each([
  [[[]], 'The manual partition assignment includes an empty replica list.'],
  [[[1, 9]], 'The manual partition assignment includes broker 9, but no such broker is registered.'],
  [[[1, 2, 1]], 'The manual partition assignment includes the broker 1 more than once.'],
  [
    [[1, 2], [3]],
    'The manual partition assignment includes a partition with 1 replica(s), but this is not consistent with previous ' +
      'partitions, which have 2 replica(s).',
  ],
])('the assignment %j is refused', (assignments, message) => {
  expect(refusal(clusterImage({}), { assignments })).toEqual(['INVALID_REPLICA_ASSIGNMENT', message]);
});

test('an assignment excludes numbers', () => {
  expect(refusal(clusterImage({}), { assignments: [[1]], replicationFactor: 1 })).toEqual([
    'INVALID_REQUEST',
    'A manual partition assignment was specified, but replication factor was not set to -1.',
  ]);
  expect(refusal(clusterImage({}), { assignments: [[1]], numPartitions: 1 })).toEqual([
    'INVALID_REQUEST',
    'A manual partition assignment was specified, but numPartitions was not set to -1.',
  ]);
});

test("a bad config is refused in Kafka's words", () => {
  const configs = (name: string, value: string) => ({ configs: [{ name, value }] });
  expect(refusal(clusterImage({}), configs('min.insync.replicas', '0'))).toEqual([
    'INVALID_CONFIG',
    'Invalid value 0 for configuration min.insync.replicas: Value must be at least 1',
  ]);
  expect(refusal(clusterImage({}), configs('nope', '1'))).toEqual([
    'INVALID_CONFIG',
    'Unknown topic config name: nope',
  ]);
});

test('each topic stands for itself; doubles and the metadata log are refused last', () => {
  const wanted = [{ name: 'd' }, { name: 'good' }, { name: 'd' }, { name: '__cluster_metadata' }, { name: '.' }];
  const { records, response } = create(clusterImage({}), wanted);
  expect(records.map((record) => record.type)).toEqual(['TopicRecord', 'PartitionRecord']);
  expect(response.topics).toMatchObject([
    { name: 'good', error: 'NONE' },
    { name: '.', error: 'INVALID_TOPIC_EXCEPTION' },
    { name: 'd', error: 'INVALID_REQUEST', errorMessage: 'Duplicate topic name.' },
    {
      name: '__cluster_metadata',
      error: 'INVALID_REQUEST',
      errorMessage: 'Creation of internal topic __cluster_metadata is prohibited.',
    },
  ]);
});

function grow(image: MetadataImage, topic: Partial<CreatePartitionsRequest['topics'][number]>) {
  const topics = [{ name: 't', count: 3, assignments: [], ...topic }];
  return createPartitions(image, { api: 'CreatePartitions', topics }, new JavaRandom(0));
}

const two = ['leader 1 replicas 1,2 isr 1,2', 'leader 2 replicas 2,1 isr 2,1'];

test('new partitions follow the old ones, with the replication factor of the first', () => {
  const image = clusterImage({ partitions: two });
  const { records, response } = grow(image, { count: 4 });
  expect(response.results).toEqual([{ name: 't', error: 'NONE', errorMessage: null }]);
  expect(records).toMatchObject([{ partitionId: 2 }, { partitionId: 3 }]);
  expect(
    apply(image, records)
      .topics.get('t')
      ?.partitions.map((p) => p.replicas.length),
  ).toEqual([2, 2, 2, 2]);
});

test('new partitions may be assigned by hand', () => {
  const image = clusterImage({ partitions: two });
  const after = apply(image, grow(image, { assignments: [[3, 1]] }).records);
  expect(drawTopic(after, 't')?.[2]).toBe('leader 3 epoch 0/0 replicas 3,1 isr 3,1');
});

test.each([
  [{ name: 'x' }, 'UNKNOWN_TOPIC_OR_PARTITION', null],
  [{ count: 2 }, 'INVALID_PARTITIONS', 'Topic already has 2 partition(s).'],
  [{ count: 1 }, 'INVALID_PARTITIONS', 'The topic t currently has 2 partition(s); 1 would not be an increase.'],
  [
    { count: 5, assignments: [[1, 2]] },
    'INVALID_REPLICA_ASSIGNMENT',
    'Attempted to add 3 additional partition(s), but only 1 assignment(s) were specified.',
  ],
  [
    { assignments: [[1]] },
    'INVALID_REPLICA_ASSIGNMENT',
    'The manual partition assignment includes a partition with 1 replica(s), but this is not consistent with previous ' +
      'partitions, which have 2 replica(s).',
  ],
] as const)('growing by %j is refused', (topic, error, errorMessage) => {
  const { records, response } = grow(clusterImage({ partitions: two }), topic);
  expect(records).toEqual([]);
  expect(response.results).toMatchObject([{ error, errorMessage }]);
});

test('too few brokers for the old replication factor are told without the sentence of a new topic', () => {
  const image = clusterImage({ brokers: [1], partitions: two });
  expect(grow(image, {}).response.results[0]?.errorMessage).toBe(
    'The target replication factor of 2 cannot be reached because only 1 broker(s) are registered or some brokers have ' +
      'all their log directories cordoned.',
  );
});
