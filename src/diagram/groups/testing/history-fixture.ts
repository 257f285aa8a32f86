import type { GroupMark, MemberHistory, MemberPhase, MemberSpan } from '../../../sim/group-history-state.ts';

const second = 1_000_000;

/** Times in seconds. */
export function spanOf(from: number, phase: MemberPhase, partitions: readonly string[] = []): MemberSpan {
  const waits = phase === 'joining' || phase === 'arriving';
  return {
    fromUs: from * second,
    phase,
    partitions,
    generation: 1,
    joinUs: waits ? from * second : null,
    syncUs: null,
    reason: phase === 'joining' ? 'group is already rebalancing' : '',
  };
}

export function memberOf(node: number, id: string, changes: Partial<MemberHistory> = {}): MemberHistory {
  return {
    node,
    id,
    memberId: `${id}-5e3f0b5c`,
    spans: [],
    endUs: null,
    end: null,
    commits: [],
    stoodStillUs: { joining: 0, dead: 0 },
    ...changes,
  };
}

export const generation = (at: number, number: number): GroupMark => ({
  atUs: at * second,
  kind: 'generation',
  generation: number,
  members: 2,
  joined: ['billing-1'],
  left: [],
});
