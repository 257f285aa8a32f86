import { msToUs } from '../../../base/units.ts';
import type { Turn } from './turn.ts';

/** commitSync tries again where it makes sense; commitAsync tells its callback. */
export function onCommitCallFailed(turn: Turn, id: number, error: string, retriable: boolean): void {
  const { consumer, ctx } = turn;
  const call = consumer.commitCalls.find((it) => it.id === id);
  if (call === undefined) return;
  if (!retriable) return endCommitCall(turn, id, error);
  if (!call.waits) return endCommitCall(turn, id, 'RetriableCommitFailedException');
  const retryAtUs = ctx.nowUs + msToUs(consumer.config.retryBackoffMs);
  consumer.commitCalls = consumer.commitCalls.map((it) => (it.id === id ? { ...it, retryAtUs } : it));
}

export function endCommitCall(turn: Turn, id: number, error: string | null): void {
  const { consumer, ctx } = turn;
  const { work } = consumer;
  const waits = consumer.commitCalls.find((call) => call.id === id)?.waits === true;
  consumer.lastCommit = { how: waits ? 'commitSync' : 'commitAsync', atUs: ctx.nowUs, error };
  if (work?.step === 'committing' && work.waitsFor === id) consumer.work = { ...work, waitsFor: null };
  consumer.commitCalls = consumer.commitCalls.filter((call) => call.id !== id);
  turn.effects.push({ kind: 'commitEnded', id, error });
}
