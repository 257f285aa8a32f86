import { offsetsTopic, type SimState } from '../state.ts';

/** Whether offsets may be missing in the topic's logs, because a cleaner took them out on this or another broker. */
export function isCompacted(s: SimState, topic: string): boolean {
  if (topic === offsetsTopic) return true;
  if (s.setup.topics.find(({ name }) => name === topic)?.configs['cleanup.policy']?.includes('compact')) return true;
  for (const { cleanerCheckpoint } of s.brokers.values()) {
    for (const key of cleanerCheckpoint.keys()) if (s.logs.get(key)?.topic === topic) return true;
  }
  return false;
}
