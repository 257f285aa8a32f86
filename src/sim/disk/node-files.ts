import { assert } from '../../base/assert.ts';
import { fileBytes, logFiles, type PartitionLog } from '../../kafka/log/partition-log.ts';
import type { RawDirectory } from '../broker/broker-state.ts';
import { nodeOfReplicaKey, type SimState } from '../state.ts';
import { nodeStateFiles } from './node-state-files.ts';

/** A file in the log directory of a node; `path` as `orders-0/00000000000000000000.log`. */
export interface NodeFile {
  readonly path: string;
  readonly sizeInBytes: number;
  readonly bytes: () => Uint8Array;
}

/** What lies in the log directory (log.dirs) of a broker or of the controller, whether it runs or not, sorted by path. */
export function nodeFiles(s: SimState, node: number): NodeFile[] {
  const raw = s.brokers.get(node)?.rawDirectories;
  const files: NodeFile[] = [];
  for (const [key, log] of s.logs) {
    if (nodeOfReplicaKey(key) !== node) continue;
    const directory = `${log.topic}-${log.partition}`;
    const held = raw?.get(key);
    files.push(...(held === undefined ? filesOfLog(log, directory) : rawFiles(held, directory)));
  }
  for (const [path, bytes] of nodeStateFiles(s, node)) {
    files.push({ path, sizeInBytes: bytes.length, bytes: () => bytes });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function rawFiles(held: RawDirectory, directory: string): NodeFile[] {
  return [...held].map(([name, bytes]) => ({
    path: `${directory}/${name}`,
    sizeInBytes: bytes.length,
    bytes: () => bytes,
  }));
}

function filesOfLog(log: PartitionLog, directory: string): NodeFile[] {
  return logFiles(log).map(({ name, sizeInBytes }) => ({
    path: `${directory}/${name}`,
    sizeInBytes,
    bytes: () => {
      const bytes = fileBytes(log, name);
      assert(bytes !== undefined, 'each listed file has its bytes');
      return bytes;
    },
  }));
}
