import { err, ok, type Result } from '../../../base/result.ts';
import { type TarEntry, writeTar } from '../../../base/tar.ts';
import { nowUs, type Run } from '../../../sim/run.ts';
import { diskRecoveries, isDiskAtRest } from '../../../sim/view/disk-places.ts';
import type { DiskAnswer, DiskProblem, DiskSource } from '../../protocol/disk.ts';
import type { CallError } from '../../protocol.ts';
import { batchRow, type Places } from '../disk/batch-header.ts';
import { entryFileRanges, entryFormat, entryWindow } from '../disk/entry-files.ts';
import { addOpened, findDirectory } from '../disk/find-directory.ts';
import { logRanges, positionOfOffset } from '../disk/log-ranges.ts';
import type { LogDirectory } from '../disk/log-source.ts';
import { lookUp } from '../disk/lookup.ts';
import { openDirectory } from '../disk/opened-directory.ts';
import { directoryOf, isBatchFile, nameOf } from '../disk/paths.ts';
import { recordsOf } from '../disk/records.ts';
import { batchBefore } from '../disk/scan-log.ts';
import { textRanges } from '../disk/text-ranges.ts';
import { type Handler, type HostState, withRun } from '../host-state.ts';

const mostBytes = 65_536;
const mostRows = 500;

interface Place {
  readonly directory: LogDirectory;
  readonly run: Run | null;
}

/** Looks into a directory; what the directory cannot give is part of the answer, not a failed call. */
async function look<T>(
  host: HostState,
  source: DiskSource,
  use: (place: Place) => Promise<Result<T, DiskProblem>>,
): Promise<Result<DiskAnswer<T>, CallError>> {
  const found =
    source.kind === 'run'
      ? withRun(host, source.runId, ({ run }) => ofRun(host, source, run))
      : ok(ofRun(host, source, null));
  if (!found.ok) return found;
  const place = found.value;
  const answer = place.ok ? await use(place.value) : place;
  return ok(answer.ok ? answer : { ok: false, problem: answer.error });
}

function ofRun(host: HostState, source: DiskSource, run: Run | null): Result<Place, DiskProblem> {
  const directory = findDirectory(host.disk, source, run);
  return directory.ok ? ok({ directory: directory.value, run }) : directory;
}

function placesOf(directory: LogDirectory, path: string): Places {
  return directory.places.get(directoryOf(path)) ?? { highWatermark: null, durableOffset: null };
}

export const diskFiles: Handler<'diskFiles'> = (host, { source }) =>
  look(host, source, async ({ directory, run }) => {
    const node = source.kind === 'run' ? source.node : -1;
    return ok({
      files: directory.files,
      partitions: [...directory.places.values()],
      writable: run !== null && isDiskAtRest(run.state, node),
      recoveries:
        run === null
          ? []
          : diskRecoveries(run.state, node).map((found) => ({ directory: found.directory, ...found.recovery })),
    });
  });

export const diskBatches: Handler<'diskBatches'> = (host, { source, path, from, count }) =>
  look(host, source, async ({ directory }) => {
    const log = await directory.scanned(path);
    if (!log.ok) return log;
    const { bytes, scan } = log.value;
    const places = placesOf(directory, path);
    const wanted = scan.positions.slice(from, from + Math.min(count, mostRows));
    const rows = wanted.map((position, i) => batchRow(bytes, position, from + i, places));
    return ok({ total: scan.positions.length, sizeInBytes: bytes.length, rows, tail: scan.tail });
  });

export const diskRecords: Handler<'diskRecords'> = (host, { source, path, position, from, count }) =>
  look(host, source, async ({ directory }) => {
    const log = await directory.scanned(path);
    if (!log.ok) return log;
    const { bytes, scan } = log.value;
    const index = batchBefore(scan.positions, position);
    const at = scan.positions[index];
    if (at === undefined) return err({ kind: 'no-file', path });
    const batch = batchRow(bytes, at, index, placesOf(directory, path));
    const { rows, stop } = await recordsOf(bytes, batch);
    return ok({ batch, total: rows.length, rows: rows.slice(from, from + Math.min(count, mostRows)), stop });
  });

