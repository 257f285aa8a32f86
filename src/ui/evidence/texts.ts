import { use } from 'react';
import { type EvidenceTexts, loadEvidenceTexts } from '../../i18n/evidence.ts';
import { usePage } from '../../store/page.ts';
import { selectLanguage } from '../../store/selectors.ts';

const loaded = new Map<string, Promise<EvidenceTexts>>();

/** What evidence and biographies say, in the reader's language; suspends until the words are there. */
export function useEvidenceTexts(): EvidenceTexts {
  const language = usePage(selectLanguage);
  const loading = loaded.get(language) ?? loadEvidenceTexts(language);
  loaded.set(language, loading);
  return use(loading);
}
