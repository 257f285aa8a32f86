import { isInternalTopic, type SimState } from '../state.ts';
import { committedImage } from '../view/committed-image.ts';
import { type BrokenPromise, broken } from './broken-promise.ts';

/**
 * What must be so when faults have ended, every broker runs, nobody produces and time has passed. `isForgiven`: partitions
 * whose replicas may have to wait for an operator.
 */
export function checkCalm(
  s: SimState,
  isForgiven: (topicId: string, partition: number) => boolean,
): BrokenPromise | null {
  for (const [id, registration] of committedImage(s).brokers) {
    if (registration.fenced) return broken('calm', `broker ${id} is fenced`);
  }
  for (const [name, topic] of committedImage(s).topics) {
    for (const [partition, registration] of topic.partitions.entries()) {
      const where = `${name}-${partition}`;
      if (isForgiven(topic.topicId, partition)) continue;
      if (registration.leader < 0) return broken('calm', `${where} has no leader ${JSON.stringify(registration)}`);
      if (registration.isr.length < registration.replicas.length) {
        return broken(
          'calm',
          `${where}: ISR ${registration.isr.join(', ')} of replicas ${registration.replicas.join(', ')}`,
        );
      }
    }
  }
  for (const replica of s.replicas.values()) {
    // Coordinators go on writing what consumers commit.
    if (isInternalTopic(replica.topic)) continue;
    const log = s.logs.get(replica.key);
    const end = log?.logEndOffset;
    if (log !== undefined && isForgiven(log.topicId, log.partition)) continue;
    if (replica.highWatermark !== end) {
      const where = `${replica.topic}-${replica.partition} on broker ${replica.broker}`;
      return broken('calm', `${where}: high watermark ${replica.highWatermark}, end ${end}`);
    }
  }
  return checkGroups(s);
}

/** Each group with members is stable, and its members have read everything. */
function checkGroups(s: SimState): BrokenPromise | null {
  const running = [...s.consumers.values()].filter((held) => held.state === 'running');
  for (const id of new Set(running.map((held) => held.group))) {
    const shards = [...s.shards.values()].filter((shard) => shard.groups.has(id));
    const group = shards[0]?.groups.get(id);
    if (shards.length !== 1 || group === undefined)
      return broken('calm', `${shards.length} brokers coordinate group ${id}`);
    if (group.state !== 'Stable') return broken('calm', `group ${id} is ${group.state}`);
    const members = running.filter((held) => held.group === id).length;
    if (group.members.size !== members)
      return broken('calm', `group ${id} has ${group.members.size} members, ${members} run`);
  }
  return null;
}
