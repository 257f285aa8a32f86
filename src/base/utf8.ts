const QUESTION_MARK = 0x3f;
const REPLACEMENT = '\ufffd';

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Bytes of `encodeUtf8(s)`. */
export function utf8Length(s: string): number {
  let bytes = s.length;
  for (let i = 0; i < s.length; i++) {
    const unit = s.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 2;
    else if (isHighSurrogate(unit) && isLowSurrogate(s.charCodeAt(i + 1))) {
      bytes += 2;
      i++;
    }
  }
  return bytes;
}

/** Writes `s` at `at` and gives the position after it. A lone surrogate becomes `?`, as Java's getBytes(UTF_8) does. */
export function writeUtf8(into: Uint8Array, at: number, s: string): number {
  let to = at;
  for (let i = 0; i < s.length; i++) {
    const unit = s.charCodeAt(i);
    if (unit < 0x80) {
      into[to++] = unit;
    } else if (unit < 0x800) {
      into[to++] = 0xc0 | (unit >> 6);
      into[to++] = 0x80 | (unit & 0x3f);
    } else if (unit < 0xd800 || unit > 0xdfff) {
      into[to++] = 0xe0 | (unit >> 12);
      into[to++] = 0x80 | ((unit >> 6) & 0x3f);
      into[to++] = 0x80 | (unit & 0x3f);
    } else if (isHighSurrogate(unit) && isLowSurrogate(s.charCodeAt(i + 1))) {
      const point = 0x10000 + ((unit - 0xd800) << 10) + (s.charCodeAt(++i) - 0xdc00);
      into[to++] = 0xf0 | (point >> 18);
      into[to++] = 0x80 | ((point >> 12) & 0x3f);
      into[to++] = 0x80 | ((point >> 6) & 0x3f);
      into[to++] = 0x80 | (point & 0x3f);
    } else {
      into[to++] = QUESTION_MARK;
    }
  }
  return to;
}

export function encodeUtf8(s: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(s));
  writeUtf8(bytes, 0, s);
  return bytes;
}

/** Lead byte → how many bytes follow, 0 when it cannot lead. */
function followers(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 1;
  if (lead >= 0xe0 && lead <= 0xef) return 2;
  if (lead >= 0xf0 && lead <= 0xf4) return 3;
  return 0;
}

/** The lowest and highest byte that may follow the lead directly (no overlong forms, no surrogates, ≤ U+10FFFF). */
function isSecond(lead: number, byte: number): boolean {
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  return byte >= low && byte <= high;
}

/** Text of UTF-8 bytes; every malformed part becomes U+FFFD, as `new String(bytes, UTF_8)` and browsers do. */
export function decodeUtf8(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let text = '';
  let at = from;
  while (at < to) {
    const lead = bytes[at++] as number;
    if (lead < 0x80) {
      text += String.fromCharCode(lead);
      continue;
    }
    const wanted = followers(lead);
    let point = wanted === 1 ? lead & 0x1f : wanted === 2 ? lead & 0x0f : lead & 0x07;
    let seen = 0;
    while (seen < wanted && at < to) {
      const byte = bytes[at] as number;
      if (seen === 0 ? !isSecond(lead, byte) : (byte & 0xc0) !== 0x80) break;
      point = (point << 6) | (byte & 0x3f);
      seen++;
      at++;
    }
    text += wanted > 0 && seen === wanted ? String.fromCodePoint(point) : REPLACEMENT;
  }
  return text;
}
