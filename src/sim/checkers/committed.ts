import { elrEnabled } from '../../kafka/controller/effective-config.ts';
import type { MetadataImage } from '../../kafka/controller/metadata-image.ts';
import type { Replica } from '../broker/replica-state.ts';
import { electedFrom } from '../controller/elected-from.ts';
import type { SimState } from '../state.ts';
import { committedImage } from '../view/committed-image.ts';
import { type BrokenPromise, broken } from './broken-promise.ts';

/** What a watcher of committed records remembers, by `topic-partition`. */
export interface CommittedSeen {
  image: MetadataImage | null;
  /** Highest high watermark that a leader of the controller's epoch has held. */
  readonly trueHighWatermarks: Map<string, number>;
  /** Partitions for which somebody was made leader who need not have everything: nothing is promised any more. */
  readonly uncleanly: Set<string>;
}

export const createCommittedSeen = (): CommittedSeen => ({
  image: null,
  trueHighWatermarks: new Map(),
  uncleanly: new Set(),
});

function noteElections(seen: CommittedSeen, now: MetadataImage): void {
  const before = seen.image;
  seen.image = now;
  if (before === null || before.topics === now.topics) return;
  for (const [name, topic] of now.topics) {
    const known = before.topics.get(name);
    if (known === topic || known?.topicId !== topic.topicId) continue;
    for (const [partition, is] of topic.partitions.entries()) {
      const was = known.partitions[partition];
      if (was === undefined || was.leader === is.leader || is.leader < 0) continue;
      const from = electedFrom(was, is);
      if (from !== 'isr' && from !== 'elr') seen.uncleanly.add(`${name}-${partition}`);
    }
  }
}

/**
 * Every running member of the controller's ISR holds what is below its leader's high watermark, and who is made leader
 * holds all that was ever committed. A broker that starts answers nobody: what it believes does not count yet.
 * Source: Partition.maybeIncrementLeaderHW, PartitionChangeBuilder.isValidNewLeader.
 */
export function checkCommitted(s: SimState, seen: CommittedSeen): BrokenPromise | null {
  const image = committedImage(s);
  noteElections(seen, image);
  for (const replica of s.replicas.values()) {
    const name = `${replica.topic}-${replica.partition}`;
    const registration = image.topics.get(replica.topic)?.partitions[replica.partition];
    if (registration === undefined || seen.uncleanly.has(name)) continue;
    const before = seen.trueHighWatermarks.get(name) ?? 0;
    const end = s.logs.get(replica.key)?.logEndOffset ?? 0;
    if (isStarting(s, replica.broker)) {
      // Without eligible leader replicas the controller does not ask how a broker ended: a member of the ISR whose disk
      // lost power comes back as one that has everything (KIP-966, "last replica standing").
      if (end < before && registration.isr.includes(replica.broker) && !elrEnabled(image)) seen.uncleanly.add(name);
      continue;
    }
    if (replica.role !== 'leader' || registration.leaderEpoch !== replica.leaderEpoch) continue;
    if (end < before)
      return broken('leader completeness', `${name}: broker ${replica.broker} ends at ${end}, ${before} was committed`);
    seen.trueHighWatermarks.set(name, Math.max(before, replica.highWatermark));
    const behind = memberBehind(s, replica, registration.isr);
    if (behind !== null) return broken('in-sync replicas', `${name}: ${behind}`);
  }
  return null;
}

const isStarting = (s: SimState, id: number): boolean => s.brokers.get(id)?.state === 'starting';

function memberBehind(s: SimState, leader: Replica, isr: readonly number[]): string | null {
  for (const id of isr) {
    const key = leader.key - leader.broker + id;
    const end = s.logs.get(key)?.logEndOffset;
    if (!s.replicas.has(key) || isStarting(s, id) || end === undefined || end >= leader.highWatermark) continue;
    return `broker ${id} of the ISR ends at ${end}, the high watermark of broker ${leader.broker} is ${leader.highWatermark}`;
  }
  return null;
}
