import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { replicaOf, snapshotOf } from '../../diagram/cluster/testing/snapshot-fixture.ts';
import type { Snapshot } from '../../sim/snapshot.ts';
import type { EvidenceDetails } from '../../sim/view/evidence-views.ts';
import type { Driver } from '../../store/driver.ts';
import { usePage } from '../../store/page.ts';
import { fakeDriver } from '../testing/fake-driver.ts';
import { renderPanel } from '../testing/render-panel.tsx';
import { EvidenceBadge } from '../top-bar/evidence-badge.tsx';

beforeEach(() => page.viewport(1280, 900));

const calm = snapshotOf({});
const suffered: Snapshot = snapshotOf({
  atUs: 40_000_000,
  partitions: [
    {
      topic: 'orders',
      partition: 0,
      index: 0,
      internal: false,
      leader: 2,
      preferredLeader: 1,
      leaderEpoch: 3,
      partitionEpoch: 5,
      isr: [2],
      elr: [],
      addingReplicas: [],
      removingReplicas: [],
      unavailableUs: 0,
      minInsyncReplicas: 1,
      replicas: [replicaOf(1), replicaOf(2)],
      recentKeys: [],
    },
  ],
  evidence: { ...calm.evidence, acknowledged: 90, duplicated: 2, stoodStillUs: 1_500_000 },
});

const at = { topic: 'orders', partition: 0 };
const details: EvidenceDetails = {
  atUs: 40_000_000,
  entries: {
    duplicated: [
      {
        kind: 'duplicated',
        atUs: 16_000_000,
        ...at,
        epoch: 3,
        first: 14,
        last: 15,
        producer: 'shop',
        key: 'user-3',
        copyOf: 10,
      },
    ],
  },
  unavailableNow: [],
  stoodStill: [
    { group: 'billing', member: 'billing-1', why: 'joining', fromUs: 20_000_000, toUs: 21_500_000, partitions: 3 },
  ],
};

function driverWith(view: Snapshot): Driver & { readonly sought: number[] } {
  const sought: number[] = [];
  const seek = async (atUs: number) => {
    sought.push(atUs);
  };
  return { ...fakeDriver(view), evidence: async () => details, seek, sought };
}

test('while nothing is wrong the badge says one calm number', async () => {
  const screen = await renderPanel(<EvidenceBadge />, driverWith(calm), calm);
  const badge = screen.getByRole('button', { name: '0 acknowledged lost', exact: true });
  await expect.element(badge).toBeVisible();
  expect(badge.element().querySelector('.dot')?.className).toBe('dot');
});

test('each number opens its evidence, and a record its biography', async () => {
  const driver = driverWith(suffered);
  const screen = await renderPanel(<EvidenceBadge />, driver, suffered);
  const badge = screen.getByRole('button', { name: '0 acknowledged lost · 2 duplicated +1' });
  expect(badge.element().querySelector('.dot')?.className).toBe('dot bad');
  await badge.click();
  await screen.getByText('Records duplicated in a log').click();
  await screen.getByRole('button', { name: /offsets 14–15: sent once by shop, with the key user-3/ }).click();
  expect(usePage.getState().record).toEqual({ ...at, offset: 14, epoch: 3, broker: 2 });
  await expect.element(screen.getByText('Records duplicated in a log')).not.toBeInTheDocument();
});

test('a time leads to its beginning', async () => {
  const driver = driverWith(suffered);
  const screen = await renderPanel(<EvidenceBadge />, driver, suffered, 'ko');
  await screen.getByRole('button', { name: /유실 0/ }).click();
  await screen.getByText('멈춰 있던 그룹').click();
  await screen.getByRole('button', { name: /billing-1이 리밸런스를 1.5 s 기다려/ }).click();
  expect(driver.sought).toEqual([20_000_000]);
});
