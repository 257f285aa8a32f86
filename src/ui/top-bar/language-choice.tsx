import { usePage } from '../../store/page.ts';
import type { Language } from '../../store/preferences-slice.ts';
import { selectLanguage } from '../../store/selectors.ts';

const names: Readonly<Record<Language, string>> = { en: 'English', ko: '한국어' };
const other: Readonly<Record<Language, Language>> = { en: 'ko', ko: 'en' };

/** One button with the name of the other language, in that language. */
export function LanguageChoice() {
  const next = other[usePage(selectLanguage)];
  return (
    <button type="button" className="btn" lang={next} onClick={() => usePage.getState().setLanguage(next)}>
      {names[next]}
    </button>
  );
}
