/** How text looks, as far as its width depends on it. */
export interface TextStyle {
  /** Font size in pixels. */
  readonly size: number;
  readonly mono?: boolean;
  readonly bold?: boolean;
}

const narrow = "iIljtfr.,:;'|!()[]·`";
const wide = 'mwMW@%→↔⇄—';

/** Width of a character in em: a careful guess that errs to the wide side, because the layout never asks the page. */
function charWidth(char: string, mono: boolean): number {
  const code = char.codePointAt(0) ?? 0;
  // Hangul, kana, CJK ideographs and full-width forms.
  if (code >= 0x1100 && (code <= 0x11ff || (code >= 0x2e80 && code <= 0xd7ff) || (code >= 0xff00 && code <= 0xff60)))
    return 1;
  if (mono) return 0.602;
  if (char === ' ') return 0.29;
  if (narrow.includes(char)) return 0.34;
  if (wide.includes(char)) return 0.88;
  if (char >= '0' && char <= '9') return 0.58;
  if (char >= 'A' && char <= 'Z') return 0.67;
  return 0.57;
}

/** Estimated width in pixels. */
export function textWidth(text: string, style: TextStyle): number {
  let em = 0;
  for (const char of text) em += charWidth(char, style.mono === true);
  return em * style.size * (style.bold && !style.mono ? 1.04 : 1);
}

/** The text, or as much of its beginning as fits with an ellipsis; '' when not even one character fits. */
export function fitText(text: string, width: number, style: TextStyle): string {
  if (textWidth(text, style) <= width) return text;
  const chars = [...text];
  let room = width - textWidth('…', style);
  let kept = 0;
  while (kept < chars.length) {
    room -= textWidth(chars[kept] ?? '', style);
    if (room < 0) break;
    kept++;
  }
  return kept === 0 ? '' : `${chars.slice(0, kept).join('').trimEnd()}…`;
}

/** Shortens the head and keeps the tail: `clickstream` with `-11` becomes `clic…-11`. */
export function fitHead(head: string, tail: string, width: number, style: TextStyle): string {
  if (textWidth(head + tail, style) <= width) return head + tail;
  const short = fitText(head, width - textWidth(tail, style), style);
  return short === '' ? fitText(tail, width, style) : short + tail;
}

/** The first text that fits; the last one, shortened, when none does. */
export function firstThatFits(texts: readonly string[], width: number, style: TextStyle): string {
  for (const text of texts) if (textWidth(text, style) <= width) return text;
  return fitText(texts[texts.length - 1] ?? '', width, style);
}
