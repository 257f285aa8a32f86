import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { groupOf, memberOf, snapshotOf } from '../../diagram/cluster/testing/snapshot-fixture.ts';
import { generation, memberOf as historyOf, spanOf } from '../../diagram/groups/testing/history-fixture.ts';
import type { DescribedPartition, GroupDetail, GroupDetails } from '../../sim/view/group-details.ts';
import { usePage } from '../../store/page.ts';
import type { Language } from '../../store/preferences-slice.ts';
import '../styles/index.css';
import { fakeDriver } from '../testing/fake-driver.ts';
import { renderPanel } from '../testing/render-panel.tsx';
import { GroupsLens } from './groups-lens.tsx';

beforeEach(() => page.viewport(1280, 900));

const members = [
  memberOf('billing-1', { node: 1000, leader: true }),
  memberOf('billing-2', { node: 1001, state: 'crashed' }),
];
const view = snapshotOf({ atUs: 40_000_000, groups: [groupOf('billing', ['orders'], members)] });

function line(partition: number, changes: Partial<DescribedPartition> = {}): DescribedPartition {
  const who = { consumerId: 'billing-1-4f1c', host: '/127.0.0.1', clientId: 'billing-1' };
  return { topic: 'orders', partition, currentOffset: 12, logEndOffset: 15, lag: 3, ...who, ...changes };
}

function detailOf(changes: Partial<GroupDetail> = {}): GroupDetail {
  const [group] = view.groups;
  if (group === undefined) throw new Error('the view has a group');
  const spans = [
    spanOf(0, 'arriving'),
    spanOf(4, 'reading', ['orders-0']),
    spanOf(20, 'joining', ['orders-0']),
    spanOf(23, 'reading', ['orders-0']),
  ];
  return {
    group,
    protocolType: 'consumer',
    assignor: 'range',
    readers: [{ node: 1000, partitions: [{ topic: 'orders', partition: 0, position: 14, recordsLag: 1 }] }],
    described: [line(0), line(1, { currentOffset: null, lag: null, consumerId: null, host: null, clientId: null })],
    warning: null,
    history: {
      coordinator: 1,
      epoch: 0,
      generation: 1,
      known: [],
      before: [],
      marks: [generation(4, 1)],
      members: [
        historyOf(1000, 'billing-1', { spans }),
        historyOf(1001, 'billing-2', { spans: [spanOf(0, 'arriving'), spanOf(30, 'dead', ['orders-1'])] }),
      ],
    },
    stoodStillUs: new Map([
      [1000, { joining: 3_000_000, dead: 0 }],
      [1001, { joining: 2_000_000, dead: 10_400_000 }],
    ]),
    ...changes,
  };
}

async function show(groups: readonly GroupDetail[], language: Language = 'en') {
  const details: GroupDetails = { atUs: view.atUs, groups };
  const driver = { ...fakeDriver(view), groups: async () => details };
  return renderPanel(<GroupsLens />, driver, view, language);
}

test('members with what they read, how far, and for how long they stood still', async () => {
  const screen = await show([detailOf()]);
  const row = (name: string) => screen.getByRole('row', { name: new RegExp(`^${name}`) });
  await expect.element(row('billing-1')).toHaveTextContent(/group leader.*stable.*3 000 ms.*orders-0.*14.*1/);
  await expect.element(row('billing-2')).toHaveTextContent(/crashed.*12 400 ms/);
});

test('offsets stand under the tool’s own headings, and what is not there is a dash', async () => {
  const screen = await show([detailOf({ warning: "Warning: Consumer group 'billing' is rebalancing." })]);
  const table = screen.getByRole('region', { name: /^Offsets/ });
  await expect.element(table).toHaveTextContent(/TOPIC.*PARTITION.*CURRENT-OFFSET.*LOG-END-OFFSET.*LAG.*CONSUMER-ID/);
  const cells = [...table.element().querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.textContent).join(' '),
  );
  expect(cells).toEqual(['orders 0 12 15 3 billing-1-4f1c /127.0.0.1 billing-1', 'orders 1 - 15 - - - -']);
  await expect.element(screen.getByText("Warning: Consumer group 'billing' is rebalancing.")).toBeVisible();
  await expect.element(screen.getByText(/--describe --group billing$/)).toBeVisible();
});

test('arrow keys go from bar to bar, each says its sentence, and Enter selects the consumer', async () => {
  const screen = await show([detailOf()]);
  const bar = (says: RegExp) => screen.getByRole('button', { name: says });
  await expect.element(bar(/^billing-1, 00:20.000 to 00:23.000 \(3 s\): stands still, gave up orders-0/)).toBeVisible();
  (bar(/^billing-1, since 00:23.000/).element() as SVGElement).focus();
  await userEvent.keyboard('{ArrowLeft}');
  await expect
    .element(screen.getByTestId('gantt-told'))
    .toHaveTextContent(/stands still.*group is already rebalancing/);
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(bar(/^billing-2, 00:00.000 to 00:30.000 .*joins for the first time/)).toHaveFocus();
  await userEvent.keyboard('{ArrowRight}{Enter}');
  expect(usePage.getState().selection).toEqual({ kind: 'member', group: 'billing', id: 'billing-2' });
});

test('the window of time can be made longer or shorter', async () => {
  const screen = await show([detailOf()]);
  await expect.element(screen.getByRole('button', { name: /^billing-1, 00:00.000/ })).toBeVisible();
  await screen.getByRole('radio', { name: '30 s' }).click();
  await expect.element(screen.getByRole('button', { name: /^billing-1, 00:00.000/ })).not.toBeInTheDocument();
  await expect.element(screen.getByRole('button', { name: /^billing-1, 00:20.000/ })).toBeVisible();
});

test('another group is chosen by its name', async () => {
  const other = { ...detailOf().group, id: 'search' };
  const screen = await show([detailOf(), detailOf({ group: other, assignor: 'sticky' })]);
  await screen.getByRole('combobox', { name: 'Group' }).selectOptions('search');
  await expect.element(screen.getByText('sticky')).toBeVisible();
});

test('without a group the lens says what one is for, and leads to where one is added', async () => {
  const screen = await show([]);
  await expect.element(screen.getByRole('heading', { name: 'There is no consumer group' })).toBeVisible();
  await screen.getByRole('button', { name: 'Show the cluster’s panel' }).click();
  expect(usePage.getState().sheetOpen).toBe(true);
});

test('the lens speaks Korean', async () => {
  const screen = await show([detailOf()], 'ko');
  await expect
    .element(screen.getByRole('button', { name: /^billing-2, 00:30.000부터 .*아무도 orders-1을 읽지 않습니다/ }))
    .toBeVisible();
});
