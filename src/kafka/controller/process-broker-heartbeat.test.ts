import { expect, test } from 'vitest';
import type { BrokerHeartbeatRequest } from '../protocol/requests.ts';
import {
  activateHeartbeats,
  copyHeartbeats,
  createHeartbeats,
  hasValidSession,
  lowestActiveOffset,
  noteContact,
  noteControlledShutdownOffset,
  replayOnHeartbeats,
} from './broker-heartbeats.ts';
import { registerBroker } from './broker-registration.ts';
import type { MetadataImage } from './metadata-image.ts';
import type { MetadataRecord } from './metadata-records.ts';
import { fenceOneStaleBroker, processBrokerHeartbeat, staleBrokerCheckPeriodUs } from './process-broker-heartbeat.ts';
import { apply, clusterImage, drawPartition, incarnation } from './testing/cluster-image.ts';

const second = 1_000_000;
const full = 'leader 1 epoch 0/0 replicas 1,2,3 isr 1,2,3';

/** An active controller: what it writes is applied and replayed at once. */
function controller(image: MetadataImage) {
  const heartbeats = createHeartbeats(0);
  activateHeartbeats(heartbeats, image, 0);
  const self = {
    image,
    heartbeats,
    write(records: readonly MetadataRecord[]) {
      self.image = apply(self.image, records);
      replayOnHeartbeats(heartbeats, records, self.image);
    },
    beat(brokerId: number, nowUs: number, ask: Partial<BrokerHeartbeatRequest> = {}) {
      const request: BrokerHeartbeatRequest = {
        api: 'BrokerHeartbeat',
        brokerId,
        brokerEpoch: self.image.brokers.get(brokerId)?.epoch ?? -1,
        currentMetadataOffset: self.image.offset,
        wantFence: false,
        wantShutDown: false,
        ...ask,
      };
      const result = processBrokerHeartbeat(self.image, heartbeats, request, nowUs);
      self.write(result.records);
      if (result.inControlledShutdown) noteControlledShutdownOffset(heartbeats, brokerId, self.image.offset);
      return { ...result.response, records: result.records.map((record) => record.type) };
    },
    fenceOne(nowUs: number) {
      const result = fenceOneStaleBroker(self.image, heartbeats, nowUs, 9000);
      self.write(result.records);
      return result.again;
    },
  };
  return self;
}

function returning(cluster: ReturnType<typeof controller>, brokerId: number): void {
  const request = {
    api: 'BrokerRegistration',
    brokerId,
    incarnationId: incarnation(70 + brokerId),
    rack: null,
    previousBrokerEpoch: -1,
  } as const;
  const result = registerBroker(cluster.image, request, { sessionActive: false });
  if (result.ok) cluster.write(result.value.records);
}

test('a returning broker is unfenced when it wants to and has read its own registration', () => {
  const cluster = controller(clusterImage({ partitions: [full] }));
  returning(cluster, 1);
  const behind = cluster.image.offset - 1;
  expect(cluster.beat(1, 0, { currentMetadataOffset: behind })).toMatchObject({ isCaughtUp: false, isFenced: true });
  expect(cluster.beat(1, 0, { wantFence: true })).toMatchObject({ isCaughtUp: true, isFenced: true, records: [] });
  expect(cluster.beat(1, 0)).toMatchObject({
    isFenced: false,
    records: ['BrokerRegistrationChangeRecord', 'BrokerRegistrationChangeRecord'],
  });
  expect(cluster.image.brokers.get(1)).toMatchObject({ fenced: false, cordonedLogDirs: [] });
});

test('the cordoned directories are told once, by the heartbeat after the broker has caught up', () => {
  const cluster = controller(clusterImage({ partitions: [full] }));
  returning(cluster, 1);
  expect(cluster.beat(1, 0, { wantFence: true }).records).toEqual([]);
  expect(cluster.beat(1, 0, { wantFence: true }).records).toEqual(['BrokerRegistrationChangeRecord']);
  expect(cluster.beat(1, 0, { wantFence: true }).records).toEqual([]);
});

test('a heartbeat of an old incarnation is refused', () => {
  const cluster = controller(clusterImage({}));
  expect(cluster.beat(1, 0, { brokerEpoch: 7 })).toMatchObject({ error: 'STALE_BROKER_EPOCH', isFenced: true });
});

test('a broker may ask to be fenced, and a fenced one to go at once', () => {
  const cluster = controller(clusterImage({ partitions: [full] }));
  expect(cluster.beat(2, 0, { wantFence: true })).toMatchObject({ isFenced: true, shouldShutDown: false });
  expect(drawPartition(cluster.image)).toBe('leader 1 epoch 0/1 replicas 1,2,3 isr 1,3');
  expect(cluster.beat(2, 0, { wantShutDown: true })).toMatchObject({ shouldShutDown: true });
});

