import { msToUs } from '../../../base/units.ts';
import type { OffsetForLeaderEpochResponse } from '../../protocol/requests.ts';
import { requestOffsetReset } from './assignment.ts';
import { fail } from './failure.ts';
import { type FetchPosition, positionText } from './fetch-position.ts';
import { currentLeaderOf, requestMetadataUpdate } from './metadata.ts';
import { type AssignedPartition, partitionKey } from './state.ts';
import { isNodeAvailable, log, send, type Turn } from './turn.ts';
import { type EpochEnd, maybeValidatePosition, positionOf, seekValidated, validationOf } from './validate-position.ts';

/** Source: PositionsValidator.validatePositionsOnMetadataChange. */
export function validatePositionsOnMetadataChange({ consumer }: Turn): void {
  for (const assigned of consumer.partitions.values()) {
    maybeValidatePosition(assigned, currentLeaderOf(consumer, assigned.topic, assigned.partition));
  }
}

/** Asks the leaders of positions that are not valid yet. Source: OffsetFetcher.validatePositionsIfNeeded. */
export function validatePositionsIfNeeded(turn: Turn): void {
  const { consumer, ctx } = turn;
  if (consumer.truncated) return fail(turn, 'LogTruncationException');
  validatePositionsOnMetadataChange(turn);
  const byLeader = new Map<number, AssignedPartition[]>();
  for (const assigned of consumer.partitions.values()) {
    if (assigned.state !== 'AWAIT_VALIDATION' || assigned.nextRetryUs > ctx.nowUs) continue;
    const { leader } = assigned.currentLeader;
    if (leader < 0 || !isNodeAvailable(turn, leader)) continue;
    byLeader.set(leader, [...(byLeader.get(leader) ?? []), assigned]);
  }
  for (const [leader, awaiting] of byLeader) askForEpochEnds(turn, leader, awaiting);
}

/** Source: OffsetsForLeaderEpochUtils.prepareRequest. */
function askForEpochEnds(turn: Turn, leader: number, awaiting: readonly AssignedPartition[]): void {
  const { consumer, ctx } = turn;
  for (const assigned of awaiting) assigned.nextRetryUs = ctx.nowUs + msToUs(consumer.config.requestTimeoutMs);
  const partitions = awaiting.map(({ topic, partition, offsetEpoch, currentLeader }) => ({
    topic,
    partition,
    currentLeaderEpoch: currentLeader.leaderEpoch,
    leaderEpoch: offsetEpoch,
  }));
  const positions = new Map(awaiting.map((it) => [partitionKey(it.topic, it.partition), positionOf(it)]));
  send(turn, leader, { api: 'OffsetForLeaderEpoch', partitions }, { kind: 'validate', positions });
}

/** Source: OffsetsForLeaderEpochUtils.handleResponse, OffsetFetcherUtils.onSuccessfulResponseForValidatingPositions. */
export function onOffsetForLeaderEpochResponse(
  turn: Turn,
  positions: ReadonlyMap<string, FetchPosition>,
  response: OffsetForLeaderEpochResponse,
): void {
  const retry = new Set(positions.keys());
  for (const { topic, partition, error, ...end } of response.responses) {
    const key = partitionKey(topic, partition);
    if (error === 'UNKNOWN_TOPIC_OR_PARTITION') {
      const what = 'Received unknown topic or partition error in OffsetsForLeaderEpoch request for partition';
      log(turn, 'WARN', `${what} ${key}.`);
    }
    const requested = positions.get(key);
    if (error !== 'NONE' || requested === undefined) continue;
    retry.delete(key);
    const assigned = turn.consumer.partitions.get(key);
    if (assigned !== undefined) completeValidation(turn, assigned, requested, end);
  }
  if (retry.size > 0) retryValidation(turn, retry);
}

function completeValidation(turn: Turn, assigned: AssignedPartition, requested: FetchPosition, end: EpochEnd): void {
  const validation = validationOf(assigned, requested, end);
  if (validation.kind === 'valid') seekValidated(assigned, requested);
  if (validation.kind === 'truncated') onTruncation(turn, assigned, validation.divergent);
}

/** Behind the last record that it has in common with the leader; `none` leaves that to the application. */
function onTruncation(turn: Turn, assigned: AssignedPartition, divergent: EpochEnd | null): void {
  const { consumer } = turn;
  const { rackOf } = consumer.metadata;
  const { topic, partition } = assigned;
  const position = positionOf(assigned);
  const detected = `Truncation detected for partition ${topic}-${partition} at offset ${positionText(position, rackOf)}`;
  if (consumer.config.autoOffsetReset === 'none') {
    const end = divergent === null ? '' : ` (the end offset from the broker is ${offsetAndMetadata(divergent)})`;
    log(turn, 'WARN', `${detected}${end}, but no reset policy is set`);
    consumer.truncated = true;
  } else if (divergent === null) {
    log(turn, 'INFO', `${detected}, resetting offset`);
    requestOffsetReset(assigned);
  } else {
    const { endOffset: offset, leaderEpoch: offsetEpoch } = divergent;
    const next = { ...position, offset, offsetEpoch };
    const to = positionText(next, rackOf);
    log(turn, 'INFO', `${detected}, resetting offset to the first offset known to diverge ${to}`);
    seekValidated(assigned, next);
    turn.effects.push({ kind: 'position', topic, partition, offset, reason: 'truncation' });
  }
}

/** Source: OffsetAndMetadata.toString. */
const offsetAndMetadata = ({ endOffset, leaderEpoch }: EpochEnd): string =>
  `OffsetAndMetadata{offset=${endOffset}, leaderEpoch=${leaderEpoch}, metadata=''}`;

/** Source: OffsetFetcherUtils.onFailedResponseForValidatingPositions. */
export function retryValidation(turn: Turn, keys: Iterable<string>): void {
  const { consumer, ctx } = turn;
  requestMetadataUpdate(consumer);
  for (const key of keys) {
    const assigned = consumer.partitions.get(key);
    if (assigned?.state !== 'AWAIT_VALIDATION') continue;
    assigned.nextRetryUs = ctx.nowUs + msToUs(consumer.config.retryBackoffMs);
  }
}
