import { msToUs } from '../../../base/units.ts';
import { collectFetch } from './collect.ts';
import { maybeAutoCommit } from './commit.ts';
import { ensureCoordinator } from './coordinator-lookup.ts';
import { sendFetches } from './fetch.ts';
import { joinGroupIfNeeded, rejoinNeededOrPending } from './join.ts';
import { updateFetchPositions } from './positions.ts';
import { isFreshForPattern, maybeUpdateSubscriptionMetadata } from './subscription-metadata.ts';
import type { Turn } from './turn.ts';

/**
 * One turn of the loop inside poll(): the group first, then positions, then records. The application is called back
 * as soon as there are some. Source: ClassicKafkaConsumer.poll.
 */
export function pollOnce(turn: Turn): void {
  const { consumer } = turn;
  consumer.lastPollUs = turn.ctx.nowUs;
  if (pollCoordinator(turn)) updateFetchPositions(turn);
  if (consumer.failure !== null) return;
  const count = collectFetch(turn);
  if (consumer.failure !== null) return;
  // The next fetches are on their way while the application works.
  sendFetches(turn);
  if (count !== null) returnFromPoll(turn, count);
}

/** Source: ConsumerCoordinator.poll. */
function pollCoordinator(turn: Turn): boolean {
  maybeUpdateSubscriptionMetadata(turn);
  if (!ensureCoordinator(turn)) return false;
  const isManual = turn.consumer.config.assign !== null;
  if (!isManual && rejoinNeededOrPending(turn)) {
    if (!isFreshForPattern(turn) || !joinGroupIfNeeded(turn)) return false;
  }
  maybeAutoCommit(turn);
  return true;
}

/** The application has `count` records now, and calls poll again when it is done with them. */
function returnFromPoll(turn: Turn, count: number): void {
  const { consumer, ctx } = turn;
  const { processingUs, pollIntervalUs, maxPollIntervalMs } = consumer.config;
  const busyUs = count === 0 ? 0 : count * processingUs + pollIntervalUs;
  const limitUs = msToUs(maxPollIntervalMs);
  consumer.busyUntilUs = ctx.nowUs + busyUs;
  turn.effects.push({ kind: 'timer', key: 'poll', atUs: consumer.busyUntilUs });
  if (busyUs > limitUs) turn.effects.push({ kind: 'timer', key: 'maxPoll', atUs: ctx.nowUs + limitUs });
}
