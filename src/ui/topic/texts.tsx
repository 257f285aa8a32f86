import { createContext, type ReactNode, use } from 'react';
import { assert } from '../../base/assert.ts';
import { loadTopicLensTexts, type TopicLensTexts } from '../../i18n/topic-lens.ts';
import { usePage } from '../../store/page.ts';
import { selectLanguage } from '../../store/selectors.ts';

const TextsContext = createContext<TopicLensTexts | null>(null);
const loaded = new Map<string, Promise<TopicLensTexts>>();

/** What the topic lens says, in the reader's language. */
export function useTopicTexts(): TopicLensTexts {
  const texts = use(TextsContext);
  assert(texts !== null, 'useTopicTexts outside of TopicTextsProvider');
  return texts;
}

/** Suspends until the words of the language are there. */
export function TopicTextsProvider({ children }: { children: ReactNode }) {
  const language = usePage(selectLanguage);
  const loading = loaded.get(language) ?? loadTopicLensTexts(language);
  loaded.set(language, loading);
  return <TextsContext value={use(loading)}>{children}</TextsContext>;
}
