import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex, MalformedBytes } from '../../../base/bytes.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { type CodecName, compress, decompress } from '../compression.ts';
import { crc32c } from '../crc32c.ts';
import { allCodecs, loadCodecs } from './load-codecs.ts';
import { xxHash32 } from './xxhash32.ts';

await loadCodecs(allCodecs);

const levels: Readonly<Record<CodecName, readonly number[]>> = {
  gzip: [-1, 1, 9],
  snappy: [0],
  lz4: [9, 1, 3, 17],
  zstd: [3, -5, 1, 19, 22],
};

/** The same bytes in every engine: nothing but 32-bit integers. */
function text(length: number, alphabet: number): Uint8Array {
  let seed = 12345;
  return Uint8Array.from({ length }, () => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return 97 + ((seed >>> 16) % alphabet);
  });
}

const repetitive = encodeUtf8('an order of 3 red shirts, '.repeat(3000));
const samples: readonly Uint8Array[] = [
  new Uint8Array(1),
  encodeUtf8('hello'),
  repetitive,
  text(200_000, 26),
  text(70_000, 2),
  new Uint8Array(300_000),
];

test.each(allCodecs)('what %s compressed is unfolded again, at every level', (name) => {
  for (const level of levels[name]) {
    for (const bytes of samples) {
      const small = compress(name, bytes, level);
      expect(crc32c(decompress(name, small))).toBe(crc32c(bytes));
    }
    expect(compress(name, repetitive, level).length).toBeLessThan(repetitive.length / 10);
  }
});

test.each(allCodecs)('what %s makes of any bytes can be unfolded', (name) => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.array(fc.constantFrom(0, 1, 255), { maxLength: 2000 }).map((all) => Uint8Array.from(all)),
    fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 30 }), fc.nat(40)).map(([part, times]) => {
      return Uint8Array.from(Array.from({ length: times * part.length }, (_, i) => part[i % part.length] as number));
    }),
  );
  const property = fc.property(bytes, (plain) => {
    expect(decompress(name, compress(name, plain))).toEqual(plain);
  });
  fc.assert(property, { numRuns: 200 });
});

/** Whether the codec gave bytes; anything but MalformedBytes is a mistake of ours. */
function survives(name: CodecName, bytes: Uint8Array): boolean {
  try {
    decompress(name, bytes);
    return true;
  } catch (error) {
    if (error instanceof MalformedBytes) return false;
    throw error;
  }
}

test.each(allCodecs)('damaged and invented bytes make %s say so, and it works on', (name) => {
  const good = compress(name, repetitive);
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const bytes = good.slice();
      bytes[at] = (bytes[at] as number) ^ flip;
      survives(name, bytes);
    }),
    { numRuns: 200 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void survives(name, bytes)));
  // A snappy stream has no end: cut between two blocks it is a whole one.
  for (let cut = 0; cut < good.length && name !== 'snappy'; cut += 7) {
    expect(survives(name, good.subarray(0, cut)), `cut to ${cut}`).toBe(false);
  }
  expect(decompress(name, good)).toEqual(repetitive);
});

test.each(allCodecs)('a bomb for %s is refused before it has filled the memory', (name) => {
  const bytes = compress(name, new Uint8Array(1_000_001));
  expect(bytes.length).toBeLessThan(60_000);
  expect(() => decompress(name, bytes, 1_000_000)).toThrow(MalformedBytes);
  expect(decompress(name, bytes, 1_000_001)).toHaveLength(1_000_001);
});

test('the checksum of LZ4 is xxHash32', () => {
  const of = (words: string): number => xxHash32(encodeUtf8(words), 0, words.length);
  expect(
    [of(''), of('a'), of('abc'), of('Nobody inspects the spammish repetition')].map((n) => n.toString(16)),
  ).toEqual(['2cc5d05', '550d7456', '32d153ff', 'e2293b2f']);
});

// Every engine, and every later version of a codec, must give these bytes: hashes of runs depend on them.
test('a codec’s bytes stay the same', () => {
  const plain = encodeUtf8('an order of 3 red shirts, an order of 2 red shirts');
  const golden = Object.fromEntries(
    allCodecs.map((name) => [
      name,
      `${hex(compress(name, plain))} ${crc32c(compress(name, samples[3] as Uint8Array))}`,
    ]),
  );
  expect(golden).toMatchInlineSnapshot(`
    {
      "gzip": "1f8b08000000000000ff4bcc53c82f4a492d52c84f533056284a4d5128cec82c2a29d6514844923142920100af2f6e0f32000000 2896704369",
      "lz4": "04224d186040822b000000f80b616e206f72646572206f66203320726564207368697274732c201a00c032207265642073686972747300000000 4069627419",
      "snappy": "82534e41505059000000000100000001000000233264616e206f72646572206f66203320726564207368697274732c202e1a0000321d1a 1315553376",
      "zstd": "28b52ffd00581c0100d8616e206f72646572206f66203320726564207368697274732c20320200c0103637c7010000 954808252",
    }
  `);
});
