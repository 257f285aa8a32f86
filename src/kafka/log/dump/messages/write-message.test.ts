import { expect, test } from 'vitest';
import { ByteReader, ByteWriter, hex } from '../../../../base/bytes.ts';
import { type MessageSchema, parseMessages } from './message-schema.ts';
import { type MessageData, readMessage } from './read-message.ts';
import { writeMessage } from './write-message.ts';

const messages = parseMessages(`
Plain 0-1 flexible 1+
  name string?
  added int16 1+ = 7
  parts []Part
    id int32
  rest []int8? 1+ @1 = null
  part Part? 1+ @0 = null
  big int64 = -1
  struct Part
    id int32
`);
const schema = messages.get('Plain') as MessageSchema;

function bytesOf(data: MessageData, version: number): Uint8Array {
  const writer = new ByteWriter();
  writeMessage(writer, schema, data, version);
  return writer.toBytes();
}

const part = (id: number): MessageData => new Map([['id', id]]);

test('fields that are not given have their defaults, those of other versions are left out', () => {
  expect(hex(bytesOf(new Map(), 0))).toBe('000000000000ffffffffffffffff');
  expect(hex(bytesOf(new Map([['name', null]]), 1))).toBe('00000701ffffffffffffffff00');
});

test('tagged fields follow by tag, with their size; a struct that may be null says that it is there', () => {
  const data: MessageData = new Map<string, MessageData | string | MessageData[] | number[]>([
    ['name', 'x'],
    ['parts', [part(5)]],
    ['rest', [1]],
    ['part', part(6)],
  ]);
  const bytes = bytesOf(data, 1);
  expect(hex(bytes)).toBe(
    '0278' + '0007' + '020000000500' + 'ffffffffffffffff' + '02' + '0006010000000600' + '01020201',
  );
  expect(readMessage(new ByteReader(bytes), schema, 1).get('part')).toEqual(part(6));
});

test('64-bit values may be beyond 2^53', () => {
  const data: MessageData = new Map([['big', 2n ** 62n]]);
  expect(readMessage(new ByteReader(bytesOf(data, 0)), schema, 0).get('big')).toBe(2n ** 62n);
});
