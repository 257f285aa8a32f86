import { msToUs } from '../base/units.ts';
import { type SimState, setTimer } from './state.ts';

/**
 * The next turn of a task that a broker does every `periodMs`; with 0 or less there is none: it was done once.
 * Source: org.apache.kafka.server.util.KafkaScheduler.schedule.
 */
export function scheduleNext(s: SimState, id: number, task: string, periodMs: number): void {
  if (periodMs > 0) setTimer(s, id, task, s.nowUs + msToUs(periodMs));
}
