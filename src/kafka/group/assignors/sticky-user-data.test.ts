import { expect, test } from 'vitest';
import { fromHex, hex } from '../../../base/hex.ts';
import {
  decodeCooperativeStickyUserData,
  decodeStickyUserData,
  encodeCooperativeStickyUserData,
  encodeStickyUserData,
} from './sticky-user-data.ts';
import { partitions } from './testing/groups.ts';

const bytes = encodeStickyUserData(partitions('b0 a1 b2'), 5);

test('sticky user data groups partitions by topic and ends with the generation', () => {
  expect(hex(bytes)).toBe('000000020001610000000100000001000162000000020000000000000002' + '00000005');
  expect(decodeStickyUserData(bytes)).toEqual({ partitions: partitions('a1 b0 b2'), generation: 5 });
});

test('version 0 has no generation', () => {
  const old = bytes.subarray(0, bytes.length - 4);
  expect(decodeStickyUserData(old)).toEqual({ partitions: partitions('a1 b0 b2'), generation: null });
});

test('bytes of neither version are no claim of generation -1', () => {
  const none = { partitions: [], generation: -1 };
  expect(decodeStickyUserData(bytes.subarray(0, 20))).toEqual(none);
  expect(decodeStickyUserData(fromHex('ffffffff'))).toEqual(none);
  expect(decodeStickyUserData(fromHex('00000001ffff00000000'))).toEqual(none);
  expect(decodeStickyUserData(fromHex('7fffffff0000'))).toEqual(none);
});

test('cooperative user data is the generation alone', () => {
  expect(hex(encodeCooperativeStickyUserData(7))).toBe('00000007');
  expect(decodeCooperativeStickyUserData(fromHex('00000007'))).toBe(7);
  expect(decodeCooperativeStickyUserData(fromHex('0000'))).toBe(-1);
  expect(decodeCooperativeStickyUserData(null)).toBeNull();
});
