import { fromHex, hex } from '../base/bytes.ts';
import type { Result } from '../base/result.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { formatCleanShutdown, parseCleanShutdown } from '../kafka/log/files/clean-shutdown-file.ts';
import type { FileError } from '../kafka/log/files/file-error.ts';
import {
  formatLeaderEpochCheckpoint,
  parseLeaderEpochCheckpoint,
} from '../kafka/log/files/leader-epoch-checkpoint-file.ts';
import { formatMetaProperties, parseMetaProperties } from '../kafka/log/files/meta-properties-file.ts';
import { formatOffsetCheckpoint, parseOffsetCheckpoint } from '../kafka/log/files/offset-checkpoint-file.ts';
import { formatPartitionMetadata, parsePartitionMetadata } from '../kafka/log/files/partition-metadata-file.ts';
import { encodeProducerSnapshot, parseWideProducerSnapshot } from '../kafka/log/files/producer-snapshot-file.ts';
import { describeQuorumState, formatQuorumState, parseQuorumState } from '../kafka/log/files/quorum-state-file.ts';
import {
  collectAbortedTxns,
  encodeTransactionIndex,
  parseTransactionIndex,
} from '../kafka/log/files/transaction-index-file.ts';
import { fromJson64, type Json64, toJson64 } from './json64.ts';
import { defineSuite } from './suite.ts';

interface Input {
  readonly file: string;
  readonly do: 'write' | 'read';
  readonly text?: string;
  readonly bytes?: string;
}

/** The fields that each file's `write` has; see the vectors' README. */
interface Written extends Input {
  readonly entries: readonly (readonly (string | number)[])[];
  readonly topicId: string;
  readonly version: 0 | 1;
  readonly clusterId: string | null;
  readonly nodeId: number | null;
  readonly directoryId: string | null;
  readonly state: string;
  readonly epoch: number;
  readonly leaderId: number;
  readonly votedId: number | null;
  readonly votedDirectoryId: string | null;
  readonly voters: readonly number[];
  readonly kraftVersion: 0 | 1;
  readonly brokerEpoch: Json64;
}

interface SnapshotSpec {
  readonly producerId: Json64;
  readonly producerEpoch: number;
  readonly coordinatorEpoch: number;
  readonly lastTimestamp: Json64;
  readonly currentTxnFirstOffset: Json64 | null;
  readonly lastBatch: {
    readonly lastSequence: number;
    readonly lastOffset: Json64;
    readonly offsetDelta: number;
  } | null;
}

type TxnSpec = Readonly<Record<'producerId' | 'firstOffset' | 'lastOffset' | 'lastStableOffset', Json64>>;

interface Collected {
  readonly collect: readonly { readonly fetchOffset: number; readonly upperBoundOffset: number }[];
}

function answer<T>(read: Result<T, FileError>, values: (value: T) => object): object {
  return read.ok ? { ...values(read.value), error: null } : { error: read.error };
}

function playOffsets(input: Input): object {
  if (input.do === 'read') {
    return answer(parseOffsetCheckpoint(input.text ?? ''), (entries) => ({
      entries: entries.map((entry) => [entry.topic, entry.partition, toJson64(entry.offset)]),
    }));
  }
  const entries = (input as Written).entries.map(([topic = '', partition = 0, offset = 0]) => ({
    topic: String(topic),
    partition: Number(partition),
    offset: fromJson64(offset),
  }));
  return { text: formatOffsetCheckpoint(entries) };
}

function playEpochs(input: Input): object {
  if (input.do === 'read') {
    return answer(parseLeaderEpochCheckpoint(input.text ?? ''), (entries) => ({
      entries: entries.map((entry) => [entry.epoch, toJson64(entry.startOffset)]),
    }));
  }
  const entries = (input as Written).entries.map(([epoch = 0, startOffset = 0]) => ({
    epoch: Number(epoch),
    startOffset: fromJson64(startOffset),
  }));
  return { text: formatLeaderEpochCheckpoint(entries) };
}

function playPartitionMetadata(input: Input): object {
  if (input.do === 'read') return answer(parsePartitionMetadata(input.text ?? ''), (metadata) => metadata);
  return { text: formatPartitionMetadata((input as Written).topicId) };
}

