import type { CodecName } from '../../kafka/record/compression.ts';
import { isCompressionType } from '../../kafka/record/compression.ts';
import type { RunDocument } from '../../scenario/document.ts';

function* values(node: unknown): Generator<string> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'compression.type' && typeof value === 'string') yield value;
    else yield* values(value);
  }
}

/** The codecs that the run can come to use: what its producers, topics and brokers are, or will be, told to compress with. */
export function neededCodecs({ setup, commands }: RunDocument): ReadonlySet<CodecName> {
  const needed = new Set<CodecName>();
  for (const name of values([setup, commands])) if (isCompressionType(name) && name !== 'none') needed.add(name);
  return needed;
}
