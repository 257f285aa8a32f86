import { DIRTY_EXPIRE_MS } from '../../kafka/log/page-cache.ts';
import { durableBytes, type PartitionLog, writeBackPages } from '../../kafka/log/partition-log.ts';
import { segmentFileName } from '../../kafka/log/segment-file-name.ts';
import type { RawDirectory } from '../broker/broker-state.ts';
import { nodeOfReplicaKey, ownBroker, ownLog, type SimState, wallMs } from '../state.ts';
import { filesOf } from './raw-directories.ts';

/**
 * The power of a node's machine fails. Of each log only what was flushed, or written back by the operating system, is
 * still there: whole batches, because a page is written as it is at that moment. The small files are forced to the disk
 * whenever they are written (CheckpointFile.write), so that they stay.
 */
export function losePageCache(s: SimState, node: number): void {
  const raw = new Map(s.brokers.get(node)?.rawDirectories);
  for (const [key, log] of s.logs) {
    if (nodeOfReplicaKey(key) !== node || log.durableOffset >= log.logEndOffset) continue;
    const own = ownLog(s, key);
    writeBackPages(own, wallMs(s) - DIRTY_EXPIRE_MS);
    if (own.durableOffset < own.logEndOffset) raw.set(key, cutFiles(own, raw.get(key) ?? filesOf(own)));
  }
  if (s.brokers.has(node)) ownBroker(s, node).rawDirectories = raw;
}

function cutFiles(log: PartitionLog, files: RawDirectory): RawDirectory {
  const left = new Map(files);
  for (const segment of log.segments) {
    const name = segmentFileName(segment.baseOffset, '.log');
    left.set(name, files.get(name)?.subarray(0, durableBytes(log, segment)) ?? new Uint8Array());
  }
  return left;
}
