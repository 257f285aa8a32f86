import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** Kafka's terms stay as its tools print them: labels of fields, states, errors, configs, signals, kinds of requests. */
const terms = [
  // The words of Kafka's own tool, which hold some of the terms below.
  /Assignments can only be reset if the group '[^']*' is inactive, but the current state is \w+\./g,
  /Samsa|Apache|Kafka|KRaft|ISR|ELR|HW|LEO|CRC(-32C)?|UTC|Enter|노드 id|멤버 id|close\(\)|[KM]iB|SIG(KILL|TERM|STOP|CONT)/g,
  /Log End Offset|High Watermark|Log start offset|Group Offset|Under-replicated|In-Sync Replicas|Preferred Leader/g,
  /Leader epoch|Partition epoch|CreateTime|records-lag|Lag|Fetch|Heartbeat|Metadata|lag|unfenced|fenced|Stable|acks|all/g,
  /[a-z]+(\.[a-z]+)+|__[a-z]+_[a-z]+|[A-Z]+(_[A-Z]+)+/g,
  /0x[0-9a-f]{8}|[0-9a-f]{4}(-[0-9a-f]{4}){3}\b|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
  // Assignors, by class and by name.
  /[A-Z][A-Za-z]+Assignor|range|cooperative sticky/g,
  // What the scenario calls its things.
  /orders(-\d)?|shop|billing(-\d)?|rack-[abc]|user-\d+|rec\/s|\bms\b/g,
  // Values of configs, and what clients call: methods, serializers, parts of the producer.
  /\b(true|false|none|null|earliest|latest|current|by_duration|read_(un)?committed|retries)\b/g,
  /\b(assign|poll|pause|resume|seek|send|commit(Sync|Async))\b(\(\))?|Produce|producerId|partitioner|accumulator/g,
  /\b(serializer|tombstone|String|UTF|Integer|Long|JSON)\b/g,
];

test('everything is said in Korean, but for the names of Kafka', async ({ samsa }) => {
  await samsa.open('#p=first-cluster');
  const { page, stage, inspector } = samsa;
  await expect(page.getByRole('button', { name: 'Produce a record' }).first()).toBeVisible();
  await page.getByRole('button', { name: '한국어' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(page.getByRole('button', { name: 'Produce a record' })).toHaveCount(0);
  await expect(stage.thing(/브로커 1/).first()).toBeVisible();

  const found = new Set<string>();
  const collect = async () => {
    for (const text of await prose(page)) {
      const rest = terms.reduce((left, term) => left.replaceAll(term, ' '), text);
      if (/[A-Za-z]{2,}/.test(rest)) found.add(text);
    }
  };
  await collect();
  for (const name of [
    /^컨트롤러/,
    /^브로커 1,/,
    /^브로커 1의 orders-0/,
    /^프로듀서/,
    /^그룹 billing,/,
    /컨슈머 billing-1/,
  ]) {
    await page.keyboard.press('Escape');
    await stage.select(stage.thing(name).first());
    await collect();
  }
  for (const act of await page.locator('details.act').all()) await act.locator('summary').click();
  await collect();
  await stage.clickNewestCommittedRecord(stage.thing(/^브로커 1의 orders-0/).first());
  await expect(inspector.root.getByText('CRC-32C')).toBeVisible();
  await collect();
  expect([...found]).toEqual([]);

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('button', { name: 'Produce a record' }).first()).toBeVisible();
});

/** The texts of the page, without what is set as code: that is Kafka's own. */
function prose(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const foreign = 'code, kbd, .mono, .bytes, noscript, script, style, [lang="en"]';
      if (node.parentElement?.closest(foreign) === null) texts.push(node.textContent ?? '');
    }
    for (const named of document.querySelectorAll('[aria-label], [title]')) {
      if (named.closest('[lang="en"]') !== null) continue;
      texts.push(named.getAttribute('aria-label') ?? '', named.getAttribute('title') ?? '');
    }
    return texts;
  });
}
