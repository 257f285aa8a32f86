import type { Words } from '../i18n/words.ts';

/** A sentence with Kafka's terms in code font. */
export function Say({ words }: { words: Words | string }) {
  if (typeof words === 'string') return words;
  return words.map((part, index) =>
    // The parts of a sentence never move.
    typeof part === 'string' ? part : <code key={`${index}-${part.code}`}>{part.code}</code>,
  );
}
