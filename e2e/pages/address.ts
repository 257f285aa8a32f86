import type { Page } from '@playwright/test';
import type { RunDocument } from '../../src/scenario/document.ts';
import { readLink } from '../../src/store/link.ts';

/** What the address bar holds; it follows half a second after the last change. */
export async function documentOfAddress(page: Page): Promise<RunDocument | null> {
  const link = await readLink(new URL(page.url()).hash);
  return link.ok ? link.value.document : null;
}
