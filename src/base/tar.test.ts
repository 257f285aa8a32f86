import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { readTar, type TarEntry, writeTar } from './tar.ts';
import { encodeUtf8 } from './utf8.ts';

function archive(entries: readonly TarEntry[]): Uint8Array {
  const written = writeTar(entries);
  if (!written.ok) throw new Error(written.error);
  return written.value;
}

const file = (name: string, text = 'text'): TarEntry => ({
  name,
  bytes: encodeUtf8(text),
  mtimeSeconds: 1_700_000_000,
});

const part = fc.string({ unit: fc.constantFrom('a', 'é', '한', '-', '7', '😀', '.x'), minLength: 1, maxLength: 30 });
const name = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const entry = fc.record({
  name,
  bytes: fc.uint8Array({ maxLength: 1500 }),
  mtimeSeconds: fc.integer({ min: 0, max: 0o77777777777 }),
});

property.prop([fc.array(entry, { maxLength: 6 })])('what is written is read, or refused for its name', (entries) => {
  const written = writeTar(entries);
  if (!written.ok) {
    expect(written.error).toMatch(/too long/);
    return;
  }
  expect(written.value.length % 10240).toBe(0);
  expect(readTar(written.value)).toEqual({ ok: true, value: entries });
});

property.prop([fc.array(entry, { minLength: 1, maxLength: 3 }), fc.nat()])(
  'an archive that is cut off is refused',
  (entries, at) => {
    const written = writeTar(entries);
    if (!written.ok) return;
    const used = entries.reduce((sum, it) => sum + 512 + Math.ceil(it.bytes.length / 512) * 512, 0);
    expect(readTar(written.value.subarray(0, at % used)).ok).toBe(false);
  },
);

property.prop([fc.uint8Array({ maxLength: 3000 })])('any bytes are read or refused', (bytes) => {
  const read = readTar(bytes);
  expect(read.ok ? read.value : read.error.endsWith('.')).toBeTruthy();
});

test('a long name is split between its two fields at a slash', () => {
  const long = `${'d'.repeat(80)}/${'e'.repeat(60)}/${'f'.repeat(90)}`;
  expect(readTar(archive([file(long)]))).toEqual({ ok: true, value: [file(long)] });
  expect(writeTar([file('n'.repeat(101))]).ok).toBe(false);
  expect(writeTar([file(`${'p'.repeat(156)}/x${'n'.repeat(99)}`)]).ok).toBe(false);
});

test.each(['/etc/passwd', '../up', 'a/../../up', 'C:x', 'a\\b', ''])('the name %j is refused', (bad) => {
  expect(writeTar([file(bad)]).ok).toBe(false);
  const bytes = archive([file('x'.repeat(20))]);
  const placed = encodeUtf8(bad);
  bytes.fill(0, 0, 100);
  bytes.set(placed, 0);
  const sum = bytes.subarray(0, 512).reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
  bytes.set(encodeUtf8(sum.toString(8).padStart(6, '0')), 148);
  expect(readTar(bytes).ok).toBe(false);
});

test('a damaged header is found by its checksum', () => {
  const bytes = archive([file('orders-0/x')]);
  bytes[3] = 0x41;
  expect(readTar(bytes)).toEqual({ ok: false, error: 'This is not a tar archive, or it is damaged at byte 0.' });
});
