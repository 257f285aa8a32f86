import type { Int64 } from '../../../base/int64.ts';
import { type BatchPlace, lastOffsetOf } from '../../record/batch-header.ts';
import { fileBatches, fileBatchHeader, slice } from './file-records.ts';
import { addFinding, type Findings } from './findings.ts';
import { checkOffsetIndex, openIndex, readOffsetEntries } from './index-files.ts';
import { legacyOffset } from './legacy-records.ts';
import { absolutePath, type FilePath, type LogFolder, offsetInName, openFile, sibling } from './log-folder.ts';
import { ToolFailure, type ToolOutput } from './tool-output.ts';

export interface IndexDump {
  readonly sanityOnly: boolean;
  readonly verifyOnly: boolean;
}

/** FileChannelRecordBatch.lastOffset; `file`: the bytes that the place counts from. */
export function lastOffset(place: BatchPlace, file: Uint8Array): Int64 {
  return place.magic < 2 ? legacyOffset(place) : lastOffsetOf(fileBatchHeader(place, file));
}

function firstBatchLastOffset(log: Uint8Array, position: number, maxMessageSize: number, name: string): Int64 {
  const first = fileBatches(slice(log, position, maxMessageSize), name).next();
  if (first.done === true) throw new ToolFailure('java.util.NoSuchElementException', 'null');
  return lastOffset(first.value, log.subarray(position));
}

/** DumpLogSegments.dumpIndex: each entry, and whether a batch with that last offset stands at its position. */
export function printOffsetIndex(
  folder: LogFolder,
  file: FilePath,
  dump: IndexDump & { readonly maxMessageSize: number },
  findings: Findings,
  { stdout }: ToolOutput,
): void {
  const base = offsetInName(file);
  const logFile = sibling(file, '.log');
  const log = openFile(folder, logFile);
  const bytes = openIndex(folder, file);
  const entries = readOffsetEntries(bytes, base);
  const path = absolutePath(folder, file);
  if (entries.length === 0) {
    stdout.push(`${file.text} is empty.\n`);
    return;
  }
  if (dump.sanityOnly) {
    checkOffsetIndex(bytes, entries, base, path);
    stdout.push(`${file.text} passed sanity check.\n`);
    return;
  }
  for (const [i, entry] of entries.entries()) {
    // Zeros: the file was never cut to its entries.
    if (entry.offset === base && i > 0) return;
    const found = firstBatchLastOffset(log, entry.position, dump.maxMessageSize, logFile.text);
    if (found !== entry.offset) addFinding(findings.indexMismatches, path, entry.offset, found);
    if (!dump.verifyOnly) stdout.push(`offset: ${entry.offset} position: ${entry.position}\n`);
  }
}
