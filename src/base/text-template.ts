/**
 * A text with places to fill: `{name}` with one of the allowed names (small letters), and `{a..b}`, a whole number drawn
 * from a to b, both included. Any other brace stands for itself, so JSON can be written as it is.
 */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'drawn'; readonly low: number; readonly high: number };

export type Template = readonly TemplatePart[];

export type TemplateProblem =
  | { readonly kind: 'unknown-place'; readonly place: string }
  /** The range is empty or wider than 31 bits. */
  | { readonly kind: 'bad-range'; readonly place: string };

const place = /\{(?:([a-z]+)|(-?\d{1,10})\.\.(-?\d{1,10}))\}/g;
const maxWidth = 2_147_483_646;

export function parseTemplate(text: string, names: readonly string[]): Template | TemplateProblem {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (const found of text.matchAll(place)) {
    const [whole, name, from, to] = found;
    if (found.index > at) parts.push({ kind: 'text', text: text.slice(at, found.index) });
    at = found.index + whole.length;
    if (name !== undefined) {
      if (!names.includes(name)) return { kind: 'unknown-place', place: whole };
      parts.push({ kind: 'name', name });
      continue;
    }
    const [low, high] = [Number(from), Number(to)];
    if (high < low || high - low > maxWidth) return { kind: 'bad-range', place: whole };
    parts.push({ kind: 'drawn', low, high });
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return parts;
}

export const isTemplate = (parsed: Template | TemplateProblem): parsed is Template => Array.isArray(parsed);

/** `drawBelow` gives a whole number from 0 to one below its argument, which is at most 2^31 − 1. */
export function fillTemplate(
  template: Template,
  values: Readonly<Record<string, string>>,
  drawBelow: (bound: number) => number,
): string {
  let text = '';
  for (const part of template) {
    if (part.kind === 'text') text += part.text;
    else if (part.kind === 'name') text += values[part.name] ?? '';
    else text += String(part.low + drawBelow(part.high - part.low + 1));
  }
  return text;
}
