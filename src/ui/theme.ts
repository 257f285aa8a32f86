import { useEffect } from 'react';
import { usePage } from '../store/page.ts';
import type { Theme } from '../store/preferences-slice.ts';
import { selectTheme } from '../store/selectors.ts';
import { useMedia } from './use-media.ts';

const darkQuery = '(prefers-color-scheme: dark)';

export function shownTheme(theme: Theme, systemIsDark: boolean): 'dark' | 'light' {
  return theme === 'system' ? (systemIsDark ? 'dark' : 'light') : theme;
}

/** Keeps the document's colours as the reader chose them. */
export function useThemeOnDocument(): void {
  const theme = usePage(selectTheme);
  const systemIsDark = useMedia(darkQuery);
  useEffect(() => applyTheme(theme, systemIsDark), [theme, systemIsDark]);
}

/** Also called before the first picture, so that nothing flashes. */
export function applyTheme(theme: Theme, systemIsDark = matchMedia(darkQuery).matches): void {
  document.documentElement.dataset.theme = shownTheme(theme, systemIsDark);
}
