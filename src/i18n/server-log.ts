import type { ServerLogTexts } from './en/server-log.ts';
import type { Locale } from './locale.ts';

export type { ServerLogTexts };

/** The words around the servers' logs are fetched when these are opened. */
export async function loadServerLogTexts(locale: Locale): Promise<ServerLogTexts> {
  switch (locale) {
    case 'en':
      return (await import('./en/server-log.ts')).serverLog;
    case 'ko':
      return (await import('./ko/server-log.ts')).serverLog;
  }
}
