/** What the active controller does from time to time, and its writes that linger. */
export const dutyTimers = [
  'maybe-fence-stale-broker',
  'elect-preferred',
  'elect-unclean',
  'write-no-op',
  'append-linger',
] as const;

export const pollTimer = 'raft-poll';
export const fetchTimerPrefix = 'metadata-fetch:';

const ofController: ReadonlySet<string> = new Set([...dutyTimers, pollTimer]);

/** Whether a timer of a combined node is its controller's. */
export const isControllerTimer = (key: string): boolean => ofController.has(key) || key.startsWith(fetchTimerPrefix);
