import { isRejoinNeededOrPending } from './join.ts';
import type { Turn } from './turn.ts';

/**
 * Keeps the one `wake` timer at the next moment when something is due that no response brings: a retry, a refresh, an
 * auto commit, the end of a backoff. `metadataAtUs`: when metadata may be asked for; null while that is under way.
 */
export function armWake(turn: Turn, metadataAtUs: number | null): void {
  const { consumer, ctx } = turn;
  let wanted: number | null = null;
  if (consumer.life !== 'closed') {
    for (const atUs of dueTimes(turn, metadataAtUs)) {
      if (atUs > ctx.nowUs && (wanted === null || atUs < wanted)) wanted = atUs;
    }
  }
  if (wanted === consumer.wakeAtUs) return;
  consumer.wakeAtUs = wanted;
  if (wanted === null) turn.effects.push({ kind: 'cancelTimer', key: 'wake' });
  else turn.effects.push({ kind: 'timer', key: 'wake', atUs: wanted });
}

/** Times in the past are among them; they wait for something else to happen. */
function dueTimes(turn: Turn, metadataAtUs: number | null): number[] {
  const { consumer } = turn;
  const { coordinator, membership, closing, config } = consumer;
  const times: number[] = [];
  if (metadataAtUs !== null) times.push(metadataAtUs);
  for (const { untilUs } of consumer.nodeBackoff.values()) times.push(untilUs);
  if (coordinator.nodeId === null) times.push(coordinator.retryAtUs);
  if (isRejoinNeededOrPending(consumer)) {
    times.push(membership.retryAtUs);
    if (membership.prepare !== null) times.push(membership.prepare.retryAtUs, membership.prepare.deadlineUs);
  } else if (config.enableAutoCommit) {
    times.push(consumer.nextAutoCommitUs);
  }
  for (const { nextRetryUs } of consumer.partitions.values()) if (nextRetryUs > 0) times.push(nextRetryUs);
  for (const { retryAtUs } of consumer.commitCalls) times.push(retryAtUs);
  if (closing !== null) times.push(closing.retryAtUs, closing.deadlineUs);
  return times;
}
