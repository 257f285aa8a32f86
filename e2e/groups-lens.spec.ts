import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { documentOfAddress } from './pages/address.ts';
import { GroupsLens } from './pages/groups-lens.ts';

const played = '#p=first-cluster&t=30000000';

async function expectNothingFound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`)).toEqual([]);
}

test('a consumer crashes: its partitions stand still until its session ends, and the chart says so', async ({
  samsa,
}) => {
  await samsa.open(played);
  const { page, inspector, transport } = samsa;
  const lens = new GroupsLens(page);
  await lens.show();
  await expect.poll(() => page.url()).toContain('lens=groups');
  await expect(lens.member('billing-1')).toContainText('0 ms');
  await expect(lens.bar(/^billing-1, since .* reads orders-0, orders-1, since generation 1\.$/)).toBeVisible();
  await expect(lens.offsets.getByRole('row')).toHaveCount(4);
  await expect(
    lens.root.getByText('kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing'),
  ).toBeVisible();

  await lens.member('billing-1').getByRole('button', { name: 'billing-1' }).click();
  await inspector.button('Crash the consumer').click();
  await expect(lens.member('billing-1')).toContainText('crashed');
  await transport.playUntil('×10', () =>
    expect(lens.bar(/^billing-2, since .* reads orders-0, orders-1, orders-2, since generation 2\.$/)).toBeVisible({
      timeout: 40_000,
    }),
  );
  const dead = lens.bar(/^billing-1, 00:30\.000 to .* nobody reads orders-0, orders-1 until session\.timeout\.ms/);
  await dead.hover();
  await expect(lens.told).toContainText(/4\d(\.\d)? s/);
  await expect(lens.member('billing-1')).toContainText(/4\d \d{3} ms/);
  await expect(lens.bar(/^billing-2, .*stands still, gave up orders-2.*JoinGroup/)).toHaveCount(1);

  // Back before the crash, its history is that of then.
  await transport.seek(29_000);
  await expect(lens.bar(/has crashed/)).toHaveCount(0);
  // The address follows when storage has the moment.
  await expect(transport.storage).toHaveText('stored in this browser');
  await expect.poll(async () => (await documentOfAddress(page))?.momentUs).toBe(29_000_000);
  await page.reload();
  await expect(lens.bar(/^billing-1, since .* reads/)).toBeVisible();
});

test('arrow keys go along the bars, and Enter selects the consumer', async ({ samsa }) => {
  await samsa.open(played);
  const { page, inspector } = samsa;
  const lens = new GroupsLens(page);
  await lens.show();
  await lens.bar(/^billing-2, .* reads/).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(lens.bar(/^billing-2, .* joins for the first time/)).toBeFocused();
  await expect(lens.told).toContainText('billing-2');
  await page.keyboard.press('ArrowUp');
  await expect(lens.bar(/^billing-1, .* joins for the first time/)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(inspector.heading('billing-1')).toBeVisible();
});

test('a link leads into the lens, which speaks Korean too', async ({ samsa }) => {
  const { page } = samsa;
  await page.goto(`./${played}&lens=groups`);
  await expect(new GroupsLens(page).bars.first()).toBeVisible();
  await page.getByRole('button', { name: '한국어' }).click();
  await expect(page.getByRole('region', { name: '컨슈머 그룹' })).toContainText('누가 읽었고 누가 멈춰 있었나');
  await expect(page.getByRole('button', { name: /^billing-1, .*orders-0, orders-1을 읽습니다/ })).toBeVisible();
});

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('axe finds nothing in the groups lens, on a phone neither', async ({ samsa }) => {
      await samsa.open(played);
      const { page } = samsa;
      const lens = new GroupsLens(page);
      await lens.show();
      await lens.bars.last().hover();
      await expectNothingFound(page);
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(lens.bars.first()).toBeVisible();
      await expectNothingFound(page);
    });
  });
}

test('the messages of a rebalance are drawn on demand, and an arrow leads to its moment', async ({ samsa }) => {
  await samsa.open(played);
  const { page, transport } = samsa;
  const lens = new GroupsLens(page);
  await lens.show();
  await lens.bar(/^billing-1, .*joins for the first time/).hover();
  await lens.told.getByRole('button', { name: 'Show its messages' }).click();
  const arrows = lens.root.getByTestId('rebalance-arrows');
  const join = arrows.getByRole('button', { name: /^JoinGroup, billing-1 to broker \d, sent/ }).first();
  await expect(join).toBeVisible();
  await expect(arrows.getByRole('button', { name: /^answer to SyncGroup, broker \d to billing-2/ })).toBeVisible();
  await expect(arrows.getByRole('button', { name: /^answer to JoinGroup MEMBER_ID_REQUIRED/ }).first()).toBeVisible();
  await expectNothingFound(page);
  const [, minutes, seconds] = /sent (\d\d):(\d\d\.\d{3})/.exec((await join.getAttribute('aria-label')) ?? '') ?? [];
  await join.press('Enter');
  const sentMs = Number(minutes) * 60_000 + Math.round(Number(seconds) * 1000);
  await expect.poll(async () => Math.floor((await transport.nowUs()) / 1000)).toBe(sentMs);
});
