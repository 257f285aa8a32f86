import { decodeUtf8 } from '../../base/utf8.ts';
import type { SerializerName } from './serializers.ts';

/** What a consumer's deserializer makes of bytes; `message` is that of its SerializationException. */
export type Deserialized =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

const sizeProblem = (bytes: Uint8Array, name: 'Integer' | 'Long', size: number): Deserialized | null =>
  bytes.length === size ? null : { ok: false, message: `Size of data received by ${name}Deserializer is not ${size}` };

/**
 * Nothing in a record says which serializer made its bytes: a deserializer that does not fit fails, or gives nonsense.
 * Source: StringDeserializer, IntegerDeserializer, LongDeserializer (4.3.1); Connect's JsonDeserializer gives the
 * words of its parser, of which only the exception's name is given here.
 */
export function deserialize(name: SerializerName, bytes: Uint8Array): Deserialized {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (name) {
    case 'string':
      return { ok: true, text: decodeUtf8(bytes) };
    case 'integer':
      return sizeProblem(bytes, 'Integer', 4) ?? { ok: true, text: String(view.getInt32(0)) };
    case 'long':
      return sizeProblem(bytes, 'Long', 8) ?? { ok: true, text: String(view.getBigInt64(0)) };
    case 'json':
      return json(decodeUtf8(bytes));
    case 'bytes':
      return { ok: true, text: Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ') };
  }
}

/** What it reads is shown as it stands in the record. */
function json(text: string): Deserialized {
  try {
    JSON.parse(text);
    return { ok: true, text };
  } catch {
    return { ok: false, message: 'com.fasterxml.jackson.core.JsonParseException' };
  }
}
