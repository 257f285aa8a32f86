import { nextUint32, type Prng } from '../base/prng.ts';

const hex8 = (word: number): string => word.toString(16).padStart(8, '0');

/** A random (version 4) UUID from the run's dice, as java.util.UUID prints it. */
export function newUuid(dice: Prng): string {
  const a = hex8(nextUint32(dice));
  const b = hex8(((nextUint32(dice) & 0xffff0fff) | 0x4000) >>> 0);
  const c = hex8(((nextUint32(dice) & 0x3fffffff) | 0x80000000) >>> 0);
  const d = hex8(nextUint32(dice));
  return `${a}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${d}`;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The same 16 bytes in Kafka's form, 22 characters of base64url; never one that begins with a dash (Uuid.randomUuid). */
export function newKafkaUuid(dice: Prng): string {
  for (;;) {
    const digits = newUuid(dice).replaceAll('-', '');
    const bytes: number[] = [];
    for (let at = 0; at < 32; at += 2) bytes.push(Number.parseInt(digits.slice(at, at + 2), 16));
    let text = '';
    for (let at = 0; at < 16; at += 3) {
      const [a = 0, b = 0, c = 0] = bytes.slice(at, at + 3);
      const word = a * 65536 + b * 256 + c;
      const letters = at === 15 ? 2 : 4;
      for (let i = 0; i < letters; i++) text += alphabet[(word >> (18 - 6 * i)) & 63];
    }
    if (!text.startsWith('-')) return text;
  }
}
