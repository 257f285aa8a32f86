import { expect, type Locator, type Page } from '@playwright/test';
import { Inspector } from './inspector.ts';
import { Stage } from './stage.ts';
import { Transport } from './transport.ts';

/** The page as a person meets it, in English unless a test changes that. */
export class Samsa {
  readonly page: Page;
  readonly stage: Stage;
  readonly inspector: Inspector;
  readonly transport: Transport;
  readonly notices: Locator;

  constructor(page: Page) {
    this.page = page;
    this.stage = new Stage(page);
    this.inspector = new Inspector(page);
    this.transport = new Transport(page);
    this.notices = page.getByRole('region', { name: 'Notices' });
  }

  /** Opens the page at an address; a link such as `#p=first-cluster` opens paused. */
  async open(hash = ''): Promise<void> {
    await this.page.goto(`./${hash}`);
    await this.shows();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.shows();
  }

  /** The stage has a cluster on it. */
  async shows(): Promise<void> {
    await expect(this.stage.thing(/^(Broker|브로커) \d/).first()).toBeVisible();
  }

  get share(): Locator {
    return this.page.getByRole('banner').getByRole('button', { name: 'Share' });
  }

  /** The badge that counts what clients have suffered; acknowledged records that are gone come first. */
  get evidence(): Locator {
    return this.page.getByRole('banner').getByRole('button', { name: /acknowledged lost/ });
  }
}
