import { assignTo, maxAssignable, type RangeTopic, racksMatch } from './range-topic.ts';

/**
 * The rack-aware part (KIP-881), before the plain ranges. Topics with the same subscribers and as many partitions are
 * assigned together, so that equal partition numbers stay with one member. Source: RangeAssignor.assignWithRackMatching.
 */
export function assignWithRackMatching(states: readonly RangeTopic[]): void {
  const groups = new Map<string, RangeTopic[]>();
  for (const state of states) {
    // Nobody there has a rack: plain ranges will do.
    if (state.partitionRacks.length === 0) continue;
    const key = JSON.stringify([state.partitionCount, ...state.members.map((member) => member.memberId)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [state]);
    else group.push(state);
  }
  for (const group of groups.values()) {
    const [first] = group;
    if (group.length > 1) assignCoPartitionedWithRackMatching(group);
    else if (first?.needsRackAwareAssignment === true) assignRanges(first, true);
  }
}

/** Partition p of all these topics goes to the first member that has a rack of each and room in each. */
function assignCoPartitionedWithRackMatching(states: readonly RangeTopic[]): void {
  const [first] = states;
  if (first === undefined) return;
  const remaining = first.members.map((_, at) => at);
  for (let p = 0; p < first.partitionCount && remaining.length > 0; p++) {
    const found = remaining.findIndex((at) =>
      states.every((state) => racksMatch(state, at, p) && maxAssignable(state, at) > 0),
    );
    const at = remaining[found];
    if (at === undefined) continue;
    for (const state of states) {
      assignTo(state, at, [p]);
      state.unassigned = state.unassigned.filter((partition) => partition !== p);
    }
    if (states.every((state) => maxAssignable(state, at) === 0)) remaining.splice(found, 1);
  }
}

/** Each subscriber in order takes the first unassigned partitions (in its rack) up to its room. */
export function assignRanges(state: RangeTopic, inRack: boolean): void {
  for (let at = 0; at < state.members.length && state.unassigned.length > 0; at++) {
    const room = maxAssignable(state, at);
    if (room === 0) continue;
    const taken = inRack ? takeMatching(state, at, room) : state.unassigned.splice(0, room);
    if (taken.length > 0) assignTo(state, at, taken);
  }
}

function takeMatching(state: RangeTopic, at: number, room: number): number[] {
  const taken: number[] = [];
  const left: number[] = [];
  for (const partition of state.unassigned) {
    (taken.length < room && racksMatch(state, at, partition) ? taken : left).push(partition);
  }
  state.unassigned = left;
  return taken;
}
