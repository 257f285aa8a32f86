import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { brokerOf, replicaOf, snapshotOf, voterOf } from '../../diagram/cluster/testing/snapshot-fixture.ts';
import type { RecordDetail, Snapshot } from '../../sim/snapshot.ts';
import { usePage } from '../../store/page.ts';
import { fakeDriver } from '../testing/fake-driver.ts';
import { renderPanel } from '../testing/render-panel.tsx';
import { Inspector } from './inspector.tsx';

const orders: Snapshot['topics'][number] = {
  name: 'orders',
  topicId: 'abc',
  internal: false,
  partitions: 3,
  replicationFactor: 3,
  minInsyncReplicas: 2,
  configs: { 'min.insync.replicas': '2', 'segment.ms': '15000' },
};
const partition: Snapshot['partitions'][number] = {
  topic: 'orders',
  partition: 0,
  index: 0,
  internal: false,
  leader: 1,
  preferredLeader: 1,
  leaderEpoch: 3,
  partitionEpoch: 5,
  isr: [1],
  elr: [2],
  addingReplicas: [],
  removingReplicas: [],
  unavailableUs: 0,
  minInsyncReplicas: 2,
  replicas: [replicaOf(1, { role: 'leader', logEndOffset: 27 }), replicaOf(2, { inSync: false })],
  recentKeys: [],
};
const view = snapshotOf({ topics: [orders], partitions: [partition] });

test('a record by hand goes out with what was typed, and its command line follows the fields', async () => {
  const driver = fakeDriver(view);
  const screen = await renderPanel(<Inspector />, driver, view);
  usePage.getState().openProduce({});
  await screen.getByLabelText('Key', { exact: true }).fill('user-7');
  await screen.getByLabelText('Value', { exact: true }).fill('latte');
  await screen.getByLabelText('acks').selectOptions('1');
  await expect.element(screen.getByTestId('command-line')).toHaveTextContent(/user-7:latte.*--topic orders.*acks 1/);
  await screen.getByRole('button', { name: 'Send the record' }).click();
  expect(driver.acts).toEqual([
    { do: 'produce-record', topic: 'orders', partition: null, key: 'user-7', value: 'latte', acks: '1' },
  ]);
});

test('an empty key is Kafka’s null key', async () => {
  const driver = fakeDriver(view);
  const screen = await renderPanel(<Inspector />, driver, view);
  usePage.getState().openProduce({ topic: 'orders', partition: 2 });
  await screen.getByLabelText('Key', { exact: true }).fill('');
  await screen.getByLabelText('null value (tombstone)').click();
  await screen.getByRole('button', { name: 'Send the record' }).click();
  expect(driver.acts).toMatchObject([{ key: null, value: null, partition: 2 }]);
});

test('a broker that runs can be killed, one that is down can be started', async () => {
  const driver = fakeDriver(view);
  const screen = await renderPanel(<Inspector />, driver, view);
  usePage.getState().select({ kind: 'broker', id: 1 });
  await screen.getByRole('button', { name: 'Kill broker' }).click();
  expect(driver.acts).toEqual([{ do: 'kill-broker', broker: 1 }]);
  usePage.setState({ view: snapshotOf({ brokers: [brokerOf(1, { state: 'crashed' })] }) });
  await expect.element(screen.getByRole('button', { name: 'Start broker' })).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Kill broker' })).not.toBeInTheDocument();
});

test('a broker that is a controller too shows both roles, and is acted on as one process', async () => {
  const combined = snapshotOf({
    controller: { id: 2, metadataOffset: 57, running: true },
    controllers: [1, 2, 3].map((id) => voterOf(id, 2)),
  });
  const driver = fakeDriver(combined);
  const screen = await renderPanel(<Inspector />, driver, combined);
  await expect.element(screen.getByText('controller 2')).not.toBeInTheDocument();
  usePage.getState().select({ kind: 'broker', id: 1 });
  await expect.element(screen.getByText('broker,controller')).toBeVisible();
  await expect.element(screen.getByRole('heading', { name: /^As controller/ })).toBeVisible();
  await expect.element(screen.getByText('node 2')).toBeVisible();
  await screen.getByRole('button', { name: 'Kill broker' }).click();
  expect(driver.acts).toEqual([{ do: 'kill-broker', broker: 1 }]);
});

test('a partition tells its offsets, what is missing, and which configs are not Kafka’s defaults', async () => {
  const screen = await renderPanel(<Inspector />, fakeDriver(view), view);
  usePage.getState().select({ kind: 'partition', topic: 'orders', partition: 0 });
  await expect.element(screen.getByText('Fewer replicas are in sync than')).toBeVisible();
  const row = (name: string) => screen.getByText(name, { exact: true }).element().closest('div');
  await expect.element(screen.getByText('segment.ms')).toBeVisible();
  expect(row('Log End Offset')?.textContent).toContain('27');
  expect(row('Not committed yet')?.textContent).toContain('3derived');
  expect(row('segment.ms')?.textContent).toContain('15000changed');
  expect(row('cleanup.policy')?.textContent).toContain('deletedefault');
});

