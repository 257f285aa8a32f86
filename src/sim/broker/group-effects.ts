import type { GroupContext, GroupEffect, GroupRecord } from '../../kafka/group/group-coordinator.ts';
import { writeOutcome } from '../../kafka/group/group-coordinator.ts';
import type { ErrorCode } from '../../kafka/protocol/errors.ts';
import type { KafkaResponse } from '../../kafka/protocol/requests.ts';
import { encodeBatch } from '../../kafka/record/record-batch.ts';
import { sendResponse } from '../network.ts';
import { sayGroupLine } from '../server-log/group-log.ts';
import { setting } from '../settings.ts';
import { brokerOf, cancelTimer, offsetsTopic, ownBroker, ownShard, type SimState, setTimer, wallMs } from '../state.ts';
import { newUuid } from '../uuid.ts';
import type { DelayedAppend } from './delayed-operation.ts';
import { tellGroupChanges } from './group-updates.ts';
import { afterAppend, appendToPartition } from './produce.ts';
import { nextDelayedId, park } from './purgatory.ts';

/** A broker's timer for a timer of one of its shards. */
export const shardTimer = (partition: number, key: string): string => `group:${partition}:${key}`;

export function groupContext(s: SimState, broker: number): GroupContext {
  return {
    nowUs: s.nowUs,
    nowMs: wallMs(s),
    newMemberUuid: () => newUuid(s.dice),
    config: {
      initialRebalanceDelayMs: setting(s, 'group.initial.rebalance.delay.ms'),
      minSessionTimeoutMs: setting(s, 'group.min.session.timeout.ms'),
      maxSessionTimeoutMs: setting(s, 'group.max.session.timeout.ms'),
      maxSize: setting(s, 'group.max.size'),
      offsetsCommitTimeoutMs: setting(s, 'offsets.commit.timeout.ms'),
      offsetsRetentionCheckIntervalMs: setting(s, 'offsets.retention.check.interval.ms'),
      offsetsRetentionMinutes: setting(s, 'offsets.retention.minutes'),
    },
    partitionCount: (topic) => brokerOf(s, broker).image.topics.get(topic)?.partitions.length ?? 0,
  };
}

function answerGroup(s: SimState, broker: number, token: number, response: KafkaResponse): void {
  const replies = ownBroker(s, broker).groupReplies;
  const held = replies.get(token);
  if (held === undefined) return;
  replies.delete(token);
  sendResponse(s, held.reply, response);
}

/** Carries out what the coordinator asked for. */
export function runGroupEffects(s: SimState, key: number, effects: readonly GroupEffect[]): void {
  const replica = s.replicas.get(key);
  if (replica === undefined) return;
  const { broker, partition } = replica;
  for (const effect of effects) {
    switch (effect.kind) {
      case 'respond':
        answerGroup(s, broker, effect.token, effect.response);
        break;
      case 'timer':
        setTimer(s, broker, shardTimer(partition, effect.key), effect.atUs);
        break;
      case 'cancelTimer':
        cancelTimer(s, broker, shardTimer(partition, effect.key));
        break;
      case 'append':
        appendGroupRecords(s, key, effect.appendId, effect.records);
        break;
      case 'log':
        sayGroupLine(s, key, effect);
        break;
    }
  }
  tellGroupChanges(s, key);
}

/** Writes a coordinator's records to its offsets partition with acks=all; it is told when they are committed. */
function appendGroupRecords(s: SimState, key: number, appendId: number, records: readonly GroupRecord[]): void {
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
