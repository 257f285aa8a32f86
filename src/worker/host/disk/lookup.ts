import { ok, type Result } from '../../../base/result.ts';
import type { DiskProblem, Lookup, LookupStep, RecordRow } from '../../protocol/disk.ts';
import { batchRow, int32At, int64At, lastOffsetAt, maxTimestampAt } from './batch-header.ts';
import { entryFormat, usedEntries } from './entry-files.ts';
import { searchIndex, warmEntries } from './index-search.ts';
import type { LogDirectory, ScannedLog } from './log-source.ts';
import { baseOffsetOf, logFilesIn } from './paths.ts';
import { recordsOf } from './records.ts';
import { batchBefore } from './scan-log.ts';

type Found<T> = Result<T, DiskProblem>;
type Step<K extends LookupStep['kind']> = Extract<LookupStep, { kind: K }>;

const mostSegments = 100;
const mostBatches = 60;

/**
 * How a broker finds an offset (LocalLog.read, LogSegment.translateOffset) or the first record at or after a timestamp
 * (UnifiedLog.fetchOffsetByTimestamp, LogSegment.findOffsetByTimestamp), each step with what it saw.
 */
export async function lookUp(
  directory: LogDirectory,
  partition: string,
  by: 'offset' | 'timestamp',
  target: number,
): Promise<Found<Lookup>> {
  const logs = logFilesIn(
    directory.files.map(({ path }) => path),
    partition,
  );
  return by === 'offset'
    ? lookUpOffset(directory, partition, logs, target)
    : lookUpTimestamp(directory, partition, logs, target);
}

async function lookUpOffset(
  directory: LogDirectory,
  partition: string,
  logs: readonly string[],
  target: number,
): Promise<Found<Lookup>> {
  const ends = await endsOf(directory, partition, logs);
  if (!ends.ok) return ends;
  const { start, end } = ends.value;
  const outcome = target < start ? 'below' : target > end ? 'above' : target === end ? 'end' : 'inside';
  const steps: LookupStep[] = [{ kind: 'bounds', logStartOffset: start, logEndOffset: end, outcome }];
  if (outcome !== 'inside') return ok({ steps });
  const bases = logs.map((path) => baseOffsetOf(path) ?? 0);
  let segment = bases.findLastIndex((base) => base <= target);
  steps.push(segmentStep(logs, segment, () => null));
  // Where a segment ends before the offset (a gap that the cleaner left), the next one is read.
  for (; segment >= 0 && segment < logs.length; segment++) {
    const log = logs[segment] ?? '';
    const indexed = await searchOffsetIndex(directory, log, target);
    if (!indexed.ok) return indexed;
    const scanned = await directory.scanned(log);
    if (!scanned.ok) return scanned;
    const from = indexed.value.found?.gives ?? 0;
    const scan = scanForOffset(log, scanned.value, from, target);
    steps.push(indexed.value, scan);
    if (!scan.hit) continue;
    steps.push(await recordStep(log, scanned.value, scan, (record) => record.offset >= target, target));
    break;
  }
  return ok({ steps });
}

async function lookUpTimestamp(
  directory: LogDirectory,
  partition: string,
  logs: readonly string[],
  target: number,
): Promise<Found<Lookup>> {
  const largest: number[] = [];
  for (const [index, log] of logs.entries()) {
    const timestamp = await largestTimestamp(directory, log, index === logs.length - 1);
    if (!timestamp.ok) return timestamp;
    largest.push(timestamp.value);
  }
  const chosen = largest.findIndex((timestamp) => timestamp >= target);
  const steps: LookupStep[] = [segmentStep(logs, chosen, (index) => largest[index] ?? -1)];
  const log = logs[chosen];
  if (log === undefined) return ok({ steps });
  const start = directory.places.get(partition)?.logStartOffset ?? 0;
  const timed = await searchTimeIndex(directory, log, target);
  if (!timed.ok) return timed;
  const indexed = await searchOffsetIndex(directory, log, Math.max(timed.value.found?.gives ?? 0, start));
  if (!indexed.ok) return indexed;
  const scanned = await directory.scanned(log);
  if (!scanned.ok) return scanned;
  const { bytes } = scanned.value;
  const scan = scanStep(log, scanned.value, indexed.value.found?.gives ?? 0, (position) =>
    maxTimestampAt(bytes, position) >= target && lastOffsetAt(bytes, position) >= start ? 'hit' : 'on',
  );
  steps.push(timed.value, indexed.value, scan);
  if (scan.hit) {
    const wanted = (record: RecordRow) => record.timestamp >= target && record.offset >= start;
    steps.push(await recordStep(log, scanned.value, scan, wanted, null));
  }
  return ok({ steps });
}

async function endsOf(
  directory: LogDirectory,
  partition: string,
  logs: readonly string[],
): Promise<Found<{ start: number; end: number }>> {
  const places = directory.places.get(partition);
  const first = baseOffsetOf(logs[0] ?? '') ?? 0;
  const start = places?.logStartOffset ?? first;
  if (places?.logEndOffset != null) return ok({ start, end: places.logEndOffset });
  const last = logs.at(-1);
  if (last === undefined) return ok({ start, end: start });
  const scanned = await directory.scanned(last);
  if (!scanned.ok) return scanned;
  const position = scanned.value.scan.positions.at(-1);
  const end = position === undefined ? (baseOffsetOf(last) ?? 0) : lastOffsetAt(scanned.value.bytes, position) + 1;
  return ok({ start, end });
}

