import { err, ok, type Result } from '../../../base/result.ts';
import { nodeFiles } from '../../../sim/disk/node-files.ts';
import type { Run } from '../../../sim/run.ts';
import { diskPlaces } from '../../../sim/view/disk-places.ts';
import type { DiskProblem, PartitionPlaces } from '../../protocol/disk.ts';
import { checkpointOffsets } from './checkpoint-places.ts';
import { holdFiles } from './held-files.ts';
import type { LogDirectory } from './log-source.ts';

/** The log directory of a node at the moment at which the run stands. */
export function runDirectory(run: Run, node: number): Result<LogDirectory, DiskProblem> {
  const s = run.state;
  if (!s.controllers.has(node) && !s.brokers.has(node)) return err({ kind: 'no-directory' });
  const files = nodeFiles(s, node);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const held = holdFiles(async (path) => {
    const bytes = byPath.get(path)?.bytes();
    return bytes === undefined ? err({ kind: 'no-file', path }) : ok(bytes);
  });
  const cleaner = checkpointOffsets(byPath.get('cleaner-offset-checkpoint')?.bytes());
  const places = diskPlaces(s, node).map(({ fromProcess, ...place }): [string, PartitionPlaces] => {
    const cleanerOffset = cleaner.get(place.directory) ?? null;
    return [place.directory, { ...place, cleanerOffset, toldBy: fromProcess ? 'run' : 'files' }];
  });
  const listed = files.map(({ path, sizeInBytes }) => ({ path, sizeInBytes }));
  return ok({ files: listed, places: new Map(places), read: held.read, scanned: held.scanned });
}
