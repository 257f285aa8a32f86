import { expect, test } from 'vitest';
import type { BrokerRegistrationRequest } from '../protocol/requests.ts';
import {
  beginControlledShutdown,
  fenceBroker,
  registerBroker,
  unfenceBroker,
  unregisterBroker,
} from './broker-registration.ts';
import type { MetadataImage } from './metadata-image.ts';
import { apply, clusterImage, drawPartition, incarnation } from './testing/cluster-image.ts';

const full = 'leader 1 epoch 0/0 replicas 1,2,3 isr 1,2,3';

function register(image: MetadataImage, request: Partial<BrokerRegistrationRequest>, sessionActive = false) {
  return registerBroker(
    image,
    {
      api: 'BrokerRegistration',
      brokerId: 1,
      incarnationId: incarnation(77),
      rack: null,
      previousBrokerEpoch: -1,
      ...request,
    },
    { sessionActive },
  );
}

function registered(image: MetadataImage, request: Partial<BrokerRegistrationRequest>): MetadataImage {
  const result = register(image, request);
  if (!result.ok) throw new Error(result.error);
  return apply(image, result.value.records);
}

test('a new broker starts fenced with the next offset as its epoch', () => {
  const image = clusterImage({ brokers: [1] });
  const result = register(image, { brokerId: 2, rack: 'r' });
  expect(result).toMatchObject({ ok: true, value: { brokerEpoch: image.offset + 1 } });
  const after = registered(image, { brokerId: 2, rack: 'r' });
  expect(after.brokers.get(2)).toMatchObject({
    epoch: image.offset + 1,
    registrationOffset: image.offset + 1,
    fenced: true,
    inControlledShutdown: false,
    rack: 'r',
  });
});

test('another process cannot take the id of a broker that has a session', () => {
  expect(register(clusterImage({}), {}, true)).toEqual({ ok: false, error: 'DUPLICATE_BROKER_REGISTRATION' });
});

test('the same process registers again with its epoch and its state, session or not', () => {
  const image = clusterImage({ partitions: [full] });
  const result = register(image, { incarnationId: incarnation(1), rack: 'new' }, true);
  expect(result).toMatchObject({
    ok: true,
    value: { brokerEpoch: 101, records: [{ type: 'RegisterBrokerRecord', fenced: false, rack: 'new' }] },
  });
});

test('after an unclean shutdown the broker is out of ISR and ELR; its epoch is the offset of the first record', () => {
  const image = clusterImage({
    partitions: [full, 'leader 2 replicas 1,2,3 isr 2 elr 1,3', 'leader none replicas 1 isr - elr 1 last 1'],
    configs: { 'min.insync.replicas': '2' },
  });
  const after = registered(image, { previousBrokerEpoch: -1 });
  expect([0, 1, 2].map((i) => drawPartition(after, i))).toEqual([
    'leader 2 epoch 1/1 replicas 1,2,3 isr 2,3',
    'leader 2 epoch 0/1 replicas 1,2,3 isr 2 elr 3',
    'leader none epoch 0/1 replicas 1 isr - last 1',
  ]);
  expect(after.brokers.get(1)).toMatchObject({ epoch: image.offset + 1, registrationOffset: image.offset + 4 });
});

test('after a clean shutdown the broker keeps its place in the ELR', () => {
  const image = clusterImage({
    partitions: ['leader 2 replicas 1,2,3 isr 2 elr 1,3'],
    configs: { 'min.insync.replicas': '2' },
  });
  expect(drawPartition(registered(image, { previousBrokerEpoch: 101 }))).toBe(
    'leader 2 epoch 0/0 replicas 1,2,3 isr 2 elr 1,3',
  );
});

test('after a clean shutdown that nobody noticed the broker goes from the ISR to the ELR', () => {
  const image = clusterImage({
    partitions: ['leader 2 replicas 1,2,3 isr 1,2'],
    configs: { 'min.insync.replicas': '2' },
  });
  expect(drawPartition(registered(image, { previousBrokerEpoch: 101 }))).toBe(
    'leader 2 epoch 0/1 replicas 1,2,3 isr 2 elr 1',
  );
});

