import type { StateCreator } from 'zustand';
import type { PageState } from './page-state.ts';
import { remember, remembered } from './remembered.ts';

export type Language = 'en' | 'ko';
/** `system`: what the reader's system prefers. */
export type Theme = 'system' | 'dark' | 'light';

export interface PreferencesSlice {
  readonly language: Language;
  readonly theme: Theme;
  setLanguage(language: Language): void;
  setTheme(theme: Theme): void;
}

export const createPreferencesSlice: StateCreator<PageState, [], [], PreferencesSlice> = (set) => ({
  language: 'en',
  theme: storedTheme(),
  setLanguage: (language) => {
    remember('language', language);
    set({ language });
  },
  setTheme: (theme) => {
    remember('theme', theme === 'system' ? null : theme);
    set({ theme });
  },
});

function storedTheme(): Theme {
  const theme = remembered('theme');
  return theme === 'dark' || theme === 'light' ? theme : 'system';
}
