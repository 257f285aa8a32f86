import { type PartitionLog, readLog } from '../../kafka/log/partition-log.ts';
import { metadataKey } from '../broker/metadata-listener.ts';
import type { SimState } from '../state.ts';
import { type BrokenPromise, broken } from './broken-promise.ts';

/** K5, K6, K9. What was ever committed to `__cluster_metadata`, and up to where each node has been compared with it. */
export interface CommitsSeen {
  /** Epoch, CRC and last offset of each batch, by base offset. */
  readonly batches: Map<number, { readonly epoch: number; readonly crc: number; readonly lastOffset: number }>;
  readonly comparedTo: Map<number, number>;
  end: number;
}

export const createCommitsSeen = (): CommitsSeen => ({ batches: new Map(), comparedTo: new Map(), end: 0 });

/**
 * Below what a node knows to be committed all nodes hold the same: voters up to their high watermark (K5), brokers up
 * to what they have applied, which is never more than a controller has committed (K9). Source:
 * RaftEventSimulationTest.ConsistentCommittedData; MetadataLogMatchingProperty of the KIP-966 model.
 */
export function checkQuorumCommits(s: SimState, seen: CommitsSeen): BrokenPromise | null {
  for (const { id, raft } of s.controllers.values()) {
    const wrong = compare(s, seen, id, raft.highWatermark, true);
    if (wrong !== null) return broken('K5 committed metadata', `controller ${id}: ${wrong}`);
  }
  for (const { id, image } of s.brokers.values()) {
    if (image.offset >= seen.end) {
      return broken('K9 applied metadata', `broker ${id} has applied ${image.offset}, ${seen.end - 1} is committed`);
    }
    const wrong = compare(s, seen, id, image.offset + 1, false);
    if (wrong !== null) return broken('K9 applied metadata', `broker ${id}: ${wrong}`);
  }
  return null;
}

function compare(s: SimState, seen: CommitsSeen, node: number, to: number, isVoter: boolean): string | null {
  const log = s.logs.get(metadataKey(s, node));
  const from = seen.comparedTo.get(node) ?? 0;
  if (log === undefined) return null;
  if (log.logEndOffset < from) {
    if (isVoter) return `ends at ${log.logEndOffset}, it had ${from} committed`;
    // A disk that was damaged by hand.
    seen.comparedTo.set(node, 0);
    return null;
  }
  if (to <= from) return null;
  seen.comparedTo.set(node, to);
  return compareBatches(log, seen, from, to);
}

function compareBatches(log: PartitionLog, seen: CommitsSeen, from: number, to: number): string | null {
  const read = readLog(log, from, Number.MAX_SAFE_INTEGER, to, true);
  if (read === 'OFFSET_OUT_OF_RANGE') return `offset ${from} is not in its log`;
  for (const { baseOffset, lastOffset, partitionLeaderEpoch: epoch, crc } of read.batches) {
    if (lastOffset >= to) break;
    const known = seen.batches.get(baseOffset);
    if (known === undefined && baseOffset < seen.end) return `another batch at offset ${baseOffset}`;
    if (known !== undefined && (known.crc !== crc || known.epoch !== epoch || known.lastOffset !== lastOffset)) {
      return `epoch ${epoch} at offset ${baseOffset}, epoch ${known.epoch} was committed there`;
    }
    seen.batches.set(baseOffset, { epoch, crc, lastOffset });
    seen.end = Math.max(seen.end, lastOffset + 1);
  }
  return null;
}

/** The leader of the latest epoch holds all that was ever committed (K6). Source: LeaderHasAllAckedValues of the KIP-853 model. */
export function checkQuorumCompleteness(s: SimState, seen: CommitsSeen): BrokenPromise | null {
  for (const { id, raft } of s.controllers.values()) {
    if (raft.role.kind !== 'leader') continue;
    if ([...s.controllers.values()].some((other) => other.raft.epoch > raft.epoch)) continue;
    const end = s.logs.get(metadataKey(s, id))?.logEndOffset ?? 0;
    if (end < seen.end) return broken('K6 quorum completeness', `controller ${id} ends at ${end} of ${seen.end}`);
  }
  return null;
}