function playMetaProperties(input: Input): object {
  if (input.do === 'read') return answer(parseMetaProperties(encodeUtf8(input.text ?? '')), (meta) => meta);
  const text = formatMetaProperties(input as Written, 'DATE');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return { text, sortedLines: lines.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)) };
}

function playQuorumState(input: Input): object {
  if (input.do === 'read') {
    return answer(parseQuorumState(input.text ?? ''), (state) => ({ readBack: describeQuorumState(state) }));
  }
  const { epoch, leaderId, votedId, votedDirectoryId, voters, kraftVersion } = input as Written;
  const voted = votedId === null || votedId === -1 ? null : { id: votedId, directoryId: votedDirectoryId };
  const state = { epoch, leaderId: leaderId === -1 ? null : leaderId, voted, voters };
  const text = formatQuorumState(state, kraftVersion);
  const readBack = parseQuorumState(text);
  return { text, readBack: readBack.ok ? describeQuorumState(readBack.value) : readBack.error };
}

function playSnapshot(input: Input): object {
  if (input.do === 'read') {
    return answer(parseWideProducerSnapshot(fromHex(input.bytes ?? '')), (entries) => ({ entries: entries.length }));
  }
  const entries = (input as unknown as { readonly entries: readonly SnapshotSpec[] }).entries.map((entry) => ({
    ...entry,
    producerId: fromJson64(entry.producerId),
    lastTimestamp: fromJson64(entry.lastTimestamp),
    currentTxnFirstOffset: entry.currentTxnFirstOffset === null ? null : fromJson64(entry.currentTxnFirstOffset),
    lastBatch:
      entry.lastBatch === null ? null : { ...entry.lastBatch, lastOffset: fromJson64(entry.lastBatch.lastOffset) },
  }));
  return { bytes: hex(encodeProducerSnapshot(entries)) };
}

function playTransactionIndex(input: Input, expected: Collected): object {
  if (input.do === 'read') {
    return answer(parseTransactionIndex(fromHex(input.bytes ?? '')), (entries) => ({ entries: entries.length }));
  }
  const entries = (input as unknown as { readonly entries: readonly TxnSpec[] }).entries.map((entry) => ({
    producerId: fromJson64(entry.producerId),
    firstOffset: fromJson64(entry.firstOffset),
    lastOffset: fromJson64(entry.lastOffset),
    lastStableOffset: fromJson64(entry.lastStableOffset),
  }));
  const collect = expected.collect.map(({ fetchOffset, upperBoundOffset }) => {
    const { abortedTransactions, isComplete } = collectAbortedTxns(entries, fetchOffset, upperBoundOffset);
    const producerIds = abortedTransactions.map((entry) => toJson64(entry.producerId));
    return { fetchOffset, upperBoundOffset, isComplete, producerIds };
  });
  return { collect, bytes: hex(encodeTransactionIndex(entries)) };
}

function playCleanShutdown(input: Input): object {
  if (input.do === 'write') return { text: formatCleanShutdown(fromJson64((input as Written).brokerEpoch)) };
  const brokerEpoch = parseCleanShutdown(input.text ?? '');
  return { brokerEpoch: brokerEpoch === null ? null : toJson64(brokerEpoch) };
}

/** Each file by its own codec, named by the file. */
export const checkpointFilesSuite = defineSuite<Input, Collected>('checkpoint-files', (input, expected) => {
  const { file } = input;
  if (file === 'leader-epoch-checkpoint') return playEpochs(input);
  if (file === 'partition.metadata') return playPartitionMetadata(input);
  if (file === 'meta.properties') return playMetaProperties(input);
  if (file === 'quorum-state') return playQuorumState(input);
  if (file === '.kafka_cleanshutdown') return playCleanShutdown(input);
  if (file.endsWith('.snapshot')) return playSnapshot(input);
  if (file.endsWith('.txnindex')) return playTransactionIndex(input, expected);
  if (file.endsWith('-checkpoint')) return playOffsets(input);
  throw new Error(`no codec for ${file}`);
});
