import { err, ok, type Result } from '../../../base/result.ts';
import { eventCount, nowUs, type Run } from '../../../sim/run.ts';
import type { DiskProblem, DiskSource } from '../../protocol/disk.ts';
import type { DiskDesk, Moment } from './disk-desk.ts';
import type { LogDirectory } from './log-source.ts';
import { runDirectory } from './run-directory.ts';

/** Several questions are asked of one moment: its directory is kept until the run has moved. */
export function findDirectory(desk: DiskDesk, source: DiskSource, run: Run | null): Result<LogDirectory, DiskProblem> {
  if (source.kind === 'opened') {
    const directory = desk.opened.get(source.id);
    return directory === undefined ? err({ kind: 'no-directory' }) : ok(directory);
  }
  if (run === null) return err({ kind: 'no-directory' });
  const { node } = source;
  const moment = { state: run.state, commands: run.commands, events: eventCount(run), atUs: nowUs(run) };
  const { latest } = desk;
  if (latest !== null && latest.node === node && same(latest.moment, moment)) return latest.directory;
  const directory = runDirectory(run, node);
  desk.latest = { node, moment, directory };
  return directory;
}

export function addOpened(desk: DiskDesk, directory: LogDirectory): number {
  const id = desk.nextId;
  desk.nextId += 1;
  desk.opened.set(id, directory);
  return id;
}

function same(a: Moment, b: Moment): boolean {
  return a.state === b.state && a.commands === b.commands && a.events === b.events && a.atUs === b.atUs;
}
