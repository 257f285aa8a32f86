import type { Locale } from './locale.ts';
import type { Words } from './words.ts';

/** What is simplified here, as `docs/fidelity.md` says it too. */
export interface Fidelity {
  readonly intro: Words;
  readonly sections: readonly { readonly title: string; readonly points: readonly Words[] }[];
}

export async function loadFidelity(locale: Locale): Promise<Fidelity> {
  switch (locale) {
    case 'en':
      return (await import('./en/fidelity.ts')).fidelity;
    case 'ko':
      return (await import('./ko/fidelity.ts')).fidelity;
  }
}