test('without ELR an unclean registration counts as fencing: a sole ISR member stays', () => {
  const image = clusterImage({ elr: false, partitions: ['leader 1 replicas 1,2 isr 1'] });
  expect(drawPartition(registered(image, {}))).toBe('leader none epoch 1/1 replicas 1,2 isr 1');
});

test('fencing brokers one by one empties the ISR into the ELR', () => {
  let image = clusterImage({ partitions: [full] });
  const story: string[] = [];
  for (const id of [1, 2, 3]) {
    image = apply(image, fenceBroker(image, id));
    story.push(drawPartition(image));
  }
  expect(story).toEqual([
    'leader 2 epoch 1/1 replicas 1,2,3 isr 2,3',
    'leader 3 epoch 2/2 replicas 1,2,3 isr 3',
    'leader none epoch 3/3 replicas 1,2,3 isr - elr 3 last 3',
  ]);
  expect(image.brokers.get(3)?.fenced).toBe(true);
});

test('unfencing an ELR member makes it leader; unfencing another one does not', () => {
  let image = clusterImage({ partitions: [full] });
  for (const id of [1, 2, 3]) image = apply(image, fenceBroker(image, id));
  image = apply(image, unfenceBroker(image, 1, 101));
  expect(drawPartition(image)).toBe('leader none epoch 3/3 replicas 1,2,3 isr - elr 3 last 3');
  image = apply(image, unfenceBroker(image, 3, 103));
  expect(drawPartition(image)).toBe('leader 3 epoch 4/4 replicas 1,2,3 isr 3');
});

test('unfencing goes to an unclean leader where the topic allows it', () => {
  let image = clusterImage({ partitions: [full], configs: { 'unclean.leader.election.enable': 'true' } });
  for (const id of [1, 2, 3]) image = apply(image, fenceBroker(image, id));
  image = apply(image, unfenceBroker(image, 2, 102));
  expect(drawPartition(image)).toBe('leader 2 epoch 4/4 replicas 1,2,3 isr 2 recovering');
});

test('fencing does not wait for an unclean leader where the topic allows one', () => {
  const image = clusterImage({
    partitions: ['leader 1 replicas 1,2,3 isr 1'],
    configs: { 'unclean.leader.election.enable': 'true' },
  });
  expect(drawPartition(apply(image, fenceBroker(image, 1)))).toBe('leader 2 epoch 1/1 replicas 1,2,3 isr 2 recovering');
});

test('with the static setting of the controller unclean elections are allowed too', () => {
  const image = clusterImage({ partitions: ['leader 1 replicas 1,2,3 isr 1'] });
  const node = { nodeId: 100, staticConfig: new Map([['unclean.leader.election.enable', 'true']]) };
  expect(drawPartition(apply(image, fenceBroker(image, 1, node)))).toContain('leader 2');
});

test('a controlled shutdown hands over leadership and says so first', () => {
  const image = clusterImage({ partitions: [full, 'leader 2 replicas 2,3,1 isr 2,3,1'] });
  const records = beginControlledShutdown(image, 1);
  expect(records[0]).toMatchObject({ type: 'BrokerRegistrationChangeRecord', inControlledShutdown: 1, fenced: 0 });
  const after = apply(image, records);
  expect([drawPartition(after, 0), drawPartition(after, 1)]).toEqual([
    'leader 2 epoch 1/1 replicas 1,2,3 isr 2,3',
    'leader 2 epoch 0/1 replicas 2,3,1 isr 2,3',
  ]);
  expect(beginControlledShutdown(after, 1)).toEqual([]);
});

test('an unregistered broker is out of ISR and ELR', () => {
  const image = clusterImage({
    partitions: [full, 'leader 2 replicas 1,2,3 isr 2,3 elr 1'],
    configs: { 'min.insync.replicas': '3' },
  });
  const result = unregisterBroker(image, 1);
  const after = apply(image, result.ok ? result.value : []);
  expect([drawPartition(after, 0), drawPartition(after, 1)]).toEqual([
    'leader 2 epoch 1/1 replicas 1,2,3 isr 2,3 elr 1',
    'leader 2 epoch 0/0 replicas 1,2,3 isr 2,3 elr 1',
  ]);
  expect(after.brokers.has(1)).toBe(false);
  expect(unregisterBroker(after, 1)).toEqual({ ok: false, error: 'BROKER_ID_NOT_REGISTERED' });
});
