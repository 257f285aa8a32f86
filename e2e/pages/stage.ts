import { expect, type Locator, type Page } from '@playwright/test';
import { testIds } from '../../src/ui/test-ids.ts';

/** The picture of the cluster and the line under it. */
export class Stage {
  readonly root: Locator;
  readonly sentence: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByTestId(testIds.stage);
    this.sentence = page.getByTestId(testIds.sentence);
  }

  /** A thing of the stage by the sentence that assistive technology says of it. */
  thing(name: RegExp): Locator {
    return this.root.getByRole('button', { name });
  }

  /** Clicks a thing near its upper left corner, where its name stands and nothing lies over it. */
  async select(thing: Locator): Promise<void> {
    await thing.click({ position: { x: 22, y: 12 } });
  }

  broker(id: number): Locator {
    return this.thing(new RegExp(`^Broker ${id},`));
  }

  producer(id: string): Locator {
    return this.thing(new RegExp(`^Producer ${id} `));
  }

  group(id: string): Locator {
    return this.thing(new RegExp(`^Group ${id},`));
  }

  consumer(id: string): Locator {
    return this.thing(new RegExp(`^Consumer ${id} of `));
  }

  /** `partition` as Kafka's tools write it: `orders-0`. */
  replica(partition: string, broker: number): Locator {
    return this.thing(new RegExp(`^${partition} on broker ${broker},`));
  }

  /** Log end offset that the stage shows for a replica. */
  async logEndOffset(partition: string, broker: number): Promise<number> {
    const name = (await this.replica(partition, broker).getAttribute('aria-label')) ?? '';
    return Number(/log end offset (\d+)/.exec(name)?.[1] ?? Number.NaN);
  }

  /** Clicks the newest record of a replica that is committed. Records slide while the run plays: pause before. */
  async clickNewestCommittedRecord(replica: Locator): Promise<void> {
    const box = await replica.locator('.cell.committed').last().boundingBox();
    expect(box, 'there is a committed record').not.toBeNull();
    if (box !== null) await this.#page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** `skip to it` of a wait: `broker.session.timeout.ms`, `broker 1`. */
  skip(config: string, subject: string): Locator {
    return this.root.getByRole('button', { name: `Skip to the end of ${config} of ${subject}` });
  }

  /** Unfolds what happened so far, finds a sentence there and folds it again. */
  async expectTold(text: string | RegExp): Promise<void> {
    const history = this.#page.getByRole('list', { name: 'What happened so far' });
    await this.sentence.click();
    await expect(history.getByRole('listitem').filter({ hasText: text }).first()).toBeVisible();
    await this.sentence.click();
    await expect(history).toBeHidden();
  }
}
