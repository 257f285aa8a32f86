import { textLayout } from '../../../kafka/log/files/text-layout.ts';
import type { ByteRange } from '../../../kafka/record/byte-range.ts';
import type { NamedRange, RangeName } from '../../protocol/disk.ts';
import { nameOf } from './paths.ts';

const longestText = 1 << 20;

const names: ReadonlyMap<string, RangeName> = new Map<string, RangeName>([
  ['version', 'checkpointVersion'],
  ['entries', 'checkpointCount'],
  ['epoch', 'epoch'],
  ['startOffset', 'startOffset'],
  ['topic', 'topic'],
  ['partition', 'partition'],
  ['offset', 'offset'],
]);

/** The words of a checkpoint, or the lines of a file of properties; none for a file that holds no known text. */
export function textRanges(path: string, bytes: Uint8Array, from: number, to: number): NamedRange[] {
  if (bytes.length > longestText) return [];
  const file = nameOf(path);
  const checkpoint = file.endsWith('-checkpoint');
  return (textLayout(file, bytes) ?? [])
    .filter((range) => range.end > from && range.start < to)
    .map((range) => named(range, checkpoint));
}

function named({ start, end, name, value, entry }: ByteRange, checkpoint: boolean): NamedRange {
  const part = entry === null ? null : ({ kind: 'entry', index: entry } as const);
  const known = checkpoint ? names.get(name) : undefined;
  if (known !== undefined) return { start, end, name: known, value: String(value), part };
  const text = name === 'json' ? String(value) : `${name}: ${value}`;
  return { start, end, name: 'property', value: text.slice(0, 300), part };
}
