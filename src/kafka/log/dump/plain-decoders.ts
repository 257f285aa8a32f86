import { ByteReader } from '../../../base/bytes.ts';
import { readInt64 } from '../../../base/int64.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import type { RecordParser } from './record-parser.ts';
import { runtimeFailure, ToolFailure } from './tool-output.ts';

/** The classes of org.apache.kafka.tools.api that --key-decoder-class and --value-decoder-class may name. */
type Decoder = (bytes: Uint8Array) => string;

export const STRING_DECODER = 'org.apache.kafka.tools.api.StringDecoder';

function readerOf(bytes: Uint8Array, needed: number): ByteReader {
  if (bytes.length < needed) throw new ToolFailure('java.nio.BufferUnderflowException', '');
  return new ByteReader(bytes);
}

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  [STRING_DECODER, (bytes) => decodeUtf8(bytes)],
  ['org.apache.kafka.tools.api.IntegerDecoder', (bytes) => String(readerOf(bytes, 4).i32())],
  ['org.apache.kafka.tools.api.LongDecoder', (bytes) => String(readInt64(readerOf(bytes, 8)))],
  // Java prints an array's type and the object's hash, which is another one each time.
  ['org.apache.kafka.tools.api.DefaultDecoder', () => '[B@0'],
]);

function decoderOf(className: string): Decoder {
  const decoder = DECODERS.get(className);
  if (decoder === undefined) throw runtimeFailure('Failed to load decoder class');
  return decoder;
}

/** DecoderMessageParser. @throws ToolFailure when a class is not known. */
export function plainParser(keyDecoderClass: string, valueDecoderClass: string): RecordParser {
  const valueDecoder = decoderOf(valueDecoderClass);
  const keyDecoder = decoderOf(keyDecoderClass);
  return ({ key, value }) => ({
    key: key === null ? null : keyDecoder(key),
    value: value === null ? null : valueDecoder(value),
  });
}
