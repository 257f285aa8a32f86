import type { Codec, CodecName } from '../compression.ts';
import { hasCodec, registerCodec } from '../compression.ts';

/** Each codec is a chunk of its own, fetched when a run first needs it. */
const loaders: Readonly<Record<CodecName, () => Promise<Codec>>> = {
  gzip: async () => (await import('./gzip.ts')).gzip,
  snappy: async () => (await import('./snappy.ts')).snappy,
  lz4: async () => (await import('./lz4.ts')).lz4,
  zstd: async () => {
    const [{ Zstd }, { zstdCodec }] = await Promise.all([import('@hpcc-js/wasm-zstd'), import('./zstd.ts')]);
    return zstdCodec(await Zstd.load());
  },
};

export const allCodecs: readonly CodecName[] = ['gzip', 'snappy', 'lz4', 'zstd'];

/** Makes these codecs ready for the engine, which itself waits for nothing. */
export async function loadCodecs(names: Iterable<CodecName>): Promise<void> {
  const missing = [...new Set(names)].filter((name) => !hasCodec(name));
  await Promise.all(missing.map(async (name) => registerCodec(name, await loaders[name]())));
}
