const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The bytes as text, or in hexadecimal when they are no UTF-8; null stays null. */
export function bytesAsText(bytes: Uint8Array | null): string | null {
  if (bytes === null) return null;
  try {
    return utf8.decode(bytes);
  } catch {
    return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  }
}

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    utf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Unsigned, in hexadecimal. */
export function crcText(crc: number): string {
  return `0x${(crc >>> 0).toString(16).padStart(8, '0')}`;
}
