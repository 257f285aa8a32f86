/** A sentence in parts: plain text, and terms that stand in code font and are never translated. No markup is ever parsed. */
export type Words = readonly (string | { readonly code: string })[];

export interface Code {
  readonly code: string;
}

/** Kafka's term, a config's name or an id, in code font. */
export function code(text: string | number): Code {
  return { code: String(text) };
}

/** A template whose parts are text, numbers, code or sentences. */
export function words(texts: TemplateStringsArray, ...values: readonly (string | number | Code | Words)[]): Words {
  const parts: (string | Code)[] = [];
  texts.forEach((text, index) => {
    if (text !== '') parts.push(text);
    const value = values[index];
    if (value === undefined || value === '') return;
    if (typeof value === 'string' || typeof value === 'number') parts.push(String(value));
    else if ('code' in value) parts.push(value);
    else parts.push(...value);
  });
  return parts;
}

/** The same without fonts: for labels, titles and tests. */
export function plain(sentence: Words): string {
  return sentence.map((part) => (typeof part === 'string' ? part : part.code)).join('');
}

/** Items in code font with commas between. */
export function codes(items: readonly (string | number)[]): Words {
  return items.flatMap((item, index) => (index === 0 ? [code(item)] : [', ', code(item)]));
}
