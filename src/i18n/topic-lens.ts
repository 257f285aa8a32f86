import type { topicLens } from './en/topic-lens.ts';
import type { Locale } from './locale.ts';

export type TopicLensTexts = typeof topicLens;

/** The words of the topic lens are fetched when it is opened. */
export async function loadTopicLensTexts(locale: Locale): Promise<TopicLensTexts> {
  switch (locale) {
    case 'en':
      return (await import('./en/topic-lens.ts')).topicLens;
    case 'ko':
      return (await import('./ko/topic-lens.ts')).topicLens;
  }
}
