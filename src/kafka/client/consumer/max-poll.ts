import { msToUs } from '../../../base/units.ts';
import { maybeLeaveGroup } from './rejoin.ts';
import type { Consumer } from './state.ts';
import { log, type Turn } from './turn.ts';
import { isAway } from './work.ts';

/** When the next poll is due at the latest. */
export const maxPollDeadlineUs = ({ lastPollUs, config }: Consumer): number =>
  lastPollUs + msToUs(config.maxPollIntervalMs);

/** Sets the `maxPoll` timer where it is not sure that the application polls again before. */
export function armMaxPoll(turn: Turn): void {
  const { consumer } = turn;
  if (consumer.life !== 'running' || !isAway(consumer)) return;
  const deadlineUs = maxPollDeadlineUs(consumer);
  const untilUs = consumer.work?.untilUs ?? null;
  const inTime = !consumer.frozen && untilUs !== null && untilUs <= deadlineUs;
  if (inTime || consumer.maxPollAtUs === deadlineUs || deadlineUs < turn.ctx.nowUs) return;
  consumer.maxPollAtUs = deadlineUs;
  turn.effects.push({ kind: 'timer', key: 'maxPoll', atUs: deadlineUs });
}

/** The `maxPoll` timer: the application has not called poll for max.poll.interval.ms. Source: handlePollTimeoutExpiry. */
export function onMaxPollTimer(turn: Turn): void {
  const { consumer, ctx } = turn;
  if (!isAway(consumer) || ctx.nowUs < maxPollDeadlineUs(consumer) || !consumer.heartbeat.enabled) return;
  log(
    turn,
    'WARN',
    'consumer poll timeout has expired. This means the time between subsequent calls to poll() was longer than the ' +
      'configured max.poll.interval.ms, which typically implies that the poll loop is spending too much time ' +
      'processing messages. You can address this either by increasing max.poll.interval.ms or by reducing the ' +
      'maximum size of batches returned in poll() with max.poll.records.',
  );
  maybeLeaveGroup(turn, 'consumer poll timeout has expired.');
}
