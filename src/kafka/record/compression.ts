import { assert } from '../../base/assert.ts';

/** Kafka's names, each at the place of its id in a batch's attributes (CompressionType). */
export const compressionTypes = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

export type CompressionType = (typeof compressionTypes)[number];
/** The types that need a codec. */
export type CodecName = Exclude<CompressionType, 'none'>;

/** Synchronous, and the same bytes in every JavaScript engine. */
export interface Codec {
  readonly compress: (bytes: Uint8Array, level: number) => Uint8Array;
  /** Throws MalformedBytes when the bytes are no such stream, or hold more than `limit` bytes. */
  readonly decompress: (bytes: Uint8Array, limit: number) => Uint8Array;
}

/**
 * Most bytes that a compressed batch may unfold to. Kafka knows no such limit; a batch that its sender meant to be read
 * stays far below, and one that was made to fill the memory does not get it.
 */
export const MAX_DECOMPRESSED_BYTES = 64 * 1024 * 1024;

/** CompressionType.defaultLevel; snappy knows no levels. */
const DEFAULT_LEVELS: Readonly<Record<CodecName, number>> = { gzip: -1, snappy: 0, lz4: 9, zstd: 3 };

const codecs = new Map<CompressionType, Codec>();

/** Codecs are loaded only when used: whoever opens a run that needs one registers it first (codecs/load-codecs.ts). */
export function registerCodec(type: CodecName, codec: Codec): void {
  codecs.set(type, codec);
}

export function hasCodec(type: CompressionType): boolean {
  return type === 'none' || codecs.has(type);
}

function codecOf(type: CompressionType): Codec {
  const codec = codecs.get(type);
  assert(codec !== undefined, `the codec ${type} has been loaded`);
  return codec;
}

/** The type of this id, or undefined for 5 to 7, which stand for none. */
export function compressionTypeOfId(id: number): CompressionType | undefined {
  return compressionTypes[id];
}

/** CompressionType.forName, as configs name it. */
export function isCompressionType(name: string): name is CompressionType {
  return (compressionTypes as readonly string[]).includes(name);
}

export function compress(
  type: CompressionType,
  bytes: Uint8Array,
  level: number = type === 'none' ? 0 : DEFAULT_LEVELS[type],
): Uint8Array {
  return type === 'none' ? bytes : codecOf(type).compress(bytes, level);
}

/** Throws MalformedBytes when the bytes are no such stream, or hold more than `limit` bytes. */
export function decompress(type: CompressionType, bytes: Uint8Array, limit = MAX_DECOMPRESSED_BYTES): Uint8Array {
  return type === 'none' ? bytes : codecOf(type).decompress(bytes, limit);
}
