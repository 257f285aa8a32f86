import type { LogLine, PartitionName } from '../../kafka/server-log/log-line.ts';
import type { SimState } from '../state.ts';

/** What a line is about, where that is more than the process that wrote it. */
export type LogSubject =
  | { readonly kind: 'partition'; readonly topic: string; readonly partition: number }
  | { readonly kind: 'broker'; readonly id: number }
  | { readonly kind: 'group'; readonly id: string };

/** A line of a broker's or a controller's log. */
export interface ServerLogLine extends LogLine {
  /** Its place among all lines of the run, from 1 on: the same run has the same line there. */
  readonly id: number;
  /** Microseconds since the start of the run. */
  readonly atUs: number;
  readonly node: number;
  readonly about: LogSubject | null;
}

/** Not part of the state proper: nothing in a run depends on what was said about it. */
export interface ServerLog {
  /** Lines so far. */
  readonly count: number;
  /** What nobody has taken yet, oldest first. */
  lines: ServerLogLine[];
  /** How long each voter may stay in its role, milliseconds: the role itself keeps only the end of it. */
  readonly roleTimeouts: ReadonlyMap<number, number>;
}

export const createServerLog = (): ServerLog => ({ count: 0, lines: [], roleTimeouts: new Map() });

/** The same moment without what waits to be taken. */
export const withoutLines = (log: ServerLog): ServerLog => ({ ...log, lines: [] });

/** So many lines are kept; older ones go. */
export const keptLines = 5000;

/** A process writes to its log. */
export function logLine(s: SimState, node: number, line: LogLine, about: LogSubject | null = null): void {
  const id = s.serverLog.count + 1;
  const { lines } = s.serverLog;
  lines.push({ id, atUs: s.nowUs, node, about, ...line });
  const bounded = lines.length > 2 * keptLines ? lines.slice(-keptLines) : lines;
  s.serverLog = { ...s.serverLog, count: id, lines: bounded };
}

export function logLines(s: SimState, node: number, lines: readonly LogLine[], about: LogSubject | null = null): void {
  for (const line of lines) logLine(s, node, line, about);
}

/** Takes back what was said after line `count`, to be said again in Kafka's order. */
export function takeBack(s: SimState, count: number): readonly ServerLogLine[] {
  const later = s.serverLog.lines.filter(({ id }) => id > count);
  s.serverLog = { ...s.serverLog, count, lines: s.serverLog.lines.filter(({ id }) => id <= count) };
  return later;
}

export const aboutPartition = ({ topic, partition }: PartitionName): LogSubject => ({
  kind: 'partition',
  topic,
  partition,
});

/**
 * What is kept after more has been said. A run that went back says again what it has said before, so that nothing of it
 * is new; only a run that stands before all that is kept begins anew.
 */
export function mergedLines(kept: readonly ServerLogLine[], fresh: readonly ServerLogLine[]): readonly ServerLogLine[] {
  const first = fresh[0];
  const last = fresh.at(-1);
  if (first === undefined || last === undefined) return kept;
  const keptFirst = kept[0]?.id ?? Number.POSITIVE_INFINITY;
  const keptLast = kept.at(-1)?.id ?? 0;
  const apart = last.id < keptFirst || first.id > keptLast + 1;
  const all = apart ? fresh : [...kept, ...fresh.filter(({ id }) => id > keptLast)];
  return all.length > keptLines ? all.slice(-keptLines) : all;
}
