import { noteGroup } from '../group-history.ts';
import { ownBroker, type SimState, tell } from '../state.ts';

/** Tells of state changes of a shard's groups since the last look. */
export function tellGroupChanges(s: SimState, key: number): void {
  const shard = s.shards.get(key);
  const broker = s.replicas.get(key)?.broker;
  if (shard === undefined || broker === undefined) return;
  for (const [id, group] of shard.groups) {
    noteGroup(s, broker, shard.epoch, group);
    const seen = s.brokers.get(broker)?.groupStates.get(id);
    const state = group.state;
    const generation = group.generationId;
    if (seen === `${state}/${generation}`) continue;
    ownBroker(s, broker).groupStates.set(id, `${state}/${generation}`);
    if (seen !== undefined || state !== 'Empty') {
      tell(s, { kind: 'group-state', group: id, state, generation, members: group.members.size });
    }
  }
}
