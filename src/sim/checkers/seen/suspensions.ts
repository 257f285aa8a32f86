import { effectiveMinIsr, elrEnabled } from '../../../kafka/controller/effective-config.ts';
import type { MetadataImage } from '../../../kafka/controller/metadata-image.ts';
import { nodeSettings } from '../../node-settings.ts';
import type { SimState } from '../../state.ts';
import { electionIn, returnedToElr } from './elections.ts';
import type { ReplicaChange } from './replica-change.ts';
import type { MetadataWrite, Step } from './step.ts';

/**
 * Somebody was made leader who need not have everything: from outside of ISR and ELR or, without eligible leader
 * replicas, the last member of an ISR whose disk had lost data (KIP-966, "last replica standing"). Or the ELR named a replica
 * that had been taken away and come back empty.
 */
export function suspendByElections(writes: readonly MetadataWrite[], find: Step['find']): void {
  for (const { after, changes } of writes) {
    for (const { topicId, partition, was, is } of changes) {
      const watched = was === null ? undefined : find(topicId, partition);
      if (was === null || watched === undefined) continue;
      for (const id of returnedToElr(was, is)) watched.returned.add(id);
      for (const id of watched.returned) if (!is.elr.includes(id) && is.leader !== id) watched.returned.delete(id);
      const from = electionIn(was, is);
      if (from === null) continue;
      if (from === 'unclean' || from === 'last-known-leader') watched.suspended = `${from} election of ${is.leader}`;
      else if (from === 'elr' && watched.returned.has(is.leader))
        watched.suspended = 'the ELR named a replica that had been taken away';
      else if (watched.lost.has(is.leader) && !elrEnabled(after)) watched.suspended = 'the last in-sync disk lost data';
    }
  }
}

/**
 * A leader that does not know yet that min.insync.replicas was raised commits with an ISR that is too small for the
 * controller, which keeps those who left it in the ELR though they lack what is committed now. Brokers learn of the config
 * by the metadata log; the answer to AlterPartition is faster, and in one publication topics come before configs.
 */
export function noteOldMinimum(s: SimState, changes: readonly ReplicaChange[], image: MetadataImage): void {
  for (const { partition, before, replica, broker } of changes) {
    if (before?.role !== 'leader' || replica?.role !== 'leader' || !image.topics.has(partition.topic)) continue;
    if (replica.highWatermark <= before.highWatermark) continue;
    const needed = effectiveMinIsr(image, partition.topic, nodeSettings(s, broker));
    if (replica.isr.length < needed) partition.suspended = 'committed under a smaller min.insync.replicas of before';
  }
}

/** A starting process may find less on its disk than was committed there before its power failed. */
export function noteLostData(changes: readonly ReplicaChange[], image: MetadataImage): void {
  for (const change of changes) {
    noteOldLeader(change);
    const { broker, partition, now, isReopened } = change;
    if (now !== null && now.logEndOffset >= partition.highWatermark) partition.returned.delete(broker);
    if (now === null || now.logEndOffset >= partition.highWatermark) partition.lost.delete(broker);
    else if (isReopened) {
      partition.lost.add(broker);
      const leader = image.topics.get(partition.topic)?.partitions[partition.partition]?.leader;
      // It leads already: it was made leader while it was down, and nobody asked for its disk.
      if (leader === broker && !elrEnabled(image)) partition.suspended = 'the disk of the leader lost data';
    }
  }
}

/**
 * The first metadata that a starting process hears may call it the leader of the epoch in which it led before. Then its
 * group coordinator may write, though the broker is not in service yet (BrokerServer.startup publishes metadata before the
 * controller has taken its registration): after a power failure other records than before stand at their offsets.
 */
function noteOldLeader({
  broker,
  partition,
  before,
  now,
  isReopened,
  isStarting,
  replica,
  fresh,
}: ReplicaChange): void {
  if (!isStarting || now === null) partition.cut.delete(broker);
  else if (isReopened && now.logEndOffset < (before?.logEndOffset ?? 0)) partition.cut.add(broker);
  else if (replica?.role === 'leader' && fresh.length > 0 && partition.cut.has(broker)) {
    partition.suspended = 'a starting leader that lost data wrote in its old epoch';
    partition.wroteInOldEpoch = true;
  }
}
