import { collectFetch } from './collect.ts';
import { maybeAutoCommit } from './commit.ts';
import { ensureCoordinator } from './coordinator-lookup.ts';
import { sendFetches } from './fetch.ts';
import { joinGroupIfNeeded, rejoinNeededOrPending } from './join.ts';
import { updateFetchPositions } from './positions.ts';
import { isFreshForPattern, maybeUpdateSubscriptionMetadata } from './subscription-metadata.ts';
import type { Turn } from './turn.ts';
import { validatePositionsOnMetadataChange } from './validate-positions.ts';
import { beginWork } from './work.ts';

/**
 * One turn of the loop inside poll(): the group first, then positions, then records. The application is called back
 * as soon as there are some. Source: ClassicKafkaConsumer.poll.
 */
export function pollOnce(turn: Turn): void {
  const { consumer } = turn;
  consumer.lastPollUs = turn.ctx.nowUs;
  if (pollCoordinator(turn)) updateFetchPositions(turn);
  if (consumer.failure !== null) return;
  const runs = collectFetch(turn);
  if (consumer.failure !== null) return;
  // The next fetches are on their way while the application works.
  validatePositionsOnMetadataChange(turn);
  sendFetches(turn);
  // Without records it polls again at once.
  if (runs.length > 0) beginWork(turn, runs);
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
