import { test as base, expect, type Page } from '@playwright/test';
import { Samsa } from './pages/samsa.ts';

interface Fixtures {
  readonly samsa: Samsa;
}

/** A page of Samsa; a test in which the page throws or breaks its own policy fails. */
export const test = base.extend<Fixtures>({
  samsa: async ({ page }, use) => {
    const errors = watchErrors(page);
    await use(new Samsa(page));
    expect(errors).toEqual([]);
  },
});

export { expect };

/** Everything that goes wrong on a page from now on. */
export function watchErrors(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}
