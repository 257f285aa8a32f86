import type { ErrorCode } from '../../kafka/protocol/errors.ts';
import {
  isrUpdated,
  isrUpdateFailed,
  isrUpdateRejected,
  shrinkingIsr,
} from '../../kafka/server-log/partition-lines.ts';
import type { IsrChange } from '../broker/broker-state.ts';
import type { Replica } from '../broker/replica-state.ts';
import { effectiveMinIsr } from '../settings.ts';
import { brokerOf, logAt, type SimState } from '../state.ts';
import { aboutPartition, logLine } from './server-log.ts';

/** Milliseconds since 1970; a follower that never was level with this leader has been so at 0. */
const timeMs = (s: SimState, us: number): number => (us < 0 ? 0 : s.startTimeMs + Math.floor(us / 1000));

/** A leader takes followers out of the ISR, and asks the controller. */
export function sayShrinking(s: SimState, replica: Replica, out: readonly number[]): void {
  const { broker, isr, highWatermark, key } = replica;
  const outOfSync = replica.remotes
    .filter(({ id }) => out.includes(id))
    .map(({ id, logEndOffset, lastCaughtUpUs }) => ({
      brokerId: id,
      endOffset: logEndOffset,
      lastCaughtUpTimeMs: timeMs(s, lastCaughtUpUs),
    }));
  const shrink = { isr, highWatermark, endOffset: logAt(s, key).logEndOffset, outOfSync };
  logLine(s, broker, shrinkingIsr(replica, broker, shrink), aboutPartition(replica));
}

/** The controller has agreed. */
export function sayIsrUpdated(s: SimState, replica: Replica): void {
  const { broker, topic, isr, replicas, partitionEpoch } = replica;
  const needed = effectiveMinIsr(s, brokerOf(s, broker).image, topic, replicas.length, broker);
  const line = isrUpdated(replica, broker, isr, isr.length < needed, partitionEpoch);
  logLine(s, broker, line, aboutPartition(replica));
}

/** The controller has not, and the leader asks again or goes back to the committed ISR. */
export function sayIsrRefused(s: SimState, replica: Replica, { asked }: IsrChange, error: ErrorCode): void {
  const { broker, isr, pendingIsr } = replica;
  if (pendingIsr === null) return;
  const { kind, isr: proposedIsr } = pendingIsr;
  const changed =
    kind === 'shrink'
      ? isr.filter((member) => !proposedIsr.includes(member))
      : proposedIsr.filter((member) => !isr.includes(member));
  const { leaderEpoch, partitionEpoch, newIsr } = asked;
  const committed = { isr, leaderRecoveryState: 'RECOVERED' as const };
  const proposed = { kind, leader: broker, leaderEpoch, partitionEpoch, newIsr, changed, committed };
  const rejected = error === 'INELIGIBLE_REPLICA';
  const line = (rejected ? isrUpdateRejected : isrUpdateFailed)(replica, broker, proposed, error);
  logLine(s, broker, line, aboutPartition(replica));
}
