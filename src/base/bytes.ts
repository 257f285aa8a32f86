/** Bytes as files and requests hold them: big-endian numbers, varints, text. */
export { getUint32, putInt16, putInt32, putInt64 } from './big-endian.ts';
export { ByteReader, MalformedBytes } from './byte-reader.ts';
export { ByteWriter } from './byte-writer.ts';
export { fromHex, hex } from './hex.ts';
