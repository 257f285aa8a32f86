import type { ChosenFile } from '../../worker/protocol/disk.ts';

export interface Chosen {
  /** Of the folder, of the archive, or of the first file. */
  readonly name: string;
  readonly files: readonly ChosenFile[];
}

/** Longer paths are no broker's; the worker takes none. */
const longestPath = 1000;

export function chosenFromInput(list: FileList): Chosen {
  const files = [...list].map((file) => chosen(file.webkitRelativePath || file.name, file));
  return named(files);
}

/** What was dropped: folders are walked through where the browser lets it. */
export async function chosenFromDrop(data: DataTransfer): Promise<Chosen> {
  // The items are gone after the first wait.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const plain = [...data.files];
  if (!entries.some((entry) => entry.isDirectory)) return named(plain.map((file) => chosen(file.name, file)));
  const files: ChosenFile[] = [];
  for (const entry of entries) await walk(entry, files);
  return named(files);
}

async function walk(entry: FileSystemEntry, into: ChosenFile[]): Promise<void> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    into.push(chosen(entry.fullPath.replace(/^\//, ''), file));
    return;
  }
  if (!isDirectory(entry)) return;
  const reader = entry.createReader();
  for (;;) {
    // A reader hands its entries out in parts.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return;
    for (const inside of part) await walk(inside, into);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

function chosen(path: string, blob: Blob): ChosenFile {
  return { path: path.slice(-longestPath), blob };
}

function named(files: readonly ChosenFile[]): Chosen {
  const path = files[0]?.path ?? '';
  return { name: (path.split('/')[0] ?? path).slice(0, 200), files };
}
