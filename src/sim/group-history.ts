import type { ConsumerEffect } from '../kafka/client/consumer/effects.ts';
import type { ClassicGroup } from '../kafka/group/classic-group.ts';
import type { ConsumerNode } from './client/client-nodes.ts';
import { partitionName } from './evidence.ts';
import {
  emptyGroupHistory,
  type GroupHistory,
  type GroupMark,
  type MemberCommit,
  type MemberHistory,
  type MemberPhase,
  type MemberSpan,
} from './group-history-state.ts';
import { ownEvidence, type SimState } from './state.ts';

/*
 * Watches groups from outside: no rule reads what is kept here. It is part of the state, so that going back, undoing and
 * resuming a run shows the history of that moment.
 */

const maxSpans = 100;
const maxCommits = 60;
const maxMarks = 100;
/** Processes that have ended; those that have not are bounded by the run. */
const maxEnded = 40;
const maxOffsets = 4;

const historyOf = (s: SimState, group: string): GroupHistory => s.evidence.groups.get(group) ?? emptyGroupHistory;

function keep(s: SimState, group: string, history: GroupHistory): void {
  ownEvidence(s).groups.set(group, history);
}

/** A consumer has done a step; `effects` are what came of it. */
export function noteConsumer(s: SimState, node: number, effects: readonly ConsumerEffect[]): void {
  const held = s.consumers.get(node);
  if (held === undefined) return;
  const history = historyOf(s, held.group);
  const at = history.members.findIndex((member) => member.node === node);
  const before = history.members[at] ?? newMember(held);
  const assigned = effects.some(({ kind }) => kind === 'assigned' || kind === 'revoked' || kind === 'lost');
  const after = withCommit(s, lookAt(s, before, held, history, assigned), effects);
  if (after === history.members[at]) return;
  const members = at < 0 ? [...history.members, after] : history.members.with(at, after);
  keep(s, held.group, { ...history, members: bounded(members) });
}

/** The coordinator of a group has done a step. One that has a successor by now has nothing more to say. */
export function noteGroup(s: SimState, broker: number, epoch: number, group: ClassicGroup): void {
  const { groupId, generationId, members } = group;
  const history = historyOf(s, groupId);
  if (epoch < history.epoch) return;
  const { known } = history;
  const moved = broker !== history.coordinator;
  const same = known.length === members.size && known.every(({ memberId }) => members.has(memberId));
  if (same && !moved && epoch === history.epoch && generationId === history.generation) return;
  const now = same ? known : [...members.values()].map(({ memberId, clientId }) => ({ memberId, clientId }));
  const marks: GroupMark[] = [];
  if (moved) marks.push({ atUs: s.nowUs, kind: 'coordinator', broker });
  const next = generationId !== history.generation;
  if (next) {
    const gone = clientsBeside(history.before, now);
    const come = clientsBeside(now, history.before);
    const joined = come.filter((id) => !gone.includes(id));
    const left = gone.filter((id) => !come.includes(id));
    marks.push({ atUs: s.nowUs, kind: 'generation', generation: generationId, members: members.size, joined, left });
  }
  const told: GroupHistory = {
    ...history,
    coordinator: broker,
    epoch,
    generation: generationId,
    known: now,
    before: next ? now : history.before,
    marks: [...history.marks, ...marks].slice(-maxMarks),
  };
  const seen = told.members.map((member) => {
    const held = s.consumers.get(member.node);
    return held === undefined || member.endUs !== null ? member : lookAt(s, member, held, told, false);
  });
  keep(s, groupId, { ...told, members: bounded(seen) });
}

const clientsBeside = (some: GroupHistory['known'], others: GroupHistory['known']): string[] =>
  some
    .filter(({ memberId }) => !others.some((other) => other.memberId === memberId))
    .map(({ clientId }) => clientId)
    .sort();

const newMember = ({ node, id }: ConsumerNode): MemberHistory => ({
  node,
  id,
  memberId: '',
  spans: [],
  endUs: null,
  end: null,
  commits: [],
  stoodStillUs: { joining: 0, dead: 0 },
});

function bounded(members: readonly MemberHistory[]): readonly MemberHistory[] {
  let tooMany = members.filter(({ endUs }) => endUs !== null).length - maxEnded;
  return tooMany <= 0 ? members : members.filter(({ endUs }) => endUs === null || tooMany-- <= 0);
}

/** The member's history up to now; the same object when nothing has changed. */
function lookAt(
  s: SimState,
  member: MemberHistory,
  held: ConsumerNode,
  history: GroupHistory,
  assigned: boolean,
): MemberHistory {
  if (member.endUs !== null) return member;
  const { membership } = held.consumer;
  const memberId = membership.generation.memberId === '' ? member.memberId : membership.generation.memberId;
  const last = member.spans.at(-1);
  const isKnown = memberId !== '' && history.known.some((known) => known.memberId === memberId);
  const phase = phaseOf(held, isKnown, last);
  const named = memberId === member.memberId ? member : { ...member, memberId };
  if (phase === null) return ended(s, named, held);
  const other =
    assigned && (phase === 'reading' || phase === 'expelled') && !samePartitions(last?.partitions ?? [], held);
  if (last?.phase !== phase || other) {
    return withSpan(named, newSpan(s, held, phase, last));
  }
  const step = phase === 'arriving' || phase === 'joining' ? withSteps(s, last, membership.state) : last;
  return step === last ? named : { ...named, spans: named.spans.with(-1, step) };
}

