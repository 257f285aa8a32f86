import { encodeUtf8 } from '../../base/utf8.ts';

/**
 * What key.serializer and value.serializer make of what an application holds, written as text here. string:
 * StringSerializer, UTF-8. integer and long: IntegerSerializer and LongSerializer, 4 and 8 bytes, big-endian. json:
 * JsonSerializer of Kafka Connect, the text of a JSON value without blanks. bytes: ByteArraySerializer, the bytes as they
 * are, written in hexadecimal.
 */
export type SerializerName = 'string' | 'integer' | 'long' | 'json' | 'bytes';

export const serializerNames: readonly SerializerName[] = ['string', 'integer', 'long', 'json', 'bytes'];

/** null: the text is no value of that type. */
export function serialize(name: SerializerName, text: string): Uint8Array | null {
  switch (name) {
    case 'string':
      return encodeUtf8(text);
    case 'integer':
      return bigEndian(text, 4);
    case 'long':
      return bigEndian(text, 8);
    case 'json': {
      const compact = compactJson(text);
      return compact === null ? null : encodeUtf8(compact);
    }
    case 'bytes':
      return fromHexText(text);
  }
}

function bigEndian(text: string, size: 4 | 8): Uint8Array | null {
  if (!/^-?\d{1,19}$/.test(text)) return null;
  const value = BigInt(text);
  if (BigInt.asIntN(size * 8, value) !== value) return null;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  if (size === 4) view.setInt32(0, Number(value));
  else view.setBigInt64(0, value);
  return bytes;
}

function fromHexText(text: string): Uint8Array | null {
  const digits = text.replaceAll(' ', '');
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(digits)) return null;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Texts and what is no text of a JSON document, in turn. */
const jsonTokens = /"(?:[^"\\]|\\.)*"|[^"]+/g;

/** Members stay in their order and numbers as they are written: only the blanks between go. null: no JSON. */
function compactJson(text: string): string | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  return text.replace(jsonTokens, (token) => (token.startsWith('"') ? token : token.replace(/\s/g, '')));
}
