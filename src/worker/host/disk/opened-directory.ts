import { err, ok, type Result } from '../../../base/result.ts';
import { readTar } from '../../../base/tar.ts';
import type { ChosenFile, DiskProblem } from '../../protocol/disk.ts';
import { checkpointFiles, checkpointOffsets, type OffsetsByDirectory, placesFromFiles } from './checkpoint-places.ts';
import { holdFiles } from './held-files.ts';
import type { LogDirectory } from './log-source.ts';
import { directoryOf } from './paths.ts';

export const openLimits = {
  files: 20_000,
  /** Of one file or archive, as it is read whole: 256 MiB. */
  fileBytes: 256 << 20,
};

interface GivenFile {
  readonly path: string;
  readonly sizeInBytes: number;
  readonly load: () => Promise<Result<Uint8Array, DiskProblem>>;
}

/** A log directory of a real broker, from a tar, a folder or single files. Nothing is ever written to it. */
export async function openDirectory(
  name: string,
  chosen: readonly ChosenFile[],
): Promise<Result<LogDirectory, DiskProblem>> {
  const archive = chosen.length === 1 && /\.tar$/i.test(chosen[0]?.path ?? '') ? chosen[0] : undefined;
  const files = archive === undefined ? ok(chosen.map(givenFile)) : await unpack(archive);
  if (!files.ok) return files;
  if (files.value.length === 0) return err({ kind: 'nothing', path: name });
  if (files.value.length > openLimits.files) {
    return err({ kind: 'too-many', files: files.value.length, limit: openLimits.files });
  }
  return ok(await directoryOfFiles(withoutCommonFolder(files.value)));
}

function givenFile(file: ChosenFile): GivenFile {
  return { path: file.path, sizeInBytes: file.blob.size, load: () => readBlob(file) };
}

async function unpack(archive: ChosenFile): Promise<Result<GivenFile[], DiskProblem>> {
  const bytes = await readBlob(archive);
  if (!bytes.ok) return bytes;
  const entries = readTar(bytes.value);
  if (!entries.ok) return err({ kind: 'not-tar', path: archive.path, why: entries.error });
  return ok(
    entries.value.map((entry) => ({
      path: entry.name,
      sizeInBytes: entry.bytes.length,
      load: async () => ok(entry.bytes),
    })),
  );
}

async function readBlob({ path, blob }: ChosenFile): Promise<Result<Uint8Array, DiskProblem>> {
  const limit = openLimits.fileBytes;
  if (blob.size > limit) return err({ kind: 'too-large', path, sizeInBytes: blob.size, limit });
  try {
    return ok(new Uint8Array(await blob.arrayBuffer()));
  } catch {
    return err({ kind: 'unreadable', path });
  }
}

async function directoryOfFiles(given: readonly GivenFile[]): Promise<LogDirectory> {
  const byPath = new Map(given.map((file) => [file.path, file]));
  const files = [...byPath.values()]
    .map(({ path, sizeInBytes }) => ({ path, sizeInBytes }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const held = holdFiles(async (path) => (await byPath.get(path)?.load()) ?? err({ kind: 'no-file', path }));
  const checkpoints = new Map<string, OffsetsByDirectory>();
  for (const file of checkpointFiles) {
    const bytes = byPath.has(file) ? await held.read(file) : null;
    if (bytes?.ok) checkpoints.set(file, checkpointOffsets(bytes.value));
  }
  return { files, places: placesFromFiles(files, checkpoints), read: held.read, scanned: held.scanned };
}

/**
 * Paths from the log directory on: folders that all files share are left out, but not one that holds segments itself,
 * which is a partition's directory. Segments without a folder get one.
 */
function withoutCommonFolder(given: readonly GivenFile[]): GivenFile[] {
  let files = given.map((file) => ({ ...file, path: file.path.replace(/^(\.?\/)+/, '') }));
  for (;;) {
    const folder = files[0]?.path.split('/', 1)[0] ?? '';
    const shared = files.every(({ path }) => path.startsWith(`${folder}/`));
    if (!shared || files.some(({ path }) => directoryOf(path) === folder && isSegment(path))) break;
    files = files.map((file) => ({ ...file, path: file.path.slice(folder.length + 1) }));
  }
  return files.map((file) =>
    isSegment(file.path) && directoryOf(file.path) === '' ? { ...file, path: `files/${file.path}` } : file,
  );
}

const isSegment = (path: string): boolean => /(^|\/)\d{20}\.[a-z.]+$/.test(path);
