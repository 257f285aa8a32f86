import { Suspense } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  gridSnapshot,
  groupOf,
  partitionOf,
  replicaOf,
  snapshotOf,
} from '../../diagram/cluster/testing/snapshot-fixture.ts';
import type { Snapshot } from '../../sim/snapshot.ts';
import { usePage } from '../../store/page.ts';
import type { Language } from '../../store/preferences-slice.ts';
import '../styles/index.css';
import { fakeDriver } from '../testing/fake-driver.ts';
import { renderPanel } from '../testing/render-panel.tsx';
import { PasteKeys } from './paste-keys.tsx';
import { TopicTextsProvider } from './texts.tsx';
import { TopicLens } from './topic-lens.tsx';
import './topic-lens.css';

beforeEach(() => page.viewport(1280, 800));

/** A leader two records ahead of what is committed, a follower out of sync, a group with lag. */
const view: Snapshot = (() => {
  const leader = replicaOf(1, { logStartOffset: 2, highWatermark: 12, logEndOffset: 14 });
  const follower = replicaOf(2, { logStartOffset: 2, highWatermark: 11, logEndOffset: 12 });
  const lagging = replicaOf(3, { inSync: false, logStartOffset: 2, highWatermark: 5, logEndOffset: 5 });
  const offsets = [{ topic: 'orders', partition: 0, committed: 9, position: 11, lag: 3 }];
  return snapshotOf({
    partitions: [partitionOf('orders', 0, [leader, follower, lagging]), partitionOf('clicks', 0, [replicaOf(2)])],
    groups: [groupOf('billing', ['orders'], [], { offsets, lag: 3 })],
  });
})();

const show = (snapshot: Snapshot = view, language: Language = 'en') =>
  renderPanel(
    <div style={{ display: 'grid', height: 700 }}>
      <Suspense>
        <TopicLens />
      </Suspense>
    </div>,
    fakeDriver(snapshot),
    snapshot,
    language,
  );

const thing = (label: RegExp): SVGElement => {
  const found = [...document.querySelectorAll<SVGElement>('.topic-rulers [role=button]')];
  const one = found.find((node) => label.test(node.ariaLabel ?? ''));
  if (!one) throw new Error(`no ${label}`);
  return one;
};

test('the leader’s offsets are named, and each replica and group says how it stands', async () => {
  const screen = await show();
  await expect.element(screen.getByText('High Watermark 12')).toBeVisible();
  await expect.element(screen.getByText('Log End Offset 14')).toBeVisible();
  await expect.element(screen.getByText('Log Start Offset 2')).toBeVisible();
  expect(thing(/^orders-0 on broker 2/).ariaLabel).toMatch(
    /follower.*log end offset 12.*high watermark 11.*2 records are not copied/,
  );
  const out = thing(/^orders-0 on broker 3, out of sync/);
  expect(out.classList.contains('is-out')).toBe(true);
  expect(out.textContent).toContain('out of sync · LEO 5');
  expect(out.ariaLabel).toMatch(/not among the in-sync replicas\.$/);
  expect(thing(/^Group billing/).ariaLabel).toMatch(/committed offset 9.*3 records behind.*begins at 11/);
  const states = [...thing(/^orders-0 on broker 1/).querySelectorAll('.cell')].map((cell) => cell.classList[1]);
  expect(states).toEqual([...Array.from({ length: 10 }, () => 'committed'), 'uncommitted', 'uncommitted']);
});

test('a click selects the replica and opens the record under the pointer, and the keyboard does the same', async () => {
  await show();
  await expect.poll(() => document.querySelectorAll('.topic-rulers .cell').length).toBeGreaterThan(0);
  const cells = thing(/^orders-0 on broker 1/).querySelectorAll('.cell');
  await userEvent.click(cells[3] as Element);
  const state = usePage.getState();
  expect(state.selection).toEqual({ kind: 'replica', topic: 'orders', partition: 0, broker: 1 });
  expect(state.record).toEqual({ topic: 'orders', partition: 0, broker: 1, offset: 5 });

  thing(/^orders-0: leader 1/).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowLeft}{ArrowLeft}');
  await expect.poll(() => document.querySelector('.says')?.textContent).toMatch(/^Record 12 .*no consumer sees it yet/);
  await userEvent.keyboard('{Enter}');
  expect(usePage.getState().record?.offset).toBe(12);
  await userEvent.keyboard('{Escape}');
  thing(/^Group billing/).focus();
  await userEvent.keyboard('{Enter}');
  expect(usePage.getState().selection).toEqual({ kind: 'group', id: 'billing' });
});