function segmentStep(
  logs: readonly string[],
  chosen: number,
  timestampOf: (index: number) => number | null,
): Step<'segment'> {
  const from = Math.max(0, Math.min(chosen - mostSegments / 2, logs.length - mostSegments));
  const segments = logs.slice(from, from + mostSegments).map((path, index) => ({
    baseOffset: baseOffsetOf(path) ?? 0,
    largestTimestamp: timestampOf(from + index),
  }));
  return { kind: 'segment', segments, chosen: chosen < 0 ? -1 : chosen - from, file: logs[chosen] ?? null };
}

const offsetIndexOf = (log: string): string => log.replace(/\.log$/, '.index');
const timeIndexOf = (log: string): string => log.replace(/\.log$/, '.timeindex');

function searchOffsetIndex(directory: LogDirectory, log: string, target: number): Promise<Found<Step<'index'>>> {
  const base = baseOffsetOf(log) ?? 0;
  return searchIndexFile(directory, offsetIndexOf(log), 'offset', target, (bytes, at) => ({
    key: base + int32At(bytes, at),
    gives: int32At(bytes, at + 4),
  }));
}

function searchTimeIndex(directory: LogDirectory, log: string, target: number): Promise<Found<Step<'index'>>> {
  const base = baseOffsetOf(log) ?? 0;
  return searchIndexFile(directory, timeIndexOf(log), 'time', target, (bytes, at) => ({
    key: int64At(bytes, at),
    gives: base + int32At(bytes, at + 8),
  }));
}

type ReadEntry = (bytes: Uint8Array, at: number) => { readonly key: number; readonly gives: number };

async function searchIndexFile(
  directory: LogDirectory,
  file: string,
  which: 'offset' | 'time',
  target: number,
  entryAt: ReadEntry,
): Promise<Found<Step<'index'>>> {
  const format = entryFormat(file);
  const there = directory.files.some(({ path }) => path === file);
  if (format === undefined || !there) {
    return ok({ kind: 'index', which, file, target, entries: 0, probes: [], found: null, near: [], missing: !there });
  }
  const read = await directory.read(file);
  if (!read.ok) return read;
  const bytes = read.value;
  const entry = (index: number) => ({ index, ...entryAt(bytes, index * format.entryBytes) });
  const entries = usedEntries(bytes, format);
  const warm = warmEntries(format.entryBytes);
  const { found, probes } = searchIndex({ entries, key: (index) => entry(index).key, warm }, target);
  const first = Math.max(0, found - 3);
  const near = Array.from({ length: Math.max(0, Math.min(entries, found + 5) - first) }, (_, i) => entry(first + i));
  return ok({
    kind: 'index',
    which,
    file,
    target,
    entries,
    probes,
    found: found < 0 ? null : entry(found),
    near,
    missing: false,
  });
}

/** FileRecords.searchForOffsetFromPosition (4.3.1). */
function scanForOffset(file: string, log: ScannedLog, from: number, target: number): Step<'scan'> {
  return scanStep(file, log, from, (position) => (lastOffsetAt(log.bytes, position) >= target ? 'hit' : 'on'));
}

function scanStep(
  file: string,
  { bytes, scan }: ScannedLog,
  from: number,
  look: (position: number) => 'hit' | 'on',
): Step<'scan'> {
  const batches: { position: number; baseOffset: number; lastOffset: number; maxTimestamp: number }[] = [];
  let read = 0;
  for (let i = Math.max(0, batchBefore(scan.positions, from)); i < scan.positions.length; i++) {
    const position = scan.positions[i] ?? 0;
    const hit = look(position) === 'hit';
    read += 1;
    if (batches.length === mostBatches) batches.splice(mostBatches / 2, 1);
    batches.push({
      position,
      baseOffset: int64At(bytes, position),
      lastOffset: lastOffsetAt(bytes, position),
      maxTimestamp: maxTimestampAt(bytes, position),
    });
    if (hit) return { kind: 'scan', file, from, batches, read, hit };
  }
  return { kind: 'scan', file, from, batches, read, hit: false };
}

async function recordStep(
  file: string,
  { bytes }: ScannedLog,
  scan: Step<'scan'>,
  wanted: (record: RecordRow) => boolean,
  offset: number | null,
): Promise<Step<'record'>> {
  const batchPosition = scan.batches.at(-1)?.position ?? 0;
  const row = batchRow(bytes, batchPosition, 0, { highWatermark: null, durableOffset: null });
  const record = (await recordsOf(bytes, row)).rows.find(wanted) ?? null;
  const later = record !== null && offset !== null && record.offset > offset;
  return { kind: 'record', file, batchPosition, batchBaseOffset: row.baseOffset, record, later };
}

async function largestTimestamp(directory: LogDirectory, log: string, active: boolean): Promise<Found<number>> {
  const file = timeIndexOf(log);
  const format = entryFormat(file);
  if (!active && format !== undefined && directory.files.some(({ path }) => path === file)) {
    const read = await directory.read(file);
    if (!read.ok) return read;
    const entries = usedEntries(read.value, format);
    if (entries > 0) return ok(int64At(read.value, (entries - 1) * format.entryBytes));
  }
  const scanned = await directory.scanned(log);
  if (!scanned.ok) return scanned;
  const { bytes, scan } = scanned.value;
  return ok(scan.positions.reduce((largest, position) => Math.max(largest, maxTimestampAt(bytes, position)), -1));
}
