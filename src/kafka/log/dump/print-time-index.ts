import type { Int64 } from '../../../base/int64.ts';
import type { BatchPlace } from '../../record/batch-header.ts';
import { batchRecords } from '../../record/batch-records.ts';
import { fileBatches, slice, toToolFailure } from './file-records.ts';
import { addFinding, type Findings } from './findings.ts';
import {
  checkTimeIndex,
  lookupEntry,
  openIndex,
  readOffsetEntries,
  readTimeEntries,
  type TimeEntry,
} from './index-files.ts';
import { legacyRecord } from './legacy-records.ts';
import { absolutePath, type FilePath, type LogFolder, offsetInName, openFile, sibling } from './log-folder.ts';
import { type IndexDump, lastOffset } from './print-offset-index.ts';
import type { ToolOutput } from './tool-output.ts';

function largestTimestamp(place: BatchPlace): Int64 {
  let largest: Int64 = -1;
  try {
    for (const { timestamp } of place.magic < 2 ? [legacyRecord(place)] : batchRecords(place)) {
      if (timestamp > largest) largest = timestamp;
    }
  } catch (error) {
    throw toToolFailure(error);
  }
  return largest;
}

/** Whether the log says of the entry's offset what the entry says. */
function verifyEntry(
  entry: TimeEntry,
  previous: Int64,
  log: Uint8Array,
  name: string,
  path: string,
  found: Findings,
): void {
  const match = [...fileBatches(log, name)].find((place) => lastOffset(place, log) >= entry.offset);
  const offset = match === undefined ? -1 : lastOffset(match, log);
  if (match === undefined || offset !== entry.offset) {
    addFinding(found.offsetsNotFound, path, entry.offset, offset);
    return;
  }
  const largest = largestTimestamp(match);
  if (largest !== entry.timestamp) addFinding(found.timestampMismatches, path, entry.timestamp, largest);
  if (previous >= entry.timestamp) addFinding(found.outOfOrderTimestamps, path, entry.timestamp, previous);
}

/** DumpLogSegments.dumpTimeIndex. */
export function printTimeIndex(
  folder: LogFolder,
  file: FilePath,
  dump: IndexDump,
  findings: Findings,
  { stdout }: ToolOutput,
): void {
  const base = offsetInName(file);
  const logFile = sibling(file, '.log');
  const log = openFile(folder, logFile);
  const offsets = readOffsetEntries(openIndex(folder, sibling(file, '.index')), base);
  const bytes = openIndex(folder, file);
  const entries = readTimeEntries(bytes, base);
  const path = absolutePath(folder, file);
  if (dump.sanityOnly) {
    checkTimeIndex(bytes, entries, base, path);
    stdout.push(`${file.text} passed sanity check.\n`);
    return;
  }
  let previous: Int64 = -1;
  for (const [i, entry] of entries.entries()) {
    // Zeros: the file was never cut to its entries.
    if (entry.offset === base && i > 0) return;
    const { position } = lookupEntry(offsets, base, entry.offset);
    verifyEntry(entry, previous, slice(log, position, log.length), logFile.text, path, findings);
    if (!dump.verifyOnly) stdout.push(`timestamp: ${entry.timestamp} offset: ${entry.offset}\n`);
    previous = entry.timestamp;
  }
}
