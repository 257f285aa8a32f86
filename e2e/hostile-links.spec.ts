import { deflateRawSync } from 'node:zlib';
import { partitionForKey } from '../src/kafka/record/murmur2.ts';
import { firstCluster } from '../src/scenario/presets/first-cluster.ts';
import { sealText } from '../src/scenario/sealed-text.ts';
import { encodeRunDocument } from '../src/store/link.ts';
import { expect, test } from './fixtures.ts';

const { document } = firstCluster;
const markup = '<img src=x onerror="document.title=1">';

const linkOf = (text: string) => `#s=${sealText(new Uint8Array(deflateRawSync(text)))}`;

const whole = await encodeRunDocument({ ...document, seed: 7 });
const hostile: readonly { readonly what: string; readonly hash: string; readonly says: RegExp }[] = [
  { what: 'cut', hash: `#${whole.slice(0, -20)}`, says: /its end is missing/ },
  { what: 'not a link', hash: '#s=nothing', says: /not a link of Samsa/ },
  { what: 'sealed by a newer Samsa', hash: `#${whole.replace('s=1.', 's=2.')}`, says: /newer Samsa/ },
  { what: 'a newer document', hash: linkOf(JSON.stringify({ ...document, version: 2 })), says: /newer Samsa/ },
  { what: 'too long', hash: `#s=1.${'A'.repeat(70_000)}`, says: /too long/ },
  { what: 'tiny, and huge when inflated', hash: linkOf(' '.repeat(40_000_000)), says: /too large/ },
  { what: 'no JSON', hash: linkOf('{"version":1,'), says: /its end is missing|altered/ },
  { what: 'a prototype', hash: linkOf('{"version":1,"__proto__":{"polluted":1}}'), says: /could not be opened/ },
  { what: 'markup for a scenario', hash: `#p=${encodeURIComponent(markup)}`, says: /there is no scenario/ },
  {
    what: 'markup for a topic',
    hash: linkOf(JSON.stringify({ ...document, setup: { ...document.setup, topics: [topicNamed(markup)] } })),
    says: /not a name that Kafka allows/,
  },
];

function topicNamed(name: string) {
  return { name, partitions: 1, replicationFactor: 1, configs: {} };
}

test('a link that cannot be read is said in one sentence and leaves the run alone', async ({ samsa }) => {
  await samsa.open('#p=a-broker-dies');
  const { transport, page } = samsa;
  const hash = await transport.hash();
  for (const { what, hash: link, says } of hostile) {
    await page.evaluate((to) => {
      location.hash = to;
    }, link);
    const notice = samsa.notices.getByText(says);
    await expect(notice, what).toBeVisible();
    await expect(notice, what).toContainText('The link could not be opened');
    expect(await transport.hash(), what).toBe(hash);
    await samsa.notices.getByRole('button', { name: 'Dismiss' }).first().click();
    await expect(notice).toBeHidden();
  }
  await expect(page).toHaveTitle(/Samsa/);
  await expect(page.locator('img')).toHaveCount(0);
});

test('a page opened by a link that cannot be read shows what is stored', async ({ samsa }) => {
  await samsa.open('#p=a-broker-dies');
  const { transport, inspector, page } = samsa;
  const opened = await transport.hash();
  await inspector.selectBroker(2);
  await inspector.button('Kill broker').click();
  const hash = await transport.hashAfter(opened);
  await expect.poll(() => page.url()).toContain('#s=1.');

  await page.goto('about:blank');
  await samsa.open(`#${whole.slice(0, -20)}`);
  await expect(samsa.notices).toContainText('The link could not be opened: its end is missing');
  await expect(page.getByRole('button', { name: 'Scenario: A broker dies' })).toBeVisible();
  expect(await transport.hash()).toBe(hash);
});

test('markup in a valid link is text', async ({ samsa }) => {
  const producers = document.setup.producers.map((producer) => ({ ...producer, id: markup }));
  const link = await encodeRunDocument({
    ...document,
    setup: { ...document.setup, producers },
    commands: [
      {
        atUs: 17_000_000,
        command: { do: 'produce-record', topic: 'orders', partition: null, key: markup, value: markup, acks: '1' },
      },
    ],
    momentUs: 20_000_000,
  });
  await samsa.open(`#${link}`);
  const { inspector, page, stage } = samsa;
  await inspector.backToCluster();
  await inspector.follow(markup);
  await expect(inspector.heading(markup)).toBeVisible();
  await stage.expectTold(`its key ${markup} hashes`);
  const partition = partitionForKey(new TextEncoder().encode(markup), 3);
  await inspector.selectPartition('orders', partition);
  const leader = Number(await inspector.fact('Leader').innerText());
  await stage.clickNewestCommittedRecord(stage.replica(`orders-${partition}`, leader));
  // Newer records of the producer lie above the one by hand, whose key and value are the markup and nothing else.
  await expect(inspector.fact('Offset')).toBeVisible();
  const newest = Number(await inspector.fact('Offset').innerText());
  for (let offset = newest; (await inspector.recordText('key')) !== markup; offset--) {
    await inspector.button('Previous record').click();
    await expect(inspector.fact('Offset')).toHaveText(String(offset - 1));
  }
  expect(await inspector.recordText('value')).toBe(markup);
  await expect(page.locator('img')).toHaveCount(0);
  await expect(page).toHaveTitle(/Samsa/);
});
