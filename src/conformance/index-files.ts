import { hex } from '../base/bytes.ts';
import { segmentBytes, segmentFileName } from '../kafka/log/log-files.ts';
import { findOffsetByTimestamp } from '../kafka/log/offset-for-timestamp.ts';
import { lookupOffset, offsetIndexBytes } from '../kafka/log/offset-index.ts';
import { readSegment } from '../kafka/log/read-log.ts';
import {
  appendToSegment,
  closeSegment,
  createSegment,
  findBatch,
  nextOffset,
  positionOfBatch,
  type Segment,
} from '../kafka/log/segment.ts';
import { lookupTimestamp, timeIndexBytes } from '../kafka/log/time-index.ts';
import { type BatchSpec, encodeSpec } from './batch-spec.ts';
import { defineSuite } from './suite.ts';

interface Input {
  readonly baseOffset: number;
  readonly indexIntervalBytes: number;
  readonly appends: readonly (readonly BatchSpec[])[];
}

/** The questions stand in the recorded answers. */
interface Output {
  readonly offsetLookups: readonly { readonly target: number }[];
  readonly translate: readonly { readonly target: number }[];
  readonly reads: readonly { readonly offset: number; readonly maxSize: number; readonly minOneMessage: boolean }[];
  readonly timeIndexLookups: readonly { readonly target: number }[];
  readonly offsetsByTimestamp: readonly { readonly timestamp: number; readonly startingOffset: number }[];
}

function pairs(flat: readonly number[], count: number): number[][] {
  return Array.from({ length: count }, (_, i) => flat.slice(2 * i, 2 * i + 2));
}

function translate(segment: Segment, target: number): object | null {
  const index = findBatch(segment, target);
  const batch = index < segment.length ? segment.batches[index] : undefined;
  if (batch === undefined) return null;
  return { baseOffset: batch.baseOffset, position: positionOfBatch(segment, index), size: batch.sizeInBytes };
}

function read(segment: Segment, offset: number, maxSize: number, minOneMessage: boolean): object | null {
  const index = findBatch(segment, offset);
  const batch = index < segment.length ? segment.batches[index] : undefined;
  if (batch === undefined) return null;
  const size = readSegment(segment, index, maxSize, Number.MAX_SAFE_INTEGER, minOneMessage).sizeInBytes;
  // Kafka gives an empty answer without this mark when nothing may be read at all.
  const firstEntryIncomplete = !minOneMessage && maxSize > 0 && maxSize < batch.sizeInBytes;
  return { position: positionOfBatch(segment, index), size, firstEntryIncomplete };
}

function files(segment: Segment): object {
  const { baseOffset, offsetIndex, offsetIndexLength, timeIndex, timeIndexLength } = segment;
  return {
    [segmentFileName(baseOffset, '.index')]: hex(offsetIndexBytes(offsetIndex, offsetIndexLength, baseOffset)),
    [segmentFileName(baseOffset, '.log')]: hex(segmentBytes(segment)),
    [segmentFileName(baseOffset, '.timeindex')]: hex(timeIndexBytes(timeIndex, timeIndexLength, baseOffset)),
  };
}

export const indexSuite = defineSuite<Input, Output>('index', (input, expected) => {
  const segment = createSegment(input.baseOffset, 0);
  for (const spec of input.appends.flat()) appendToSegment(segment, encodeSpec(spec), 0, input.indexIntervalBytes);
  const active = {
    offsetIndexEntries: segment.offsetIndexLength,
    timeIndexEntries: segment.timeIndexLength,
    maxTimestampSoFar: segment.maxTimestamp,
    offsetOfMaxTimestampSoFar: segment.offsetOfMaxTimestamp,
  };
  closeSegment(segment);
  const { baseOffset, offsetIndex, offsetIndexLength, timeIndex, timeIndexLength } = segment;
  return {
    active,
    offsetIndex: pairs(offsetIndex, offsetIndexLength),
    timeIndex: pairs(timeIndex, timeIndexLength),
    offsetLookups: expected.offsetLookups.map(({ target }) => ({
      target,
      ...lookupOffset(offsetIndex, offsetIndexLength, baseOffset, target),
    })),
    translate: expected.translate.map(({ target }) => ({ target, batch: translate(segment, target) })),
    reads: expected.reads.map(({ offset, maxSize, minOneMessage }) => ({
      offset,
      maxSize,
      minOneMessage,
      result: read(segment, offset, maxSize, minOneMessage),
    })),
    timeIndexLookups: expected.timeIndexLookups.map(({ target }) => ({
      target,
      ...lookupTimestamp(timeIndex, timeIndexLength, baseOffset, target),
    })),
    offsetsByTimestamp: expected.offsetsByTimestamp.map(({ timestamp, startingOffset }) => ({
      timestamp,
      startingOffset,
      found: findOffsetByTimestamp(segment, timestamp, startingOffset),
    })),
    readNextOffset: nextOffset(segment),
    files: files(segment),
  };
});
