import { maximalIsr } from '../broker/follower-progress.ts';
import { effectiveMinIsr } from '../settings.ts';
import { brokerOf, type SimState } from '../state.ts';
import { remembering } from './checker.ts';
import { presentLeader, registrationOf } from './seen/members.ts';
import type { ReplicaChange } from './seen/replica-change.ts';
import type { Step } from './seen/step.ts';
import type { WatchedPartition } from './seen/watched-partition.ts';

/**
 * R7. A leader of the controller's epoch waits for everybody who could be elected after it: its ISR, with members that it
 * is adding, holds the controller's ISR, and the ELR too while it may commit; and its high watermark rises no further than
 * each of them has fetched. Metadata of the partition epoch that it knows already makes a leader forget what it has proposed
 * since (Partition.makeLeader): until it learns the outcome only the second half holds.
 * Source: ReplicationQuorumSupersetProperty of the KIP-966 model; Partition.maximalIsr. Remembers the partition epoch in
 * which a leader has forgotten a proposal: it may have made another since.
 */
export const replicationQuorum = remembering('replication quorum', ['R7'], () => new Map<number, number>(), watch);

function watch(s: SimState, step: Step, forgotten: Map<number, number>): string | null {
  for (const change of step.changes) noteForgotten(change, forgotten);
  for (const { partition, broker, before, replica, isStarting } of step.changes) {
    if (replica?.role !== 'leader' || before === null || isStarting || partition.suspended !== null) continue;
    if (before.role === 'leader' && replica.highWatermark <= before.highWatermark) continue;
    const rose = before.role === 'leader' && replica.leaderEpoch === before.leaderEpoch;
    for (const id of rose ? maximalIsr(replica) : []) {
      const remote = replica.remotes.find((it) => it.id === id);
      if (remote === undefined || remote.logEndOffset >= replica.highWatermark) continue;
      return `${partition.name}: broker ${broker} has raised the high watermark to ${replica.highWatermark}, broker ${id} of its ISR has fetched up to ${remote.logEndOffset}`;
    }
  }
  for (const partition of step.partitions) {
    if (partition.suspended !== null) continue;
    const wrong = notWaitedFor(s, step, partition, forgotten);
    if (wrong !== null) return `${partition.name}: ${wrong}`;
  }
  return null;
}

function noteForgotten({ key, before, now }: ReplicaChange, forgotten: Map<number, number>): void {
  if (now === null || now.role !== 'leader') forgotten.delete(key);
  else if (before === null || before.pendingIsr === null || now.pendingIsr === before.pendingIsr) return;
  else if (now.partitionEpoch === before.partitionEpoch) forgotten.set(key, now.partitionEpoch);
}

function notWaitedFor(
  s: SimState,
  { image }: Step,
  partition: WatchedPartition,
  forgotten: ReadonlyMap<number, number>,
): string | null {
  const registration = registrationOf(image, partition);
  const leader = presentLeader(s, image, partition);
  if (registration === undefined || leader === null) return null;
  const { replica, broker, key } = leader;
  const { image: known } = brokerOf(s, broker);
  const hasForgotten = replica.pendingIsr === null || forgotten.get(key) === replica.partitionEpoch;
  if (hasForgotten && replica.partitionEpoch < registration.partitionEpoch) return null;
  const waitsFor = maximalIsr(replica);
  const missing = registration.isr.find((id) => !waitsFor.includes(id));
  if (missing !== undefined) return `broker ${broker} does not wait for broker ${missing} of the ISR`;
  // A leader that does not know a raised minimum yet is judged when it commits (noteOldMinimum).
  const needed = Math.max(
    ...[known, image].map((it) => effectiveMinIsr(s, it, partition.topic, replica.replicas.length, broker)),
  );
  if (replica.isr.length < needed) return null;
  const candidate = registration.elr.find((id) => registration.replicas.includes(id) && !waitsFor.includes(id));
  return candidate === undefined ? null : `broker ${broker} commits without broker ${candidate} of the ELR`;
}