export const diskEntries: Handler<'diskEntries'> = (host, { source, path, from, count }) =>
  look(host, source, async ({ directory }) => {
    const format = entryFormat(path);
    if (format === undefined) return err({ kind: 'no-file', path });
    const bytes = await directory.read(path);
    return bytes.ok ? ok(entryWindow(path, format, bytes.value, from, Math.min(count, mostRows))) : bytes;
  });

export const diskBytes: Handler<'diskBytes'> = (host, { source, path, from, count }) =>
  look(host, source, async ({ directory }) => {
    const read = await directory.read(path);
    if (!read.ok) return read;
    const bytes = read.value;
    const to = Math.min(bytes.length, from + Math.min(count, mostBytes));
    const window = { sizeInBytes: bytes.length, from, bytes: bytes.slice(from, to) };
    const format = entryFormat(path);
    if (format !== undefined) {
      return ok({
        ...window,
        ranges: entryFileRanges(path, format, bytes, from, to),
        committedTo: null,
        flushedTo: null,
      });
    }
    if (!isBatchFile(path)) {
      return ok({ ...window, ranges: textRanges(path, bytes, from, to), committedTo: null, flushedTo: null });
    }
    const log = await directory.scanned(path);
    if (!log.ok) return log;
    const { scan } = log.value;
    const { highWatermark, durableOffset } = placesOf(directory, path);
    return ok({
      ...window,
      ranges: logRanges(bytes, scan, from, to),
      committedTo: positionOfOffset(bytes, scan, highWatermark),
      flushedTo: positionOfOffset(bytes, scan, durableOffset),
    });
  });

export const diskLookup: Handler<'diskLookup'> = (host, { source, directory: partition, by, target }) =>
  look(host, source, ({ directory }) => lookUp(directory, partition, by, target));

export const diskDownload: Handler<'diskDownload'> = (host, { source, path }) =>
  look(host, source, async ({ directory, run }) => {
    if (directory.files.some((file) => file.path === path)) {
      const bytes = await directory.read(path);
      return bytes.ok ? ok({ name: nameOf(path), bytes: bytes.value.slice() }) : bytes;
    }
    const mtimeSeconds = run === null ? 0 : Math.floor((run.state.startTimeMs + nowUs(run) / 1000) / 1000);
    const files: TarEntry[] = [];
    for (const file of directory.files) {
      if (path !== '' && !file.path.startsWith(`${path}/`)) continue;
      const bytes = await directory.read(file.path);
      if (!bytes.ok) return bytes;
      files.push({ name: file.path, bytes: bytes.value, mtimeSeconds });
    }
    if (files.length === 0) return err({ kind: 'no-file', path });
    const name = path === '' ? rootName(source) : nameOf(path);
    const tar = writeTar(files);
    return tar.ok ? ok({ name: `${name}.tar`, bytes: tar.value }) : err({ kind: 'not-tar', path, why: tar.error });
  });

function rootName(source: DiskSource): string {
  return source.kind === 'run' ? `node-${source.node}` : 'log-directory';
}

export const diskOpen: Handler<'diskOpen'> = async (host, { name, files }) => {
  const opened = await openDirectory(name, files);
  if (!opened.ok) return ok({ ok: false, problem: opened.error });
  const directory = opened.value;
  const sizeInBytes = directory.files.reduce((sum, file) => sum + file.sizeInBytes, 0);
  return ok({
    ok: true,
    value: { id: addOpened(host.disk, directory), name, files: directory.files.length, sizeInBytes },
  });
};

export const diskClose: Handler<'diskClose'> = (host, { id }) => {
  host.disk.opened.delete(id);
  return ok(null);
};
