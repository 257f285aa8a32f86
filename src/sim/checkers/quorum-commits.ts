import type { PartitionLog } from '../../kafka/log/partition-log.ts';
import { metadataKey } from '../broker/metadata-listener.ts';
import type { SimState } from '../state.ts';
import { type Checker, remembering } from './checker.ts';
import { controllersIn } from './seen/controllers.ts';
import { batchesFrom } from './seen/log-batches.ts';
import type { Step } from './seen/step.ts';

/** What was ever committed to `__cluster_metadata`, and up to where each node has been compared with it. */
interface Commits {
  /** Epoch, CRC and last offset of each batch, by base offset. */
  readonly batches: Map<number, { readonly epoch: number; readonly crc: number; readonly lastOffset: number }>;
  readonly comparedTo: Map<number, number>;
  end: number;
}

const nothing = (): Commits => ({ batches: new Map(), comparedTo: new Map(), end: 0 });

function compareVoters(s: SimState, step: Step, seen: Commits): string | null {
  for (const { id, raft } of controllersIn(s, step)) {
    const wrong = compare(s, seen, id, raft.highWatermark, true);
    if (wrong !== null) return `controller ${id}: ${wrong}`;
  }
  return null;
}

/**
 * K5. Below what a voter knows to be committed all voters hold the same, and nobody cuts it off again.
 * Source: RaftEventSimulationTest.ConsistentCommittedData. Remembers what was committed.
 */
export const committedMetadata: Checker = remembering('committed metadata', ['K5'], nothing, compareVoters);

/**
 * K6. The leader of the latest quorum epoch holds all that was ever committed. Source: LeaderHasAllAckedValues of the
 * KIP-853 model.
 */
export const quorumCompleteness: Checker = remembering('quorum completeness', ['K6'], nothing, (s, step, seen) => {
  if (controllersIn(s, step).length === 0) return null;
  for (const { raft } of s.controllers.values()) seen.end = Math.max(seen.end, raft.highWatermark);
  for (const { id, raft } of s.controllers.values()) {
    if (raft.role.kind !== 'leader') continue;
    if ([...s.controllers.values()].some((other) => other.raft.epoch > raft.epoch)) continue;
    const end = s.logs.get(metadataKey(s, id))?.logEndOffset ?? 0;
    if (end < seen.end) return `controller ${id} ends at ${end} of ${seen.end}`;
  }
  return null;
});

/**
 * K9. What a broker has applied is what controllers have committed, and never more. Source: MetadataLogMatchingProperty
 * of the KIP-966 model.
 */
export const appliedMetadata: Checker = remembering('applied metadata', ['K9'], nothing, (s, step, seen) => {
  compareVoters(s, step, seen);
  const brokers = step.actor === null ? [...s.brokers.values()] : [s.brokers.get(step.actor)];
  for (const broker of brokers) {
    if (broker === undefined) continue;
    const { id, image } = broker;
    if (image.offset >= seen.end && image.offset >= 0)
      return `broker ${id} has applied ${image.offset}, ${seen.end - 1} is committed`;
    const wrong = compare(s, seen, id, image.offset + 1, false);
    if (wrong !== null) return `broker ${id}: ${wrong}`;
  }
  return null;
});

function compare(s: SimState, seen: Commits, node: number, to: number, isVoter: boolean): string | null {
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

function compareBatches(log: PartitionLog, seen: Commits, from: number, to: number): string | null {
  for (const { baseOffset, lastOffset, partitionLeaderEpoch: epoch, crc } of batchesFrom(log, from, to)) {
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