test('a broker that leads nothing goes at once', () => {
  const cluster = controller(clusterImage({ partitions: [full] }));
  expect(cluster.beat(3, 0, { wantShutDown: true })).toMatchObject({ shouldShutDown: true, isFenced: true });
  expect(cluster.image.brokers.get(3)?.fenced).toBe(true);
});

test('a leader waits until the others have read of its shutdown', () => {
  const cluster = controller(clusterImage({ partitions: [full] }));
  const before = cluster.image.offset;
  for (const id of [1, 2, 3]) cluster.beat(id, 0);
  const first = cluster.beat(1, 0, { wantShutDown: true });
  expect(first).toMatchObject({ isFenced: false, shouldShutDown: false });
  expect(drawPartition(cluster.image)).toBe('leader 2 epoch 1/1 replicas 1,2,3 isr 2,3');
  cluster.beat(2, second);
  cluster.beat(3, second, { currentMetadataOffset: before });
  expect(cluster.beat(1, second, { wantShutDown: true }).shouldShutDown).toBe(false);
  cluster.beat(3, 2 * second);
  expect(cluster.beat(1, 2 * second, { wantShutDown: true })).toMatchObject({ shouldShutDown: true, isFenced: true });
});

test('a lone broker that leads waits only for its own leadership to end', () => {
  const cluster = controller(clusterImage({ brokers: [1], partitions: ['leader 1 replicas 1 isr 1'] }));
  expect(cluster.beat(1, 0, { wantShutDown: true }).shouldShutDown).toBe(false);
  expect(drawPartition(cluster.image)).toBe('leader none epoch 1/1 replicas 1 isr - elr 1 last 1');
  expect(cluster.beat(1, 0, { wantShutDown: true }).shouldShutDown).toBe(true);
});

test('each check ends one session', () => {
  const cluster = controller(clusterImage({ partitions: [full] }));
  expect(cluster.fenceOne(9 * second)).toBe(false);
  const fenced = () => [1, 2, 3].filter((id) => cluster.image.brokers.get(id)?.fenced);
  expect(cluster.fenceOne(9 * second + 1)).toBe(true);
  expect(fenced()).toHaveLength(1);
  expect(cluster.fenceOne(9 * second + 1)).toBe(true);
  expect(cluster.fenceOne(9 * second + 1)).toBe(true);
  expect(fenced()).toEqual([1, 2, 3]);
  expect(cluster.fenceOne(9 * second + 1)).toBe(false);
});

test('a heartbeat keeps the session', () => {
  const cluster = controller(clusterImage({}));
  cluster.beat(2, 5 * second);
  while (cluster.fenceOne(10 * second));
  expect([1, 2, 3].map((id) => cluster.image.brokers.get(id)?.fenced)).toEqual([true, false, true]);
});

test("a fenced broker's session lasts until its timeout", () => {
  const cluster = controller(clusterImage({}));
  expect(cluster.beat(3, 0, { wantShutDown: true })).toMatchObject({ isFenced: true });
  expect(hasValidSession(cluster.heartbeats, 3, 103, 9 * second, 9000)).toBe(true);
  expect(hasValidSession(cluster.heartbeats, 3, 103, 9 * second + 1, 9000)).toBe(false);
  expect(hasValidSession(cluster.heartbeats, 3, 99, 0, 9000)).toBe(false);
});

test('the session of an older incarnation ends without fencing the newer one', () => {
  const cluster = controller(clusterImage({ brokers: [1] }));
  returning(cluster, 1);
  cluster.beat(1, second);
  cluster.beat(1, 10 * second);
  expect(cluster.fenceOne(10 * second)).toBe(true);
  expect(cluster.image.brokers.get(1)?.fenced).toBe(false);
});

test('the check comes eight times a session', () => {
  expect(staleBrokerCheckPeriodUs(9000)).toBe(1_125_000);
});

test('a copy shares nothing that changes', () => {
  const heartbeats = createHeartbeats(0);
  activateHeartbeats(heartbeats, clusterImage({}), 0);
  const before = structuredClone(heartbeats);
  const copy = copyHeartbeats(heartbeats, 4);
  noteContact(copy, 1, 101, 77);
  noteContact(copy, 9, 1, 77);
  copy.brokers.delete(2);
  expect(heartbeats).toEqual(before);
  expect(copy.cow).toBe(4);
});

test('the lowest offset counts only brokers that are neither fenced nor shutting down', () => {
  const cluster = controller(clusterImage({ partitions: [full] }));
  cluster.beat(1, 0, { currentMetadataOffset: 5 });
  cluster.beat(2, 0, { currentMetadataOffset: 7 });
  cluster.beat(3, 0, { wantFence: true });
  expect(lowestActiveOffset(cluster.heartbeats)).toBe(5);
  cluster.beat(1, 0, { wantShutDown: true });
  expect(lowestActiveOffset(cluster.heartbeats)).toBe(7);
});
