import type { DiskFileEntry } from '../../worker/protocol/disk.ts';

/** One visible row of the tree of a log directory. */
export interface TreeRow {
  /** '' is the log directory itself. */
  readonly path: string;
  readonly name: string;
  readonly level: number;
  readonly kind: 'directory' | 'file';
  readonly sizeInBytes: number;
  readonly expanded: boolean | null;
  readonly place: number;
  readonly of: number;
}

/**
 * Partition directories by topic and number, then the files of the log directory, then directories of internal topics;
 * closed directories hide their files.
 */
export function treeRows(files: readonly DiskFileEntry[], expanded: ReadonlySet<string>, rootName: string): TreeRow[] {
  const inside = new Map<string, DiskFileEntry[]>();
  for (const file of files) {
    const slash = file.path.lastIndexOf('/');
    const directory = slash < 0 ? '' : file.path.slice(0, slash);
    const held = inside.get(directory);
    if (held === undefined) inside.set(directory, [file]);
    else held.push(file);
  }
  const own = inside.get('') ?? [];
  inside.delete('');
  const directories = [...inside.keys()].sort(byPartition);
  const size = files.reduce((sum, file) => sum + file.sizeInBytes, 0);
  const of = directories.length + own.length;
  const rows: TreeRow[] = [
    { path: '', name: rootName, level: 1, kind: 'directory', sizeInBytes: size, expanded: true, place: 1, of: 1 },
  ];
  let placed = 0;
  const nextPlace = () => {
    placed += 1;
    return placed;
  };
  const addDirectory = (directory: string) => {
    const held = inside.get(directory) ?? [];
    const open = expanded.has(directory);
    const sizeInBytes = held.reduce((sum, file) => sum + file.sizeInBytes, 0);
    const shape = { level: 2, kind: 'directory', place: nextPlace(), of } as const;
    rows.push({ path: directory, name: directory, sizeInBytes, expanded: open, ...shape });
    if (open) held.forEach((file, i) => rows.push(fileRow(file, directory, 3, i + 1, held.length)));
  };
  for (const directory of directories) if (!isInternal(directory)) addDirectory(directory);
  for (const file of own) rows.push(fileRow(file, '', 2, nextPlace(), of));
  for (const directory of directories) if (isInternal(directory)) addDirectory(directory);
  return rows;
}

const isInternal = (directory: string): boolean => directory.startsWith('__');

function fileRow(file: DiskFileEntry, directory: string, level: number, place: number, of: number): TreeRow {
  const name = directory === '' ? file.path : file.path.slice(directory.length + 1);
  const { path, sizeInBytes } = file;
  return { path, name, level, kind: 'file', sizeInBytes, expanded: null, place, of };
}

function byPartition(a: string, b: string): number {
  const [topicA, partitionA] = partitionOf(a);
  const [topicB, partitionB] = partitionOf(b);
  return topicA < topicB ? -1 : topicA > topicB ? 1 : partitionA - partitionB || (a < b ? -1 : 1);
}

function partitionOf(directory: string): readonly [topic: string, partition: number] {
  const parts = /^(.+)-(\d+)/.exec(directory);
  return [parts?.[1] ?? directory, Number(parts?.[2] ?? -1)];
}