test('a throttle that outlived its move is warned of, with what is observed, and can be verified away', async () => {
  const throttled = snapshotOf({
    topics: [{ ...orders, configs: { 'follower.replication.throttled.replicas': '0:2' } }],
    brokers: [brokerOf(1), brokerOf(2, { throttle: { follower: { rate: 1024, observed: 2048.4 } } })],
    partitions: [{ ...partition, replicas: [replicaOf(1, { role: 'leader' }), replicaOf(2, { throttled: 'held' })] }],
  });
  const driver = fakeDriver(throttled);
  const screen = await renderPanel(<Inspector />, driver, throttled);
  usePage.getState().select({ kind: 'partition', topic: 'orders', partition: 0 });
  await expect.element(screen.getByText('the throttle stays until the reassignment is verified')).toBeVisible();
  await expect.element(screen.getByRole('row', { name: '2 takes in 2 KiB/s 1 KiB/s' })).toBeVisible();
  await expect.element(screen.getByText('held back now')).toBeVisible();
  await screen.getByRole('button', { name: 'Verify, and clear the throttle' }).click();
  expect(driver.acts).toEqual([{ do: 'verify-reassignment', topic: 'orders', partition: 0, replicas: [1, 2] }]);
});

test('what has gone since is said, not shown', async () => {
  const screen = await renderPanel(<Inspector />, fakeDriver(view), view, 'ko');
  usePage.getState().select({ kind: 'producer', id: 'shop' });
  await expect.element(screen.getByText('이 시점에는 더 이상 없습니다.')).toBeVisible();
});

const detail: RecordDetail = {
  topic: 'orders',
  partition: 0,
  offset: 25,
  timestampMs: 1_767_603_600_000,
  key: new TextEncoder().encode('user-7'),
  value: new Uint8Array([0xff, 0x00]),
  headers: [],
  leaderEpoch: 3,
  committed: false,
  batchBaseOffset: 24,
  batchLastOffset: 26,
  batchBytes: 240,
  crc: -1,
  onBrokers: [1],
  readBy: [{ group: 'billing', read: false, committed: false }],
};

test('a record shows its bytes, its batch, its CRC and who has read it', async () => {
  const screen = await renderPanel(<Inspector />, fakeDriver(view, detail), view);
  usePage.getState().showRecord({ topic: 'orders', partition: 0, offset: 25, broker: 1 });
  await expect.element(screen.getByText('user-7')).toBeVisible();
  await expect.element(screen.getByText('ff 00')).toBeVisible();
  await expect.element(screen.getByText('not yet: no consumer may read it')).toBeVisible();
  await expect.element(screen.getByText('0xffffffff')).toBeVisible();
  await expect.element(screen.getByText('not read yet')).toBeVisible();
});

test('a topic’s config is chosen from Kafka’s catalogue, changed, or taken back to its default', async () => {
  const driver = fakeDriver(view);
  const screen = await renderPanel(<Inspector />, driver, view);
  usePage.getState().select({ kind: 'topic', name: 'orders' });
  await screen.getByText('Change the topic’s configs').click();
  await screen.getByLabelText('Config', { exact: true }).selectOptions('segment.ms');
  await expect.element(screen.getByLabelText('Value', { exact: true })).toHaveValue('15000');
  await screen.getByLabelText('Value', { exact: true }).fill('20000');
  await screen.getByRole('button', { name: 'Change the config' }).click();
  await screen.getByLabelText('back to the default, 604800000').click();
  await screen.getByRole('button', { name: 'Change the config' }).click();
  expect(driver.acts).toEqual([
    { do: 'alter-topic-config', topic: 'orders', configs: { 'segment.ms': '20000' } },
    { do: 'alter-topic-config', topic: 'orders', configs: { 'segment.ms': null } },
  ]);
});

test('a partition is reassigned to a list of nodes', async () => {
  const driver = fakeDriver(view);
  const screen = await renderPanel(<Inspector />, driver, view);
  usePage.getState().select({ kind: 'partition', topic: 'orders', partition: 0 });
  await screen.getByText('Reassign the partition').click();
  const replicas = screen.getByLabelText('Replicas', { exact: true });
  await expect.element(replicas).toHaveValue('1, 2');
  await replicas.fill('3,1, two');
  await expect.element(screen.getByRole('button', { name: 'Reassign', exact: true })).toBeDisabled();
  await replicas.fill('3,1');
  await screen.getByRole('button', { name: 'Reassign', exact: true }).click();
  expect(driver.acts).toEqual([{ do: 'reassign-partition', topic: 'orders', partition: 0, replicas: [3, 1] }]);
});

test('a config that the brokers changed for all topics is not called a default', async () => {
  const changed = snapshotOf({ topics: [orders], partitions: [partition], topicDefaults: { 'retention.ms': '60000' } });
  const screen = await renderPanel(<Inspector />, fakeDriver(changed), changed);
  usePage.getState().select({ kind: 'topic', name: 'orders' });
  const row = screen.getByRole('definition').filter({ hasText: '60000' });
  await expect.element(row).toHaveTextContent('60000changed');
});

/** A page of that width, on which a button that has the keyboard selects broker 1. */
async function selectedByKeyboard(width: number) {
  await page.viewport(width, 800);
  const screen = await renderPanel(
    <>
      <button type="button" onClick={() => usePage.getState().select({ kind: 'broker', id: 1 })}>
        Look
      </button>
      <Inspector />
    </>,
    fakeDriver(view),
    view,
  );
  const look = screen.getByRole('button', { name: 'Look', exact: true });
  look.element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('button', { name: 'Kill broker' })).toBeVisible();
  return { screen, look };
}

test('as a sheet it takes the keyboard when it comes, and gives it back when it goes', async () => {
  const { screen, look } = await selectedByKeyboard(390);
  expect(screen.getByRole('complementary').element().contains(document.activeElement)).toBe(true);
  await screen.getByRole('button', { name: 'Close' }).click();
  await expect.element(look).toHaveFocus();
});

test('beside the stage it leaves the keyboard where it is', async () => {
  const { look } = await selectedByKeyboard(1280);
  await expect.element(look).toHaveFocus();
});
