import { expect, test } from 'vitest';
import { hex } from '../../base/bytes.ts';
import { murmur2 } from '../record/murmur2.ts';
import { deserialize } from './deserializers.ts';
import { type SerializerName, serialize } from './serializers.ts';

test.each<[SerializerName, string, string]>([
  ['string', 'é', 'c3a9'],
  ['string', '', ''],
  ['integer', '7', '00000007'],
  ['integer', '-1', 'ffffffff'],
  ['integer', '2147483647', '7fffffff'],
  ['long', '42', '000000000000002a'],
  ['long', '-9223372036854775808', '8000000000000000'],
  ['json', ' { "a b" : [1.0, "c \\" d"] } ', hex(new TextEncoder().encode('{"a b":[1.0,"c \\" d"]}'))],
  ['bytes', '0a FF', '0aff'],
])('%s of %j', (name, text, bytes) => {
  const made = serialize(name, text);
  expect(made === null ? null : hex(made)).toBe(bytes);
});

test.each<[SerializerName, string]>([
  ['integer', '2147483648'],
  ['integer', '1.5'],
  ['integer', ''],
  ['long', '9223372036854775808'],
  ['json', '{a: 1}'],
  ['bytes', 'abc'],
  ['bytes', 'xy'],
])('%s does not take %j', (name, text) => {
  expect(serialize(name, text)).toBeNull();
});

test('the bytes of a number decide the partition otherwise than its text', () => {
  expect(murmur2(serialize('integer', '7') ?? new Uint8Array())).toBe(-1028359445);
  expect(murmur2(serialize('long', '42') ?? new Uint8Array())).toBe(506863552);
});

test('what a serializer made its deserializer reads, and others fail as Kafka does', () => {
  const integer = serialize('integer', '-70000') ?? new Uint8Array();
  expect(deserialize('integer', integer)).toEqual({ ok: true, text: '-70000' });
  expect(deserialize('bytes', integer)).toEqual({ ok: true, text: 'ff fe ee 90' });
  expect(deserialize('long', integer)).toEqual({
    ok: false,
    message: 'Size of data received by LongDeserializer is not 8',
  });
  expect(deserialize('integer', new Uint8Array(3))).toEqual({
    ok: false,
    message: 'Size of data received by IntegerDeserializer is not 4',
  });
  expect(deserialize('json', serialize('json', '{"a": 1}') ?? new Uint8Array())).toEqual({ ok: true, text: '{"a":1}' });
  expect(deserialize('json', new Uint8Array([0x7b])).ok).toBe(false);
});
