import { msToUs } from '../../base/units.ts';
import type { KafkaResponse, OffsetFetchRequest } from '../protocol/requests.ts';
import { answered } from './classic-group.ts';
import type { GroupContext, GroupEffect, GroupRecord } from './effects.ts';
import type { AppendSequel, GroupShard } from './shard.ts';

/** One step of the coordinator: the state it changes, what it may ask, what it has asked for so far. */
export interface Step {
  readonly shard: GroupShard;
  readonly ctx: GroupContext;
  readonly effects: GroupEffect[];
}

export const joinTimerKey = (groupId: string): string => `join:${groupId}`;
export const syncTimerKey = (groupId: string): string => `sync:${groupId}`;
export const sessionTimerKey = (groupId: string, memberId: string): string => `session:${groupId}:${memberId}`;
export const writeTimerKey = (appendId: number): string => `write:${appendId}`;
export const readTimerKey = (token: number): string => `read:${token}`;
export const expiryTimerKey = 'expiry';

export function respond(step: Step, token: number, response: KafkaResponse): void {
  if (token !== answered) step.effects.push({ kind: 'respond', token, response });
}

export function setTimer(step: Step, key: string, delayMs: number): void {
  step.effects.push({ kind: 'timer', key, atUs: step.ctx.nowUs + msToUs(delayMs) });
}

export function cancelTimer(step: Step, key: string): void {
  step.effects.push({ kind: 'cancelTimer', key });
}

export function log(step: Step, level: 'INFO' | 'WARN' | 'ERROR', message: string): void {
  step.effects.push({ kind: 'log', level, message });
}

/** As Java prints a collection of strings. */
export const listText = (items: Iterable<string>): string => `[${[...items].join(', ')}]`;

/** Writes records; `waiting` is answered when they are committed, or after offsets.commit.timeout.ms. */
export function append(
  step: Step,
  records: readonly GroupRecord[],
  sequel: AppendSequel,
  waiting: { readonly token: number; readonly response: KafkaResponse } | null,
): void {
  const appendId = step.shard.nextAppendId++;
  step.shard.pendingAppends.push({ appendId, records, sequel, response: waiting, timedOut: false });
  step.effects.push({ kind: 'append', appendId, records });
  setTimer(step, writeTimerKey(appendId), step.ctx.config.offsetsCommitTimeoutMs);
}

function waitForWrites(
  step: Step,
  token: number,
  answer:
    | { readonly kind: 'ready'; readonly response: KafkaResponse }
    | { readonly kind: 'offsetFetch'; readonly request: OffsetFetchRequest },
): boolean {
  const last = step.shard.pendingAppends.at(-1);
  if (last === undefined) return false;
  step.shard.waitingReads.push({ token, afterAppendId: last.appendId, answer });
  setTimer(step, readTimerKey(token), step.ctx.config.offsetsCommitTimeoutMs);
  return true;
}

/** Answers at once, or when every write before it is committed. Source: CoordinatorRuntime.waitForPendingWrites. */
export function respondAfterWrites(step: Step, token: number, response: KafkaResponse): void {
  if (!waitForWrites(step, token, { kind: 'ready', response })) respond(step, token, response);
}

/** True when an OffsetFetch has to wait: it must see the commits that are on their way. */
export const deferOffsetFetch = (step: Step, token: number, request: OffsetFetchRequest): boolean =>
  waitForWrites(step, token, { kind: 'offsetFetch', request });
