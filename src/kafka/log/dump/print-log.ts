import type { Int64 } from '../../../base/int64.ts';
import { isControlBatch } from '../../record/batch-format.ts';
import type { BatchPlace } from '../../record/batch-header.ts';
import { plusInt64 } from '../../record/batch-header.ts';
import { batchRecords, type ExactRecord } from '../../record/batch-records.ts';
import { parseInt32, parseInt64 } from '../files/java-text.ts';
import { type DescribedBatch, describeBatch, describeLegacyBatch } from './batch-text.ts';
import { controlRecordText } from './control-record-text.ts';
import { MAX_BYTES_DEFAULT } from './dump-options.ts';
import { fileBatches, slice, toToolFailure } from './file-records.ts';
import { addFinding, type Findings } from './findings.ts';
import { legacyRecord } from './legacy-records.ts';
import { absolutePath, type FilePath, type LogFolder, offsetInName, openFile } from './log-folder.ts';
import type { RecordParser } from './record-parser.ts';
import { ToolFailure, type ToolOutput } from './tool-output.ts';

export interface LogDump {
  readonly printContents: boolean;
  readonly deepIteration: boolean;
  readonly skipRecordMetadata: boolean;
  readonly maxBytes: number;
  readonly parser: RecordParser;
}

/** Snapshots.parse: `<20 digits>-<10 digits>.checkpoint`. */
function snapshotTitle(name: string): string {
  if (name === 'bootstrap.checkpoint') return 'KRaft bootstrap snapshot\n';
  const offset = parseInt64(name.slice(0, 20));
  const epoch = parseInt32(name.slice(21, 31));
  if (name.length < 31) throw new ToolFailure('java.lang.StringIndexOutOfBoundsException', `length ${name.length}`);
  if (!offset.ok) throw new ToolFailure('java.lang.NumberFormatException', offset.error.message);
  if (!epoch.ok) throw new ToolFailure('java.lang.NumberFormatException', epoch.error.message);
  return `Snapshot end offset: ${offset.value}, epoch: ${epoch.value}\n`;
}

function printRecord(record: ExactRecord, batch: DescribedBatch, dump: LogDump, output: ToolOutput): void {
  const { stdout } = output;
  const isControl = batch.header !== null && isControlBatch(batch.header);
  if (!dump.skipRecordMetadata) {
    const sizes = `keySize: ${record.key?.length ?? -1} valueSize: ${record.value?.length ?? -1}`;
    stdout.push(`| offset: ${record.offset} ${batch.timestampType}: ${record.timestamp} ${sizes}`);
    const headerKeys = record.headers.map((header) => header.key).join(',');
    if (batch.header !== null) stdout.push(` sequence: ${record.sequence} headerKeys: [${headerKeys}]`);
    else stdout.push(batch.legacyValidity);
    if (isControl) stdout.push(controlRecordText(record));
  }
  if (dump.printContents && !isControl) {
    const { key, value } = dump.parser(record);
    if (key !== null) stdout.push(`${dump.skipRecordMetadata ? '| ' : ' '}key: ${key}`);
    if (value !== null) stdout.push(`${dump.skipRecordMetadata && key === null ? '| ' : ' '}payload: ${value}`);
  }
  stdout.push('\n');
}

function* recordsOf(place: BatchPlace): Generator<ExactRecord> {
  try {
    yield* place.magic < 2 ? [legacyRecord(place)] : batchRecords(place);
  } catch (error) {
    throw toToolFailure(error);
  }
}

/** DumpLogSegments.dumpLog: a `.log` file or a snapshot of the metadata log. */
export function printLog(
  folder: LogFolder,
  file: FilePath,
  dump: LogDump,
  findings: Findings,
  output: ToolOutput,
): void {
  const { stdout } = output;
  const title = file.name.endsWith('.log') ? `Log starting offset: ${offsetInName(file)}\n` : snapshotTitle(file.name);
  stdout.push(title);
  const whole = openFile(folder, file);
  const bytes = slice(whole, 0, dump.maxBytes);
  let validBytes = 0;
  let lastOffset: Int64 = -1;
  for (const place of fileBatches(bytes, file.text)) {
    const batch = place.magic < 2 ? describeLegacyBatch(place, stdout) : describeBatch(place, whole, stdout);
    for (const record of dump.deepIteration ? recordsOf(place) : []) {
      if (record.offset !== plusInt64(lastOffset, 1)) {
        addFinding(findings.nonConsecutiveOffsets, absolutePath(folder, file), lastOffset, record.offset);
      }
      lastOffset = record.offset;
      printRecord(record, batch, dump, output);
    }
    validBytes += place.sizeInBytes;
  }
  const trailing = bytes.length - validBytes;
  if (trailing > 0 && dump.maxBytes === MAX_BYTES_DEFAULT) {
    stdout.push(`Found ${trailing} invalid bytes at the end of ${file.name}\n`);
  }
}
