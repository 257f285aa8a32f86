import { info, type LogLine, nameOf, type PartitionName, warn } from './log-line.ts';

/* The lines of LogManager, UnifiedLog and LocalLog (4.3.1). Directories are those of Kafka's config/broker.properties. */

const manager = 'kafka.log.LogManager';
const unified = 'org.apache.kafka.storage.internals.log.UnifiedLog';
const local = 'org.apache.kafka.storage.internals.log.LocalLog';
const loader = 'org.apache.kafka.storage.internals.log.LogLoader';

export const logDir = '/tmp/kraft-broker-logs';

const ident = (at: PartitionName): string => `[UnifiedLog partition=${nameOf(at)}, dir=${logDir}] `;

/** LogManager.getOrCreateLog; configs are the topic's own. */
export function createdLog(at: PartitionName, configs: ReadonlyMap<string, string>): LogLine {
  const entries = [...configs].map(([name, value]) => `${name}=${value}`);
  return info(
    manager,
    `Created log for partition ${nameOf(at)} in ${logDir}/${nameOf(at)} with properties {${entries.join(', ')}}`,
  );
}

/** LogManager.asyncDelete; `stray`: the metadata did not know it at the broker's start. */
export const renamedLog = (at: PartitionName, directory: string, stray: boolean): LogLine =>
  stray
    ? warn(manager, `Log for partition ${nameOf(at)} is marked as stray and renamed to ${logDir}/${directory}`)
    : info(
        manager,
        `Log for partition ${nameOf(at)} is renamed to ${logDir}/${directory} and is scheduled for deletion`,
      );

/** LogManager.loadLogs. */
export function loadingLogs(count: number, hadCleanShutdown: boolean): LogLine[] {
  const lines = [info(manager, `Loading logs from log dirs ArrayBuffer(${logDir})`)];
  if (count === 0) lines.push(info(manager, `No logs found to be loaded in ${logDir}`));
  else if (hadCleanShutdown) {
    const why = 'since clean shutdown file was found';
    lines.push(info(manager, `Skipping recovery of ${count} logs from ${logDir} ${why}`));
  } else {
    const why = 'since no clean shutdown file was found';
    lines.push(info(manager, `Recovering ${count} logs from ${logDir} ${why}`));
  }
  return lines;
}

export interface LoadedLog extends PartitionName {
  readonly topicId: string;
  readonly logStartOffset: number;
  readonly logEndOffset: number;
  readonly segments: number;
}

/** LogManager.loadLogs; a log's high watermark is its start until its partition takes it up. Loading takes no time here. */
export function completedLoad(log: LoadedLog, loaded: number, count: number): LogLine {
  const { topic, partition, topicId, logStartOffset: start, logEndOffset: end, segments } = log;
  const offsets = `highWatermark=${start}, lastStableOffset=${start}, logStartOffset=${start}, logEndOffset=${end}`;
  const directory = `dir=${logDir}/${nameOf(log)}, topicId=${topicId}, topic=${topic}, partition=${partition}`;
  const size = `${segments} segments, local-log-start-offset ${start} and log-end-offset ${end}`;
  const progress = `in 0ms (${loaded}/${count} completed in ${logDir})`;
  return info(manager, `Completed load of Log(${directory}, ${offsets}) with ${size} ${progress}`);
}

/** LogManager.loadLogs, at its end. */
export function loadedLogs(count: number, unclean: boolean): LogLine {
  return info(manager, `Loaded ${count} logs in 0ms${unclean ? ` (unclean log dirs = ArrayBuffer(${logDir}))` : ''}`);
}

/** What opening one log said of itself. */
export const loaderLine = (level: 'INFO' | 'WARN' | 'ERROR', at: PartitionName, message: string): LogLine => ({
  level,
  logger: loader,
  message: `[LogLoader partition=${nameOf(at)}, dir=${logDir}] ${message}`,
});

/** LocalLog.roll; in no time here. */
export const rolledSegment = (at: PartitionName, baseOffset: number): LogLine =>
  info(
    local,
    `[LocalLog partition=${nameOf(at)}, dir=${logDir}] Rolled new log segment at offset ${baseOffset} in 0 ms.`,
  );

/** UnifiedLog.truncateTo. */
export function truncating(at: PartitionName, to: number, endOffset: number, highWatermark: number): LogLine[] {
  const lines: LogLine[] = [];
  if (to < highWatermark) {
    lines.push(
      warn(unified, `${ident(at)}Truncating ${nameOf(at)} to offset ${to} below high watermark ${highWatermark}`),
    );
  }
  const nothing = `Truncating to ${to} has no effect as the largest offset in the log is ${endOffset - 1}`;
  lines.push(info(unified, ident(at) + (to >= endOffset ? nothing : `Truncating to offset ${to}`)));
  return lines;
}

/** LogStartOffsetIncrementReason.toString. */
export type StartMoves = 'leader offset increment' | 'segment deletion' | 'client delete records request';

/** UnifiedLog.maybeIncrementLogStartOffset. */
export const logStartMoved = (at: PartitionName, offset: number, reason: StartMoves): LogLine =>
  info(unified, `${ident(at)}Incremented log start offset to ${offset} due to ${reason}`);

export interface GoneSegment {
  readonly baseOffset: number;
  readonly sizeInBytes: number;
  /** Milliseconds since 1970. */
  readonly lastModifiedMs: number;
  /** −1: no record has one. */
  readonly largestTimestamp: number;
}

/** LogSegment.toString. */
const segmentText = (segment: GoneSegment): string =>
  `LogSegment(baseOffset=${segment.baseOffset}, size=${segment.sizeInBytes}, lastModifiedTime=${segment.lastModifiedMs}, largestRecordTimestamp=${segment.largestTimestamp})`;

/** UnifiedLog.deleteRetentionMsBreachedSegments. */
export const deletedByTime = (at: PartitionName, segment: GoneSegment, retentionMs: number): LogLine => {
  const by =
    segment.largestTimestamp < 0 ? 'last modified time of the segment' : 'largest record timestamp in the segment';
  const why = `due to log retention time ${retentionMs}ms breach based on the ${by}`;
  return info(unified, `${ident(at)}Deleting segment ${segmentText(segment)} ${why}`);
};

/** UnifiedLog.deleteRetentionSizeBreachedSegments. */
export const deletedBySize = (
  at: PartitionName,
  segment: GoneSegment,
  retentionBytes: number,
  sizeAfter: number,
): LogLine => {
  const why = `due to log retention size ${retentionBytes} breach. Log size after deletion will be ${sizeAfter}.`;
  return info(unified, `${ident(at)}Deleting segment ${segmentText(segment)} ${why}`);
};

/** UnifiedLog.deleteLogStartOffsetBreachedSegments. */
export const deletedBelowStart = (
  at: PartitionName,
  segments: readonly GoneSegment[],
  logStartOffset: number,
): LogLine =>
  info(
    unified,
    `${ident(at)}Deleting segments due to log start offset ${logStartOffset} breach: ${segments.map(segmentText).join(',')}`,
  );
