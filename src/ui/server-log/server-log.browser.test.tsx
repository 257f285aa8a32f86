import { expect, test } from 'vitest';
import { brokerOf, snapshotOf } from '../../diagram/cluster/testing/snapshot-fixture.ts';
import type { ServerLogLine } from '../../sim/server-log/server-log.ts';
import { usePage } from '../../store/page.ts';
import type { ServerLogFilter, ServerLogPage } from '../../worker/protocol.ts';
import { fakeDriver } from '../testing/fake-driver.ts';
import { renderPanel } from '../testing/render-panel.tsx';
import { ServerLogPanel } from './server-log-panel.tsx';

const view = { ...snapshotOf({ brokers: [brokerOf(1), brokerOf(2)] }), atUs: 5_000_000 };
const fenced: ServerLogLine = {
  id: 7,
  atUs: 4_250_123,
  node: 100,
  about: { kind: 'broker', id: 2 },
  level: 'INFO',
  logger: 'org.apache.kafka.controller.ReplicationControlManager',
  message: '[QuorumController id=100] Fencing broker 2 at epoch 12 because its session has timed out.',
};
const failed: ServerLogLine = {
  ...fenced,
  id: 8,
  atUs: 6_000_000,
  node: 1,
  about: null,
  level: 'WARN',
  message: '<b>not markup</b>',
};

function driverWith(page: ServerLogPage) {
  const asked: (ServerLogFilter & { limit: number })[] = [];
  const sought: number[] = [];
  const driver = {
    ...fakeDriver(view),
    serverLog: async (filter: ServerLogFilter, limit: number) => {
      asked.push({ ...filter, limit });
      return page;
    },
    seek: async (atUs: number) => {
      sought.push(atUs);
    },
  };
  return { driver, asked, sought };
}

test('lines stand with time, level, node and logger, as plain text', async () => {
  const { driver } = driverWith({ lines: [failed, fenced], matching: 2, kept: 2 });
  const screen = await renderPanel(<ServerLogPanel />, driver, view);
  const list = screen.getByRole('list', { name: 'Lines, newest first' });
  await expect
    .element(list)
    .toHaveTextContent(/00:04\.250.*INFO.*100.*Fencing broker 2 at epoch 12.*ReplicationControlManager/);
  await expect.element(list).toHaveTextContent('<b>not markup</b>');
  await expect.element(screen.getByText('later than now')).toBeInTheDocument();
});

test('a click goes to the moment and selects what the line is about', async () => {
  const { driver, sought } = driverWith({ lines: [fenced], matching: 1, kept: 1 });
  const screen = await renderPanel(<ServerLogPanel />, driver, view);
  await screen.getByRole('button', { name: /Fencing broker 2/ }).click();
  expect(sought).toEqual([4_250_123]);
  await expect.poll(() => usePage.getState().selection).toEqual({ kind: 'broker', id: 2 });
});

test('node, level and text are asked for', async () => {
  const { driver, asked } = driverWith({ lines: [fenced], matching: 900, kept: 1000 });
  const screen = await renderPanel(<ServerLogPanel />, driver, view);
  await screen.getByLabelText('Node').selectOptions('broker 2');
  await screen.getByLabelText('Level').selectOptions('WARN and above');
  await screen.getByLabelText('Text').fill('ISR');
  await expect.poll(() => asked.at(-1)).toEqual({ node: 2, level: 'WARN', text: 'ISR', limit: 200 });
  await screen.getByRole('button', { name: 'Show more' }).click();
  await expect.poll(() => asked.at(-1)?.limit).toBe(400);
});

test('an empty log and a filter that nothing fits say so, in both languages', async () => {
  const screen = await renderPanel(<ServerLogPanel />, driverWith({ lines: [], matching: 0, kept: 0 }).driver, view);
  await expect.element(screen.getByText('No broker and no controller has written anything yet.')).toBeInTheDocument();
  await screen.unmount();
  const { driver } = driverWith({ lines: [], matching: 0, kept: 12 });
  const korean = await renderPanel(<ServerLogPanel />, driver, view, 'ko');
  await expect.element(korean.getByText('12줄 가운데 조건에 맞는 줄이 없습니다.')).toBeInTheDocument();
});