test('what is selected elsewhere brings its topic, and the list brings another', async () => {
  const screen = await show();
  const list = screen.getByRole('combobox', { name: 'Topic' });
  await expect.element(list).toHaveValue('orders');
  usePage.getState().select({ kind: 'partition', topic: 'clicks', partition: 0 });
  await expect.element(list).toHaveValue('clicks');
  await list.selectOptions('orders');
  await expect.element(list).toHaveValue('orders');
  await expect.poll(() => document.querySelector('.topic-rulers')?.textContent).toContain('orders-0');
});

test('long logs are bars, and the last records of them cells', async () => {
  const screen = await show(gridSnapshot({ topics: { orders: 2 }, end: 5000 }));
  await expect.poll(() => thing(/^orders-0 on broker 1/).querySelectorAll('.cell').length).toBe(1);
  await screen.getByRole('radio', { name: 'last 30' }).click();
  await expect.poll(() => thing(/^orders-0 on broker 1/).querySelectorAll('.cell').length).toBe(30);
});

test('pasted keys stand on their partitions at once, each counted once, and those that move are told', async () => {
  const screen = await show(gridSnapshot({ topics: { orders: 3 } }));
  await screen.getByRole('radio', { name: 'Paste your keys' }).click();
  const field = screen.getByRole('textbox', { name: 'Keys, one a line' });
  await field.fill('kafka\nuser-42\nkafka');
  await expect.element(screen.getByText('2 keys on 3 lines; each counts once.')).toBeVisible();
  // murmur2: kafka is 1 of 3 and 4 of 6 partitions.
  await expect.element(screen.getByRole('row', { name: /kafka ×2 1/ })).toBeVisible();
  await screen.getByRole('spinbutton', { name: 'Partitions then' }).fill('6');
  await expect.element(screen.getByRole('row', { name: /kafka ×2 1 4 moves/ })).toBeVisible();
  await expect.element(screen.getByText(/From 3 to 6 partitions/)).toBeVisible();
  await expect.element(screen.getByText(/Evenly hashed keys: 50 % on average/)).toBeVisible();
  await screen.getByRole('spinbutton', { name: 'Partitions then' }).fill('2');
  await expect.element(screen.getByText(/refuses to take partitions away/)).toBeVisible();
  await screen.getByRole('spinbutton', { name: 'Partitions then' }).fill('0');
  await expect.element(screen.getByText('From 1 to 500.')).toBeVisible();
});

test('ten thousand keys are answered, only the rows in sight exist, and nothing of the text is markup', async () => {
  const keys = Array.from({ length: 10_002 }, (_, i) => (i === 0 ? '<img src=x onerror=alert(1)>' : `user-${i}`));
  const text = `${keys.join('\n')}\n${'x'.repeat(1001)}`;
  const snapshot = gridSnapshot({ topics: { orders: 3 } });
  const screen = await renderPanel(
    <Suspense>
      <TopicTextsProvider>
        <PasteKeys topic="orders" partitions={3} firstIndex={0} text={text} onText={() => {}} />
      </TopicTextsProvider>
    </Suspense>,
    fakeDriver(snapshot),
    snapshot,
  );
  await expect.element(screen.getByText('10,000 keys.', { exact: true })).toBeVisible();
  await expect.element(screen.getByText('2 lines left out: there are 10,000 different keys already.')).toBeVisible();
  await expect.element(screen.getByText('1 line left out: longer than 1,000 characters.')).toBeVisible();
  const grid = screen.getByRole('grid', { name: 'Keys and their partitions' });
  await expect.element(grid).toHaveAttribute('aria-rowcount', '10001');
  expect(grid.element().querySelectorAll('[role=row]').length).toBeLessThan(250);
  expect(grid.element().querySelector('img')).toBeNull();
});

test('without a topic that is said, and keys can be pasted all the same', async () => {
  const screen = await show(snapshotOf());
  await expect.element(screen.getByText('There is no topic at this moment.')).toBeVisible();
  await screen.getByRole('radio', { name: 'Paste your keys' }).click();
  await screen.getByRole('button', { name: 'Sample keys' }).click();
  await expect.element(screen.getByText(/^From 1 to 2 partitions/)).toBeVisible();
});

test('the lens speaks Korean', async () => {
  await show(view, 'ko');
  await expect
    .poll(() => thing(/^billing|^orders-0에서 그룹 billing/).ariaLabel)
    .toMatch(/9를 커밋했으므로.*레코드 3개 뒤/);
});
