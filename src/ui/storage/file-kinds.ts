import type { StorageTexts } from '../../i18n/storage.ts';

export type FileKind = 'batches' | 'entries' | 'bytes';

/** How a file is shown, by its name. */
export function fileKind(path: string): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^\d{20}\.log(\.|$)/.test(name) || /(^|\d)\.checkpoint$|^bootstrap\.checkpoint$/.test(name)) return 'batches';
  return /^\d{20}\.(index|timeindex|txnindex|snapshot)(\.|$)/.test(name) ? 'entries' : 'bytes';
}

const bySuffix: readonly (readonly [RegExp, keyof StorageTexts['fileTexts']])[] = [
  [/\.log(\.|$)/, 'log'],
  [/\.timeindex(\.|$)/, 'timeindex'],
  [/\.txnindex(\.|$)/, 'txnindex'],
  [/\.index(\.|$)/, 'index'],
  [/\.snapshot(\.|$)/, 'snapshot'],
  [/leader-epoch-checkpoint$/, 'epochs'],
  [/partition\.metadata$/, 'metadata'],
  [/replication-offset-checkpoint$/, 'highWatermarks'],
  [/recovery-point-offset-checkpoint$/, 'recoveryPoints'],
  [/log-start-offset-checkpoint$/, 'logStarts'],
  [/cleaner-offset-checkpoint$/, 'cleaner'],
  [/\.kafka_cleanshutdown$/, 'cleanShutdown'],
  [/meta\.properties$/, 'meta'],
  [/quorum-state$/, 'quorum'],
  [/\.checkpoint$/, 'kraftSnapshot'],
];

/** The sentence that says what the file is for. */
export function fileTextKey(path: string): keyof StorageTexts['fileTexts'] {
  return bySuffix.find(([pattern]) => pattern.test(path))?.[1] ?? 'other';
}
