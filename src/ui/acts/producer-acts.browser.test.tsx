import { expect, test } from 'vitest';
import { producerOf, snapshotOf } from '../../diagram/cluster/testing/snapshot-fixture.ts';
import type { ProducerDetail } from '../../sim/view/producer-detail.ts';
import { usePage } from '../../store/page.ts';
import { Inspector } from '../inspector/inspector.tsx';
import { fakeDriver } from '../testing/fake-driver.ts';
import { renderPanel } from '../testing/render-panel.tsx';

const shop = producerOf('shop', 'orders', { configs: { acks: 'all', 'linger.ms': '50' } });
const view = snapshotOf({ producers: [shop] });

const detail: ProducerDetail = {
  atUs: 1_000_000,
  lingerUs: 50_000,
  batchSize: 16_384,
  partitions: [
    { topic: 'orders', partition: 1, queued: 2, inFlight: 1, records: 31, bytes: 4096, oldestUs: 12_340, retries: 3 },
  ],
  requests: [{ api: 'Produce', to: 2, batches: 1, dueUs: 1_250_000 }],
  bufferUsed: 32_768,
  bufferMemory: 33_554_432,
  blockedForMetadata: 0,
  blockedForMemory: 4,
  producerId: 7,
  producerEpoch: 1,
  idempotent: true,
};

async function panel(told: ProducerDetail | null = null) {
  const driver = { ...fakeDriver(view), producer: async () => told };
  const screen = await renderPanel(<Inspector />, driver, view);
  usePage.getState().select({ kind: 'producer', id: 'shop' });
  return { driver, screen };
}

test('what the client holds is told with its limits', async () => {
  const { screen } = await panel(detail);
  const row = screen.getByRole('row').filter({ hasText: 'orders-1' });
  await expect.element(row).toHaveTextContent('orders-121314096' + '12.3 / 50 ms');
  const fact = (name: string) => screen.getByText(name, { exact: true }).element().closest('div')?.textContent;
  expect(fact('Produce → broker 2')).toContain('1 batch, 250 ms left');
  expect(fact('Sends that wait for memory')).toContain('4');
  expect(fact('producerId')).toContain('7, epoch 1');
});

test('any config can be set anew or taken back to its default', async () => {
  const { driver, screen } = await panel();
  await screen.getByText('Change the producer', { exact: true }).click();
  await screen.getByText('Configs', { exact: true }).first().click();
  await screen.getByLabelText('Set a config').selectOptions('batch.size');
  await screen.getByLabelText('batch.size').fill('1000');
  await screen.getByLabelText('Set a config').selectOptions('linger.ms');
  await expect.element(screen.getByLabelText('linger.ms')).toHaveValue('50');
  await screen.getByLabelText('linger.ms').fill('');
  await expect.element(screen.getByTestId('command-line').first()).toHaveTextContent(/batch\.size=1000/);
  await screen.getByRole('button', { name: 'Change', exact: true }).click();
  expect(driver.acts).toEqual([
    { do: 'change-producer', producer: 'shop', configs: { 'batch.size': '1000', 'linger.ms': null } },
  ]);
});

test('a workload is put together from its parts', async () => {
  const { driver, screen } = await panel();
  await screen.getByText('Change the producer', { exact: true }).click();
  await screen.getByLabelText('Load', { exact: true }).selectOptions('burst');
  await screen.getByLabelText('Every … seconds').fill('2.5');
  await screen.getByLabelText('Keys', { exact: true }).selectOptions('list');
  await screen.getByLabelText('Keys, one a line').fill('1\n\n2');
  await screen.getByText('Serializers, value, headers, time').click();
  await screen.getByLabelText('key.serializer').selectOptions('integer');
  await screen.getByLabelText('Value', { exact: true }).selectOptions('template');
  await screen.getByLabelText('Template of the value').fill('{n} {1..6}');
  await screen.getByLabelText('Headers', { exact: true }).fill('trace: {n}');
  await screen.getByRole('button', { name: 'Change', exact: true }).click();
  expect(driver.acts).toEqual([
    {
      do: 'change-producer',
      producer: 'shop',
      load: { kind: 'burst', records: 20, everyUs: 2_500_000 },
      keys: { kind: 'list', keys: ['1', '2'], order: 'given' },
      record: { keySerializer: 'integer', value: '{n} {1..6}', headers: [{ key: 'trace', value: '{n}' }] },
    },
  ]);
});
