import type { GroupRecord } from '../../kafka/group/effects.ts';
import { writeOutcome } from '../../kafka/group/group-coordinator.ts';
import type { ErrorCode } from '../../kafka/protocol/errors.ts';
import { encodeBatch } from '../../kafka/record/record-batch.ts';
import { offsetsTopic, ownShard, type SimState, setTimer, wallMs } from '../state.ts';
import type { DelayedAppend } from './delayed-operation.ts';
import { groupContext, runGroupEffects } from './group-shards.ts';
import { afterAppend, appendToPartition } from './produce.ts';
import { nextDelayedId, park } from './purgatory.ts';

/** Writes a coordinator's records to its offsets partition with acks=all; it is told when they are committed. */
export function appendGroupRecords(s: SimState, key: number, appendId: number, records: readonly GroupRecord[]): void {
  const replica = s.replicas.get(key);
  if (replica === undefined) return;
  const timestamp = wallMs(s);
  const batch = encodeBatch(records.map((record) => ({ timestamp, key: record.key, value: record.value })));
  const answer = appendToPartition(s, replica.broker, offsetsTopic, replica.partition, batch, true);
  if (answer.error !== 'NONE') {
    setTimer(s, replica.broker, `append-failed:${key}:${appendId}:${answer.error}`, s.nowUs);
    return;
  }
  const requiredOffset = answer.baseOffset + records.length;
  const { broker, partition } = replica;
  park(s, { kind: 'append', id: nextDelayedId(s), broker, key, partition, appendId, requiredOffset }, null);
  // The coordinator hears of its write in a step of its own, as its thread does in Kafka.
  setTimer(s, broker, `appended:${key}`, s.nowUs);
}

/** A timer of a coordinator's write: `appended:KEY` or `append-failed:KEY:APPEND:ERROR`. */
export function onGroupWriteTimer(s: SimState, name: string): void {
  const [what, key, appendId, error] = name.split(':');
  if (what === 'appended') afterAppend(s, Number(key));
  else report(s, Number(key), Number(appendId), error as ErrorCode);
}

/** The write is committed, or leadership was lost before it was. */
export function finishGroupAppend(s: SimState, operation: DelayedAppend, error: ErrorCode): void {
  report(s, operation.key, operation.appendId, error);
}

function report(s: SimState, key: number, appendId: number, error: ErrorCode): void {
  const replica = s.replicas.get(key);
  if (replica === undefined || !s.shards.has(key)) return;
  runGroupEffects(s, key, writeOutcome(ownShard(s, key), appendId, error, groupContext(s, replica.broker)));
}
