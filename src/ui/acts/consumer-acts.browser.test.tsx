import { expect, test } from 'vitest';
import { gridSnapshot, groupOf, memberOf } from '../../diagram/cluster/testing/snapshot-fixture.ts';
import { usePage } from '../../store/page.ts';
import { Inspector } from '../inspector/inspector.tsx';
import { fakeDriver } from '../testing/fake-driver.ts';
import { renderPanel } from '../testing/render-panel.tsx';

const assigned = [0, 1].map((partition) => ({ topic: 'orders', partition }));
const member = memberOf('billing-1', {
  assigned,
  application: { ...memberOf('any').application, pausedPartitions: assigned.slice(1) },
});
const view = {
  ...gridSnapshot({ topics: { orders: 2, payments: 1 } }),
  groups: [groupOf('billing', ['orders'], [member])],
};

async function newGroup() {
  const driver = fakeDriver(view);
  const screen = await renderPanel(<Inspector />, driver, view);
  await screen.getByText('Add a group', { exact: true }).click();
  const add = async () => {
    await screen.getByRole('button', { name: 'Add the group' }).click();
    return driver.acts[0];
  };
  return { screen, add };
}

const members = [1, 2].map((at) => ({ id: `search-${at}`, processingUs: 20_000 }));

test('a group is made of several topics, read committed, from so long ago', async () => {
  const { screen, add } = await newGroup();
  await screen.getByRole('checkbox', { name: 'payments' }).click();
  await screen.getByLabelText('auto.offset.reset').selectOptions('by_duration');
  await screen.getByLabelText('Duration').fill('PT30S');
  await screen.getByText('More configs').click();
  await screen.getByLabelText('isolation.level').selectOptions('read_committed');
  await screen.getByLabelText('Commits', { exact: true }).selectOptions('none');
  expect(await add()).toEqual({
    do: 'add-group',
    group: {
      id: 'search',
      topics: ['orders', 'payments'],
      members,
      configs: {
        'auto.offset.reset': 'by_duration:PT30S',
        'isolation.level': 'read_committed',
        'enable.auto.commit': 'false',
      },
    },
  });
});

test('a pattern takes the place of topics', async () => {
  const { screen, add } = await newGroup();
  await screen.getByLabelText('Reads', { exact: true }).selectOptions('pattern');
  await expect.element(screen.getByRole('button', { name: 'Add the group' })).toBeDisabled();
  await screen.getByLabelText('Pattern').fill('ord.*');
  expect(await add()).toEqual({
    do: 'add-group',
    group: { id: 'search', topics: [], pattern: 'ord.*', members, configs: { 'auto.offset.reset': 'earliest' } },
  });
});

test('partitions by hand are dealt to the consumers, and are of topics that exist', async () => {
  const { screen, add } = await newGroup();
  await screen.getByLabelText('Reads', { exact: true }).selectOptions('assign');
  await screen.getByRole('textbox', { name: 'Partitions' }).fill('nothing-0');
  await expect.element(screen.getByRole('button', { name: 'Add the group' })).toBeDisabled();
  await screen.getByRole('textbox', { name: 'Partitions' }).fill('orders-0 orders-1, payments-0');
  const [first, second] = members;
  expect(await add()).toEqual({
    do: 'add-group',
    group: {
      id: 'search',
      topics: ['orders', 'payments'],
      members: [
        { ...first, assign: [assigned[0], { topic: 'payments', partition: 0 }] },
        { ...second, assign: [assigned[1]] },
      ],
      configs: { 'auto.offset.reset': 'earliest' },
    },
  });
});

test('records are poisoned by their value, and work after some attempts', async () => {
  const { screen, add } = await newGroup();
  await screen.getByLabelText('Throws on some records').selectOptions('skip');
  await screen.getByLabelText('Which records').selectOptions('value');
  await screen.getByLabelText('Text in the value').fill('broken');
  await screen.getByText('Attempts', { exact: true }).click();
  await screen.getByLabelText('Attempts that fail').fill('2');
  expect(await add()).toMatchObject({
    group: {
      application: {
        poison: { record: { by: 'value', text: 'broken' }, failures: 2, retries: 2, giveUp: 'skip' },
      },
    },
  });
});

test('one partition is sought and held back, or all of them', async () => {
  const driver = fakeDriver(view);
  const screen = await renderPanel(<Inspector />, driver, view);
  usePage.getState().select({ kind: 'member', group: 'billing', id: 'billing-1' });
  await screen.getByText('Seek', { exact: true }).first().click();
  await screen.getByLabelText('Partition', { exact: true }).first().selectOptions('orders-1');
  await screen.getByRole('button', { name: 'Seek', exact: true }).click();
  // One of them is held back already: for all it is resume, for the other one pause.
  await screen.getByText('Resume partitions', { exact: true }).first().click();
  await screen.getByLabelText('Partition', { exact: true }).last().selectOptions('orders-0');
  await screen.getByRole('button', { name: 'Pause partitions', exact: true }).click();
  await screen.getByLabelText('Partition', { exact: true }).last().selectOptions('');
  await screen.getByRole('button', { name: 'Resume partitions', exact: true }).click();
  const all = { topic: null, partition: null };
  expect(driver.acts).toEqual([
    { do: 'seek-consumer', member: 'billing-1', ...assigned[1], to: 'beginning' },
    { do: 'pause-partitions', member: 'billing-1', ...assigned[0] },
    { do: 'resume-partitions', member: 'billing-1', ...all },
  ]);
});
