/** For tests only, where no role or name points at the thing. */
export const testIds = {
  clock: 'simulated-clock',
  hash: 'state-hash',
  stage: 'stage',
  sentence: 'sentence',
  storage: 'storage-state',
  commandLine: 'command-line',
  key: 'record-key',
  value: 'record-value',
} as const;
