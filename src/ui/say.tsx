import { createElement, Fragment } from 'react';
import type { Words } from '../i18n/words.ts';

/** A sentence with Kafka's terms in code font. Its parts never move, so they need no keys. */
export function Say({ words }: { words: Words | string }) {
  if (typeof words === 'string') return words;
  const parts = words.map((part) => (typeof part === 'string' ? part : createElement('code', null, part.code)));
  return createElement(Fragment, null, ...parts);
}
