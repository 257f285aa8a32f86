import type { Locator, Page } from '@playwright/test';

/** What the badge in the top bar opens: numbers, the evidence behind each, and the biography that an item leads to. */
export class Evidence {
  readonly badge: Locator;
  readonly root: Locator;
  readonly biography: Locator;

  constructor(page: Page) {
    this.badge = page.getByRole('banner').getByRole('button', { name: /acknowledged lost/ });
    this.root = page.getByLabel('Evidence', { exact: true });
    this.biography = page.getByRole('region', { name: 'Biography' });
  }

  /** Opens the list behind a number. */
  async unfold(number: string): Promise<Locator> {
    const list = this.root.locator('details').filter({ hasText: number });
    if ((await list.getAttribute('open')) === null) await list.locator('summary').click();
    return list.locator('ol');
  }

  /** A line of the biography by its sentence. */
  line(text: RegExp): Locator {
    return this.biography.getByRole('listitem').filter({ hasText: text }).getByRole('button');
  }
}