/** null: the process is no part of the group any more. */
function phaseOf(held: ConsumerNode, isKnown: boolean, last: MemberSpan | undefined): MemberPhase | null {
  const { partitions, membership, life } = held.consumer;
  if (held.state === 'crashed') return isKnown ? 'dead' : null;
  if (life === 'closed' || held.state === 'closed') return null;
  if (life === 'closing' && partitions.size === 0) return null;
  if (partitions.size > 0 && !isGivingUp(held)) {
    return isKnown && membership.generation.generationId !== -1 ? 'reading' : 'expelled';
  }
  const settled = membership.state === 'STABLE' && membership.joinResult === null && membership.needsJoinPrepare;
  if (settled && partitions.size === 0) return 'idle';
  return last === undefined || last.phase === 'arriving' ? 'arriving' : 'joining';
}

/** The commit before revoking is under way: nothing of its partitions reaches the application any more. */
function isGivingUp({ consumer }: ConsumerNode): boolean {
  if (consumer.membership.prepare === null) return false;
  for (const partition of consumer.partitions.values()) if (!partition.pendingRevocation) return false;
  return true;
}

function samePartitions(names: readonly string[], { consumer }: ConsumerNode): boolean {
  return names.length === consumer.partitions.size && names.every((name) => consumer.partitions.has(name));
}

function newSpan(s: SimState, held: ConsumerNode, phase: MemberPhase, last: MemberSpan | undefined): MemberSpan {
  const { partitions, membership } = held.consumer;
  const had = phase === 'joining' || phase === 'dead';
  const span: MemberSpan = {
    fromUs: s.nowUs,
    phase,
    partitions: had ? (last?.partitions ?? []) : [...partitions.keys()],
    generation: membership.generation.generationId,
    joinUs: null,
    syncUs: null,
    reason: phase === 'joining' ? membership.rejoinReason : '',
  };
  return phase === 'joining' || phase === 'arriving' ? withSteps(s, span, membership.state) : span;
}

function withSteps(s: SimState, span: MemberSpan, state: ConsumerNode['consumer']['membership']['state']): MemberSpan {
  const waits = state === 'PREPARING_REBALANCE';
  if (waits && span.joinUs === null) return { ...span, joinUs: s.nowUs };
  // A rebalance that began anew meanwhile.
  if (waits && span.syncUs !== null) return { ...span, syncUs: null };
  return state === 'COMPLETING_REBALANCE' && span.syncUs === null ? { ...span, syncUs: s.nowUs } : span;
}

function withSpan(member: MemberHistory, span: MemberSpan): MemberHistory {
  const stoodStillUs = stillAfter(member, span.fromUs);
  // What began and ended at one moment was not to be seen.
  const spans = member.spans.at(-1)?.fromUs === span.fromUs ? member.spans.slice(0, -1) : member.spans;
  return { ...member, stoodStillUs, spans: [...spans, span].slice(-maxSpans) };
}

function ended(s: SimState, member: MemberHistory, held: ConsumerNode): MemberHistory {
  const end = held.state === 'crashed' ? 'removed' : held.consumer.failure === null ? 'left' : 'failed';
  return { ...member, stoodStillUs: stillAfter(member, s.nowUs), endUs: s.nowUs, end };
}

/** Microseconds for which partitions of this member stood still until `untilUs`, by reason. */
export function stillAfter(member: MemberHistory, untilUs: number): MemberHistory['stoodStillUs'] {
  const { stoodStillUs, spans, endUs } = member;
  const last = spans.at(-1);
  if (last === undefined || endUs !== null || last.partitions.length === 0) return stoodStillUs;
  if (last.phase !== 'joining' && last.phase !== 'dead') return stoodStillUs;
  return { ...stoodStillUs, [last.phase]: stoodStillUs[last.phase] + untilUs - last.fromUs };
}

function withCommit(s: SimState, member: MemberHistory, effects: readonly ConsumerEffect[]): MemberHistory {
  const offsets: MemberCommit['offsets'][number][] = [];
  for (const effect of effects) {
    if (effect.kind !== 'committed') continue;
    offsets.push({ partition: partitionName(effect.topic, effect.partition), offset: effect.offset });
  }
  if (offsets.length === 0) return member;
  const commit = { atUs: s.nowUs, partitions: offsets.length, offsets: offsets.slice(0, maxOffsets) };
  return { ...member, commits: [...member.commits, commit].slice(-maxCommits) };
}
