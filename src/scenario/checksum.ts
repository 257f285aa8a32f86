const polynomial = 0xedb88320;

function remainder(byte: number): number {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = (rest & 1) === 1 ? (rest >>> 1) ^ polynomial : rest >>> 1;
  return rest >>> 0;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => remainder(byte));

/** CRC-32 (ISO-HDLC, as in zip files), unsigned. Links carry it: raw deflate would take many an altered text for whole. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] as number);
  return ~crc >>> 0;
}
