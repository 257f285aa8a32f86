import { offsetsTopic, type SimState } from '../../state.ts';
import type { Step } from './step.ts';

/** Whether Kafka may have lost what the coordinator with this replica's key has written. */
export function isOffsetsSuspended(s: SimState, { find }: Step, key: number): boolean {
  const log = s.logs.get(key);
  if (log?.topic !== offsetsTopic) return true;
  const watched = find(log.topicId, log.partition);
  return watched === undefined || watched.suspended !== null;
}
