import type { storageLens } from './en/storage.ts';
import type { Locale } from './locale.ts';

export type StorageTexts = typeof storageLens;

/** The words of the storage lens are fetched when it is opened. */
export async function loadStorageTexts(locale: Locale): Promise<StorageTexts> {
  switch (locale) {
    case 'en':
      return (await import('./en/storage.ts')).storageLens;
    case 'ko':
      return (await import('./ko/storage.ts')).storageLens;
  }
}
