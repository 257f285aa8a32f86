import { parseInt64 } from '../files/java-text.ts';
import { parseWideProducerSnapshot, type WideProducerSnapshotEntry } from '../files/producer-snapshot-file.ts';
import { parseTransactionIndex } from '../files/transaction-index-file.ts';
import { absolutePath, type FilePath, findFile, type LogFolder, openFile } from './log-folder.ts';
import { ToolFailure, type ToolOutput } from './tool-output.ts';

/** DefaultRecordBatch.decrementSequence. */
function firstSequence(lastSequence: number, offsetDelta: number): number {
  if (lastSequence < offsetDelta) return (0x7fffffff - (offsetDelta - lastSequence) + 1) | 0;
  return (lastSequence - offsetDelta) | 0;
}

function entryLine(entry: WideProducerSnapshotEntry): string {
  const { producerId, producerEpoch, coordinatorEpoch, currentTxnFirstOffset, lastTimestamp, lastBatch } = entry;
  const open = currentTxnFirstOffset === null ? 'OptionalLong.empty' : `OptionalLong[${currentTxnFirstOffset}]`;
  const epochs = `producerEpoch: ${producerEpoch} coordinatorEpoch: ${coordinatorEpoch}`;
  const line = `producerId: ${producerId} ${epochs} currentTxnFirstOffset: ${open} lastTimestamp: ${lastTimestamp}`;
  if (lastBatch === null) return `${line}\n`;
  const { lastSequence, lastOffset, offsetDelta } = lastBatch;
  const sequences = `firstSequence: ${firstSequence(lastSequence, offsetDelta)} lastSequence: ${lastSequence}`;
  const offsets = `lastOffset: ${lastOffset} offsetDelta: ${offsetDelta}`;
  return `${line} ${sequences} ${offsets} timestamp: ${lastTimestamp}\n`;
}

/** DumpLogSegments.dumpProducerIdSnapshot. */
export function printProducerSnapshot(folder: LogFolder, file: FilePath, { stdout, stderr }: ToolOutput): void {
  const entries = parseWideProducerSnapshot(openFile(folder, file));
  if (entries.ok) stdout.push(...entries.value.map(entryLine));
  else stderr.push(`${entries.error.message}\n`);
}

/** DumpLogSegments.dumpTxnIndex: a file that is not there is an empty index. */
export function printTransactionIndex(folder: LogFolder, file: FilePath, { stdout }: ToolOutput): void {
  const offset = parseInt64(file.name.slice(0, file.name.indexOf('.')));
  if (!offset.ok) throw new ToolFailure('java.lang.NumberFormatException', offset.error.message);
  const entries = parseTransactionIndex(findFile(folder, file) ?? new Uint8Array(0), absolutePath(folder, file));
  if (!entries.ok) throw new ToolFailure('org.apache.kafka.common.KafkaException', entries.error.message);
  for (const { producerId, firstOffset, lastOffset, lastStableOffset } of entries.value) {
    const offsets = `firstOffset: ${firstOffset} lastOffset: ${lastOffset} lastStableOffset: ${lastStableOffset}`;
    stdout.push(`version: 0 producerId: ${producerId} ${offsets}\n`);
  }
}
