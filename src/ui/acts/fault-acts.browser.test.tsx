import { expect, test } from 'vitest';
import { brokerOf, snapshotOf } from '../../diagram/cluster/testing/snapshot-fixture.ts';
import { usePage } from '../../store/page.ts';
import { Inspector } from '../inspector/inspector.tsx';
import { fakeDriver } from '../testing/fake-driver.ts';
import { renderPanel } from '../testing/render-panel.tsx';

const brokers = [brokerOf(1, { rack: 'a' }), brokerOf(2, { rack: 'b', disk: { slow: true, limited: true } })];
const view = snapshotOf({ brokers });

test('chaos is started with its strength and seed, and stopped', async () => {
  const driver = fakeDriver(view);
  const screen = await renderPanel(<Inspector />, driver, view);
  await screen.getByText('Chaos', { exact: true }).click();
  await screen.getByLabelText('Strength').selectOptions('rough: two at a time, a majority stays');
  await screen.getByLabelText('Seed').fill('42');
  await screen.getByRole('button', { name: 'Start chaos' }).click();
  expect(driver.acts).toEqual([{ do: 'start-chaos', profile: 'rough', seed: 42 }]);
  usePage.setState({ view: { ...view, chaos: 'rough' } });
  await screen.getByRole('button', { name: 'Stop chaos' }).click();
  expect(driver.acts.at(-1)).toEqual({ do: 'stop-chaos' });
});

test('a disk is slowed and filled, with the command lines of Linux', async () => {
  const driver = fakeDriver(view);
  const screen = await renderPanel(<Inspector />, driver, view);
  usePage.getState().select({ kind: 'broker', id: 1 });
  await screen.getByText('Slow the disk', { exact: true }).first().click();
  await screen.getByLabelText('An append, ms').fill('20');
  await expect.element(screen.getByText(/delay \/dev\/vdb 0 0 \/dev\/vdb 0 20 \/dev\/vdb 0 1000/)).toBeVisible();
  await screen.getByRole('button', { name: 'Slow the disk' }).click();
  await screen.getByText('Fill the disk', { exact: true }).first().click();
  await screen.getByLabelText('Bytes left for logs').fill('0');
  await screen.getByRole('button', { name: 'Fill the disk' }).click();
  expect(driver.acts).toEqual([
    { do: 'slow-disk', broker: 1, appendUs: 20_000, flushUs: 1_000_000 },
    { do: 'fill-disk', broker: 1, freeBytes: 0 },
  ]);
});

test('a disk that is slow and full is mended, and a rack loses its power', async () => {
  const driver = fakeDriver(view);
  const screen = await renderPanel(<Inspector />, driver, view, 'ko');
  usePage.getState().select({ kind: 'broker', id: 2 });
  await screen.getByRole('button', { name: '디스크를 다시 빠르게' }).click();
  await screen.getByRole('button', { name: '디스크 비우기' }).click();
  usePage.getState().select({ kind: 'rack', name: 'b' });
  await screen.getByRole('button', { name: '랙 전원 끄기' }).click();
  expect(driver.acts).toEqual([
    { do: 'slow-disk', broker: 2, appendUs: 0, flushUs: 0 },
    { do: 'free-disk', broker: 2 },
    { do: 'power-off-rack', rack: 'b' },
  ]);
});
