import { assignNewPartition, type ConstrainedAssignment } from './constrained-state.ts';
import { nextRackMember, type RackInfo } from './rack-info.ts';

/** Round robin among members in a rack of the partition. What is left. Source: assignRackAwareRoundRobin. */
export function assignRackAwareRoundRobin(
  state: ConstrainedAssignment,
  unassigned: readonly number[],
): readonly number[] {
  const { racks } = state.round;
  if (racks === null) return unassigned;
  const left: number[] = [];
  let next = 0;
  for (const id of unassigned) {
    const at = nextRackMember(racks, id, state.underMinQuota, next);
    if (at !== -1) {
      next = assignToUnderMinQuota(state, id, at);
    } else if (!assignToExactlyMinQuota(state, racks, id)) {
      left.push(id);
    }
  }
  return left;
}

/** Where the search for the next partition's member begins. */
function assignToUnderMinQuota(state: ConstrainedAssignment, id: number, at: number): number {
  const { underMinQuota: under, minQuota, maxQuota } = state;
  const member = under[at] as number;
  const count = assignNewPartition(state, id, member);
  let next = at;
  if (count >= minQuota) {
    under.splice(at, 1);
    if (count < maxQuota && state.currentWithOverMinQuota < state.expectedWithOverMinQuota) {
      state.exactlyMinQuota.push(member);
    }
  } else {
    next++;
  }
  return under.length === 0 ? 0 : next % under.length;
}

function assignToExactlyMinQuota(state: ConstrainedAssignment, racks: RackInfo, id: number): boolean {
  const at = nextRackMember(racks, id, state.exactlyMinQuota, 0);
  if (at === -1) return false;
  const member = state.exactlyMinQuota[at] as number;
  if (assignNewPartition(state, id, member) === state.maxQuota) {
    state.exactlyMinQuota.splice(at, 1);
    state.currentWithOverMinQuota++;
    if (state.currentWithOverMinQuota === state.expectedWithOverMinQuota) state.exactlyMinQuota = [];
  }
  return true;
}
