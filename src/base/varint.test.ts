import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sizeOfVarint, sizeOfVarlong, writeVarint, writeVarlong } from './varint.ts';

/** The encoding by its definition, in 64-bit arithmetic. */
function bigVarlong(v: bigint): number[] {
  let rest = BigInt.asUintN(64, (v << 1n) ^ (v >> 63n));
  const bytes: number[] = [];
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}

test('varlongs of safe integers are what 64-bit arithmetic gives, and have the size that was foretold', () => {
  const edges = [31, 32, 33, 34, 35, 41, 42, 48, 49, 52, 53].flatMap((bits) => [2 ** bits - 1, -(2 ** bits) + 1]);
  fc.assert(
    fc.property(fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.constantFrom(...edges)), (v) => {
      const into = new Uint8Array(16);
      const end = writeVarlong(into, 3, v);
      expect([...into.slice(3, end)]).toEqual(bigVarlong(BigInt(v)));
      expect(sizeOfVarlong(v)).toBe(end - 3);
    }),
    { numRuns: 2000 },
  );
});

test('varints have the size that was foretold', () => {
  fc.assert(
    fc.property(fc.integer(), (v) => {
      expect(sizeOfVarint(v)).toBe(writeVarint(new Uint8Array(5), 0, v));
    }),
  );
});
