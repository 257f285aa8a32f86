import { createContext, type ReactNode, use } from 'react';
import { assert } from '../../base/assert.ts';
import { type GroupsTexts, loadGroupsTexts } from '../../i18n/groups.ts';
import { usePage } from '../../store/page.ts';
import { selectLanguage } from '../../store/selectors.ts';

const TextsContext = createContext<GroupsTexts | null>(null);
const loaded = new Map<string, Promise<GroupsTexts>>();

/** What the groups lens says, in the reader's language. */
export function useGroupsTexts(): GroupsTexts {
  const texts = use(TextsContext);
  assert(texts !== null, 'useGroupsTexts outside of GroupsTextsProvider');
  return texts;
}

/** Suspends until the words of the language are there. */
export function GroupsTextsProvider({ children }: { children: ReactNode }) {
  const language = usePage(selectLanguage);
  const loading = loaded.get(language) ?? loadGroupsTexts(language);
  loaded.set(language, loading);
  return <TextsContext value={use(loading)}>{children}</TextsContext>;
}
