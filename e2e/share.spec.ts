import { expect, test } from './fixtures.ts';
import { Samsa } from './pages/samsa.ts';

test('a copied link shows the same cluster at the same moment in a fresh profile', async ({ samsa, browser }) => {
  await samsa.open('#p=first-cluster');
  const { stage, inspector, transport, page } = samsa;
  await stage.select(stage.broker(3));
  await inspector.button('Kill broker').click();
  await stage.skip('broker.session.timeout.ms', 'broker 3').click();
  await page.getByRole('button', { name: 'Produce a record' }).first().click();
  await inspector.fillRecord({ key: '키 🔑', value: '값' });
  await inspector.sendRecord();
  await transport.playUntil('×1', () => stage.expectTold('was told that its record stands in'));
  const hash = await transport.hash();
  const nowUs = await transport.nowUs();

  await samsa.share.click();
  await expect(samsa.notices).toContainText('Link copied');
  const link = await pasted(samsa);
  expect(new URL(link).origin).toBe(new URL(page.url()).origin);
  // The address bar holds the document too, half a second after the last change.
  await expect.poll(() => page.url()).toBe(link);

  const profile = await browser.newContext();
  const other = new Samsa(await profile.newPage());
  await other.page.goto(link);
  await other.shows();
  await expect(other.transport.play).toBeVisible();
  expect(await other.transport.nowUs()).toBe(nowUs);
  expect(await other.transport.hash()).toBe(hash);
  await expect(other.stage.broker(3)).toHaveAccessibleName(/killed/);
  await expect(other.transport.undo).toHaveAttribute('title', /of 2 acts/);
  await profile.close();
});

test('a link to another scenario leaves the stored run where it was, and says the way back', async ({ samsa }) => {
  await samsa.open('#p=a-broker-dies');
  const { transport, inspector, page } = samsa;
  const opened = await transport.hash();
  await inspector.selectBroker(1);
  await inspector.button('Start broker').click();
  const hash = await transport.hashAfter(opened);
  await expect.poll(() => page.url()).toContain('#s=1.');

  await page.goto('about:blank');
  await samsa.open('#p=slow-consumer');
  await expect(page.getByRole('button', { name: 'Scenario: A slow consumer' })).toBeVisible();
  await expect(samsa.notices).toContainText('Your stored run is still there: A broker dies');
  await samsa.notices.getByRole('button', { name: 'Go back to it' }).click();
  await expect(page.getByRole('button', { name: 'Scenario: A broker dies' })).toBeVisible();
  expect(await transport.hash()).toBe(hash);
});

/** What is on the clipboard, found as a person would: by pasting it. */
async function pasted({ page, inspector }: Samsa): Promise<string> {
  await page.getByRole('button', { name: 'Produce a record' }).first().click();
  const field = inspector.root.getByLabel('Key', { exact: true });
  await field.press('ControlOrMeta+A');
  await field.press('ControlOrMeta+V');
  await expect(field).toHaveValue(/^http/);
  return field.inputValue();
}
