import type { Messages } from './en.ts';

export const locales = ['en', 'ko'] as const;
export type Locale = (typeof locales)[number];

/** The stored choice, else the first language of the reader that we speak, else English. */
export function chooseLocale(stored: string | null, languages: readonly string[]): Locale {
  const wanted = [stored ?? '', ...languages];
  for (const language of wanted) {
    const match = locales.find((locale) => language.toLowerCase().split('-')[0] === locale);
    if (match !== undefined) return match;
  }
  return 'en';
}

/** Each language is a file of its own and is fetched when it is chosen. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  switch (locale) {
    case 'en':
      return (await import('./en.ts')).en;
    case 'ko':
      return (await import('./ko.ts')).ko;
  }
}
