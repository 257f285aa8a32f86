import { expect, type Locator, type Page } from '@playwright/test';

/** Consumer groups: the chart of their rebalances, members, offsets. */
export class GroupsLens {
  readonly root: Locator;
  readonly bars: Locator;
  /** What the bar under the pointer or the focus has to say. */
  readonly told: Locator;
  readonly members: Locator;
  readonly offsets: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByRole('region', { name: 'Consumer groups' });
    this.bars = this.root.getByTestId('gantt').getByRole('button');
    this.told = this.root.getByTestId('gantt-told');
    this.members = this.root.getByRole('region', { name: 'Members' }).getByRole('table');
    this.offsets = this.root.getByRole('region', { name: /^Offsets/ }).getByRole('table');
  }

  async show(): Promise<void> {
    await this.#page.getByRole('navigation', { name: 'Lenses' }).getByRole('button', { name: 'Groups' }).click();
    await expect(this.bars.first()).toBeVisible();
  }

  /** Bars by what they say. */
  bar(says: RegExp): Locator {
    return this.root.getByTestId('gantt').getByRole('button', { name: says });
  }

  member(id: string): Locator {
    return this.members.getByRole('row').filter({ has: this.#page.getByRole('button', { name: id, exact: true }) });
  }
}
