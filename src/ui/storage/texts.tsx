import { createContext, type ReactNode, use } from 'react';
import { assert } from '../../base/assert.ts';
import { loadStorageTexts, type StorageTexts } from '../../i18n/storage.ts';
import { usePage } from '../../store/page.ts';
import { selectLanguage } from '../../store/selectors.ts';

const TextsContext = createContext<StorageTexts | null>(null);
const loaded = new Map<string, Promise<StorageTexts>>();

/** What the storage lens says, in the reader's language. */
export function useStorageTexts(): StorageTexts {
  const texts = use(TextsContext);
  assert(texts !== null, 'useStorageTexts outside of StorageTextsProvider');
  return texts;
}

/** Suspends until the words of the language are there. */
export function StorageTextsProvider({ children }: { children: ReactNode }) {
  const language = usePage(selectLanguage);
  const loading = loaded.get(language) ?? loadStorageTexts(language);
  loaded.set(language, loading);
  return <TextsContext value={use(loading)}>{children}</TextsContext>;
}
