import type { ClassicGroupState } from '../../kafka/group/classic-group.ts';
import { checker } from './checker.ts';
import type { GroupChange } from './seen/shard-change.ts';

/** What each state may follow. Source: ClassicGroupState.java. */
const before: Readonly<Record<ClassicGroupState, readonly ClassicGroupState[]>> = {
  Empty: ['PreparingRebalance'],
  PreparingRebalance: ['Stable', 'CompletingRebalance', 'Empty'],
  CompletingRebalance: ['PreparingRebalance'],
  Stable: ['CompletingRebalance'],
  Dead: ['Stable', 'PreparingRebalance', 'CompletingRebalance', 'Empty', 'Dead'],
};

/** G5. A group goes from state to state as ClassicGroupState allows; in one step it may do so more than once. */
export const groupStates = checker('group states', ['G5'], (_, { shards }) => {
  for (const { broker, groups } of shards) {
    for (const change of groups) {
      const wrong = wrongState(change);
      if (wrong !== null) return `group ${change.id} on broker ${broker}: ${wrong}`;
    }
  }
  return null;
});

function wrongState({ before: seen, group }: GroupChange): string | null {
  if (seen === null || group === null || seen.state === group.state) return null;
  const { state, previousState } = group;
  if (!before[state].includes(previousState)) return `${state} after ${previousState}`;
  const isNear = previousState === seen.state || before[previousState].includes(seen.state);
  return isNear ? null : `${state} by way of ${previousState} after ${seen.state}`;
}
