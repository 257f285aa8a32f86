import { msToUs } from '../../base/units.ts';
import { type Cleaning, cleanLog } from '../../kafka/log/cleaner/clean-log.ts';
import { cleanableOffsets } from '../../kafka/log/cleaner/cleanable-offsets.ts';
import { isDirtyEnough, type LogToClean, logToClean } from '../../kafka/log/cleaner/log-to-clean.ts';
import { offsetMapSlots } from '../../kafka/log/cleaner/offset-map.ts';
import { totalSize } from '../../kafka/log/cleaner/segment-range.ts';
import type { LogConfig } from '../../kafka/log/log-config.ts';
import { activeSegment, type PartitionLog } from '../../kafka/log/partition-log.ts';
import { lastStableOffset } from '../../kafka/log/stable-offset.ts';
import { logConfigOf, setting } from '../settings.ts';
import {
  brokerOf,
  isInternalTopic,
  logAt,
  ownBroker,
  ownLog,
  type SimState,
  setTimer,
  tell,
  wallMs,
} from '../state.ts';
import type { Replica } from './replica-state.ts';
import { deleteSegmentsOf } from './retention-task.ts';

/** A log that may be cleaned now. */
interface DirtyLog {
  readonly replica: Replica;
  readonly config: LogConfig;
  readonly toClean: LogToClean;
}

/** The cleaner's threads begin with the broker. Source: LogManager.startup, LogCleaner.startup. */
export function startCleaner(s: SimState, id: number): void {
  if (s.setup.brokerConfigs['log.cleaner.enable'] === 'false' || setting(s, 'log.cleaner.threads') < 1) return;
  sleep(s, id);
}

/** A thread that does not sleep (0) looks again and again: here, every millisecond. */
function sleep(s: SimState, id: number): void {
  setTimer(s, id, 'log-cleaner', s.nowUs + msToUs(Math.max(1, setting(s, 'log.cleaner.backoff.ms'))));
}

/**
 * The dirtiest log is cleaned, one after another, until none is dirty enough; then the threads sleep for
 * log.cleaner.backoff.ms. Cleaning takes no time here. Source: LogCleaner.CleanerThread.doWork, cleanFilthiestLog.
 */
export function onCleanerTimer(s: SimState, id: number): void {
  for (;;) {
    const dirtiest = dirtiestLog(s, id);
    if (dirtiest !== null) clean(s, id, dirtiest);
    deleteOldSegmentsOfCompacted(s, id);
    if (dirtiest === null) break;
  }
  sleep(s, id);
}

/** LogCleanerManager.maybeTruncateCheckpoint: the log was cut, and what is dirty begins at its active segment at most. */
export function truncateCleanerCheckpoint(s: SimState, key: number, id: number): void {
  const offset = activeSegment(logAt(s, key)).baseOffset;
  if ((brokerOf(s, id).cleanerCheckpoint.get(key) ?? 0) > offset) checkpoint(s, id, key, offset);
}

/** Writes cleaner-offset-checkpoint, without logs that are gone (LogCleanerManager.updateCheckpoints). */
function checkpoint(s: SimState, id: number, key: number, offset: number): void {
  const broker = ownBroker(s, id);
  const others = [...broker.cleanerCheckpoint].filter(([other]) => s.logs.has(other));
  broker.cleanerCheckpoint = new Map(others).set(key, offset);
}

/** Kafka marks a partition as uncleanable when it cannot read a segment. */
const isReadable = (log: PartitionLog): boolean =>
  log.segments.every((segment, at) => segment.trailingBytes === null || at === log.segments.length - 1);

/** LogCleanerManager.grabFilthiestCompactedLog: of equally dirty ones the first. */
function dirtiestLog(s: SimState, id: number): DirtyLog | null {
  const { image, cleanerCheckpoint } = brokerOf(s, id);
  let dirtiest: DirtyLog | null = null;
  for (const [key, replica] of s.replicas) {
    const log = logAt(s, key);
    if (replica.broker !== id || !isReadable(log)) continue;
    const config = logConfigOf(s, image, replica.topic, id);
    if (!config.cleanupPolicy.includes('compact')) continue;
    const stable = lastStableOffset(log, replica.highWatermark);
    const offsets = cleanableOffsets(log, cleanerCheckpoint.get(key) ?? null, stable, wallMs(s), config);
    if (offsets.forceUpdateCheckpoint) checkpoint(s, id, key, offsets.firstDirtyOffset);
    const toClean = logToClean(log, offsets, wallMs(s), config);
    if (!isDirtyEnough(toClean, config)) continue;
    if (dirtiest === null || toClean.cleanableRatio > dirtiest.toClean.cleanableRatio) {
      dirtiest = { replica, config, toClean };
    }
  }
  return dirtiest;
}

function clean(s: SimState, id: number, { replica, config, toClean }: DirtyLog): void {
  const slots = offsetMapSlots(setting(s, 'log.cleaner.dedupe.buffer.size'), setting(s, 'log.cleaner.threads'));
  const cleaning = cleanLog(ownLog(s, replica.key), toClean, slots, wallMs(s), config);
  checkpoint(s, id, replica.key, cleaning.nextDirtyOffset);
  if (!isInternalTopic(replica.topic)) tellCleaned(s, replica, cleaning);
}

function tellCleaned(s: SimState, { broker, topic, partition }: Replica, cleaning: Cleaning): void {
  const before = cleaning.replacements.flatMap(({ replaced }) => replaced);
  const after = cleaning.replacements.map(({ cleaned }) => cleaned);
  tell(s, {
    kind: 'segments-cleaned',
    broker,
    topic,
    partition,
    segmentsBefore: before.length,
    segmentsAfter: after.length,
    bytesBefore: totalSize(before),
    bytesAfter: totalSize(after),
    nextDirtyOffset: cleaning.nextDirtyOffset,
  });
}

/** The cleaner's threads, not kafka-log-retention, delete old segments of compacted logs. */
function deleteOldSegmentsOfCompacted(s: SimState, id: number): void {
  const { image } = brokerOf(s, id);
  for (const replica of s.replicas.values()) {
    if (replica.broker !== id) continue;
    const config = logConfigOf(s, image, replica.topic, id);
    if (config.cleanupPolicy.includes('compact')) deleteSegmentsOf(s, replica, config);
  }
}
