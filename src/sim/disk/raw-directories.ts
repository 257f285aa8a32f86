import { assert } from '../../base/assert.ts';
import { fileBytes, logFiles, type PartitionLog } from '../../kafka/log/partition-log.ts';
import type { RawDirectory } from '../broker/broker-state.ts';
import { brokerOf, nodeOfReplicaKey, ownBroker, type SimState } from '../state.ts';

/**
 * While a broker is down, a directory may hold what its log would never have written: a torn end, a byte overwritten by
 * hand. Such a directory is kept as files until the broker starts and recovers it.
 */
export function rawDirectory(s: SimState, id: number, directory: string): RawDirectory | null {
  const key = logKeyOf(s, id, directory);
  return key === null ? null : (brokerOf(s, id).rawDirectories.get(key) ?? filesOf(logOf(s, key)));
}

/** Replaces one byte of a file on a broker that does not run, and gives the byte before. `position` lies in the file. */
export function overwriteByte(s: SimState, id: number, path: string, position: number, value: number): number {
  const { directory, name } = splitPath(path);
  const key = logKeyOf(s, id, directory);
  const files = rawDirectory(s, id, directory);
  const bytes = files?.get(name)?.slice();
  assert(key !== null && files !== null && bytes !== undefined && position < bytes.length, 'the byte exists');
  const before = bytes[position] ?? 0;
  bytes[position] = value;
  const broker = ownBroker(s, id);
  broker.rawDirectories = new Map(broker.rawDirectories).set(key, new Map(files).set(name, bytes));
  return before;
}

/** Size of a file on a broker's disk, null when there is no such file. */
export function fileSize(s: SimState, id: number, path: string): number | null {
  const { directory, name } = splitPath(path);
  return rawDirectory(s, id, directory)?.get(name)?.length ?? null;
}

export function filesOf(log: PartitionLog): RawDirectory {
  return new Map(
    logFiles(log).map(({ name }) => {
      const bytes = fileBytes(log, name);
      assert(bytes !== undefined, 'each listed file has its bytes');
      return [name, bytes];
    }),
  );
}

function splitPath(path: string): { directory: string; name: string } {
  const slash = path.indexOf('/');
  return { directory: path.slice(0, slash), name: path.slice(slash + 1) };
}

function logKeyOf(s: SimState, id: number, directory: string): number | null {
  for (const [key, log] of s.logs) {
    if (nodeOfReplicaKey(key) === id && `${log.topic}-${log.partition}` === directory) return key;
  }
  return null;
}

function logOf(s: SimState, key: number): PartitionLog {
  const log = s.logs.get(key);
  assert(log, 'a listed directory has a log');
  return log;
}
