import { info, javaList, type LogLine, nameOf, type PartitionName, warn } from './log-line.ts';

/* The lines of kafka.cluster.Partition (4.3.1). */

const logger = 'kafka.cluster.Partition';
const ident = (at: PartitionName, broker: number): string => `[Partition ${nameOf(at)} broker=${broker}] `;

/** createLog. */
export const noCheckpointedHighWatermark = (at: PartitionName, broker: number): LogLine =>
  info(logger, `${ident(at, broker)}No checkpointed highwatermark is found for partition ${nameOf(at)}`);

/** createLog. */
export const logLoaded = (at: PartitionName, broker: number, highWatermark: number): LogLine =>
  info(
    logger,
    `${ident(at, broker)}Log loaded for partition ${nameOf(at)} with initial high watermark ${highWatermark}`,
  );

export interface IsrShrink {
  readonly isr: readonly number[];
  readonly highWatermark: number;
  readonly endOffset: number;
  /** Milliseconds since 1970. */
  readonly outOfSync: readonly {
    readonly brokerId: number;
    readonly endOffset: number;
    readonly lastCaughtUpTimeMs: number;
  }[];
}

/** maybeShrinkIsr. */
export function shrinkingIsr(at: PartitionName, broker: number, shrink: IsrShrink): LogLine {
  const { isr, highWatermark, endOffset, outOfSync } = shrink;
  const left = isr.filter((member) => !outOfSync.some(({ brokerId }) => brokerId === member));
  const who = outOfSync.map(
    (replica) =>
      `(brokerId: ${replica.brokerId}, endOffset: ${replica.endOffset}, lastCaughtUpTimeMs: ${replica.lastCaughtUpTimeMs})`,
  );
  const leader = `Leader: (highWatermark: ${highWatermark}, endOffset: ${endOffset})`;
  const change = `Shrinking ISR from ${isr.join(',')} to ${left.join(',')}`;
  return info(logger, `${ident(at, broker)}${change}. ${leader}. Out of sync replicas: ${who.join(' ')}.`);
}

/** handleAlterPartitionUpdate: the controller has agreed, to a shrink or an expansion. */
export function isrUpdated(
  at: PartitionName,
  broker: number,
  isr: readonly number[],
  underMinIsr: boolean,
  partitionEpoch: number,
): LogLine {
  const note = underMinIsr ? '(under-min-isr)' : '';
  const text = `ISR updated to ${isr.join(',')} ${note} and version updated to ${partitionEpoch}`;
  return info(logger, ident(at, broker) + text);
}

export interface CommittedIsr {
  readonly isr: readonly number[];
  readonly leaderRecoveryState: 'RECOVERED' | 'RECOVERING';
}

export interface ProposedIsr {
  readonly kind: 'shrink' | 'expand';
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
  readonly newIsr: readonly { readonly brokerId: number; readonly brokerEpoch: number }[];
  /** The members that are to leave or to join. */
  readonly changed: readonly number[];
  readonly committed: CommittedIsr;
}

/** handleAlterPartitionError: an error after which the leader asks again. */
export const isrUpdateFailed = (at: PartitionName, broker: number, proposed: ProposedIsr, error: string): LogLine =>
  warn(
    logger,
    `${ident(at, broker)}Failed to update ISR to ${proposedText(proposed)} due to unexpected ${error}. Retrying.`,
  );

/** handleAlterPartitionError with INELIGIBLE_REPLICA or OPERATION_NOT_ATTEMPTED. */
export function isrUpdateRejected(at: PartitionName, broker: number, proposed: ProposedIsr, error: string): LogLine {
  const failed = `Failed to alter partition to ${proposedText(proposed)}`;
  const why = `since the controller rejected the request with ${error}`;
  const reset = `Partition state has been reset to the latest committed state ${committedText(proposed.committed)}`;
  return info(logger, `${ident(at, broker)}${failed} ${why}. ${reset}.`);
}

function proposedText(proposed: ProposedIsr): string {
  const { kind, changed, committed } = proposed;
  const what =
    kind === 'shrink'
      ? `PendingShrinkIsr(outOfSyncReplicaIds=${javaList(changed)}`
      : `PendingExpandIsr(newInSyncReplicaId=${changed[0] ?? -1}`;
  const recovery = `leaderRecoveryState=${committed.leaderRecoveryState}`;
  return `${what}, sentLeaderAndIsr=${sentText(proposed)}, ${recovery}, lastCommittedState=${committedText(committed)})`;
}

/** org.apache.kafka.metadata.LeaderAndIsr.toString; its brokers are BrokerState messages. */
function sentText({ leader, leaderEpoch, newIsr, committed, partitionEpoch }: ProposedIsr): string {
  const isr = javaList(
    newIsr.map(({ brokerId, brokerEpoch }) => `BrokerState(brokerId=${brokerId}, brokerEpoch=${brokerEpoch})`),
  );
  const recovery = `leaderRecoveryState=${committed.leaderRecoveryState}`;
  const head = `LeaderAndIsr(leader=${leader}, leaderEpoch=${leaderEpoch}, isrWithBrokerEpoch=${isr}`;
  return `${head}, ${recovery}, partitionEpoch=${partitionEpoch})`;
}

const committedText = ({ isr, leaderRecoveryState }: CommittedIsr): string =>
  `CommittedPartitionState[isr=${javaList(isr)}, leaderRecoveryState=${leaderRecoveryState}]`;

/** appendRecordsToFollowerOrFutureReplica: the leader's log starts inside of a batch. */
export const startingInsideBatch = (at: PartitionName, broker: number, first: number, logStart: number): LogLine =>
  info(
    logger,
    `${ident(at, broker)}Unexpected offset in append to ${nameOf(at)}. First offset ${first} is less than log start offset ${logStart}. Since this is the first record to be appended to the follower's log, will start the log from offset ${first}.`,
  );
