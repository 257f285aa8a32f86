import { expect, type Locator, type Page } from '@playwright/test';

/** What lies on the disks: tree, batches, bytes. */
export class StorageLens {
  readonly tree: Locator;
  readonly batches: Locator;
  readonly bytes: Locator;
  readonly named: Locator;
  readonly owner: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.tree = page.getByRole('tree', { name: 'Log directory' });
    this.batches = page.getByRole('grid', { name: 'Batches' });
    this.bytes = page.getByRole('grid', { name: /^Bytes of/ });
    this.named = page.getByTestId('byte-panel');
    this.owner = page.getByRole('combobox', { name: 'Whose disk' });
  }

  async show(): Promise<void> {
    await this.#page.getByRole('navigation', { name: 'Lenses' }).getByRole('button', { name: 'Storage' }).click();
    await expect(this.tree).toBeVisible();
  }

  async open(item: string): Promise<void> {
    await this.item(item).click();
  }

  /** A directory or file by its name. */
  item(name: string): Locator {
    return this.tree.getByRole('treeitem', { name: new RegExp(`^${name.replaceAll('.', '\\.')} `) });
  }

  /** The newest segment of the partition that is open. */
  async openNewestSegment(): Promise<void> {
    await this.tree
      .getByRole('treeitem', { name: /^\d{20}\.log/ })
      .last()
      .click();
    await expect(this.bytes).toBeVisible();
  }

  /** Chooses a batch by its place among those in sight; its first byte gets the cursor. */
  async chooseBatch(place: 'first' | 'last'): Promise<void> {
    const rows = this.batches.getByRole('row').filter({ has: this.#page.getByRole('gridcell') });
    await (place === 'first' ? rows.first() : rows.last()).click();
  }

  async goToByte(position: number): Promise<void> {
    await this.#page.getByRole('spinbutton', { name: 'Go to byte' }).fill(String(position));
    await this.#page.getByRole('button', { name: 'Go', exact: true }).click();
  }

  /** Where the cursor stands. */
  async cursor(): Promise<number> {
    return Number(await this.bytes.locator('.byte.cursor').getAttribute('data-at'));
  }

  button(name: string | RegExp): Locator {
    return this.#page.getByRole('main').getByRole('button', { name });
  }
}
