import { assert } from '../../base/assert.ts';
import { ByteWriter } from '../../base/bytes.ts';
import { msToUs } from '../../base/units.ts';
import { replayOnHeartbeats } from '../../kafka/controller/broker-heartbeats.ts';
import { encodeMetadataRecord } from '../../kafka/controller/metadata-record-codec.ts';
import type { MetadataRecord } from '../../kafka/controller/metadata-records.ts';
import { appendAsLeader, defaultLogConfig, endOffsetForEpoch, readLog } from '../../kafka/log/partition-log.ts';
import type { FetchRequest, FetchResponse } from '../../kafka/protocol/requests.ts';
import { encodeBatch, type RecordBatch } from '../../kafka/record/record-batch.ts';
import { metadataKey } from '../broker/metadata-listener.ts';
import { imageAfter } from '../metadata-log.ts';
import { type ReplyTo, sendResponse } from '../network.ts';
import {
  cancelTimer,
  logAt,
  metadataTopic,
  numberTopic,
  ownController,
  ownLog,
  type SimState,
  setTimer,
  wallMs,
} from '../state.ts';
import { type Cause, tellImageChanges } from './image-updates.ts';

/** Writes records to `__cluster_metadata`; with a quorum of one they are committed at once and every waiting fetch is answered. */
export function writeRecords(s: SimState, records: readonly MetadataRecord[], cause: Cause): void {
  if (records.length === 0) return;
  const timestamp = wallMs(s);
  append(s, encodeBatch(records.map((record) => ({ timestamp, key: null, value: encodeMetadataRecord(record) }))));
  const controller = ownController(s);
  const before = controller.image;
  const log = logAt(s, metadataKey(s, controller.id));
  controller.image = imageAfter(log, before, log.logEndOffset);
  for (const topic of controller.image.topics.keys()) numberTopic(s, topic);
  replayOnHeartbeats(controller.heartbeats, records, controller.image);
  tellImageChanges(s, before, controller.image, cause);
  answerWaiting(s);
}

function append(s: SimState, batch: RecordBatch): void {
  const log = ownLog(s, metadataKey(s, s.controller.id));
  const appended = appendAsLeader(log, batch, s.controller.leaderEpoch, wallMs(s), defaultLogConfig, 'COORDINATOR');
  assert(appended.ok, 'the metadata log takes what its controller writes');
}

/** The first record of a leader's epoch: a control batch with LeaderChangeMessage. Source: LeaderState.appendLeaderChangeMessage. */
export function appendLeaderChange(s: SimState): void {
  const key = new ByteWriter();
  key.i16(0);
  key.i16(2);
  const value = new ByteWriter();
  value.i16(0);
  value.i32(s.controller.id);
  // Compact arrays: voters and granting voters, each with this one voter and its tagged fields.
  for (let list = 0; list < 2; list++) {
    value.unsignedVarint(2);
    value.i32(s.controller.id);
    value.unsignedVarint(0);
  }
  value.unsignedVarint(0);
  const record = { timestamp: wallMs(s), key: key.toBytes(), value: value.toBytes() };
  append(s, encodeBatch([record], { controlBatch: true }));
  const controller = ownController(s);
  const log = logAt(s, metadataKey(s, controller.id));
  controller.image = imageAfter(log, controller.image, log.logEndOffset);
  answerWaiting(s);
}

function read(s: SimState, request: FetchRequest): FetchResponse {
  const wanted = request.partitions[0];
  assert(wanted, 'a metadata fetch names its partition');
  const log = logAt(s, metadataKey(s, s.controller.id));
  const answer = {
    topic: metadataTopic,
    partition: 0,
    highWatermark: log.logEndOffset,
    lastStableOffset: log.logEndOffset,
    logStartOffset: log.logStartOffset,
  };
  const end = wanted.lastFetchedEpoch < 0 ? undefined : endOffsetForEpoch(log, wanted.lastFetchedEpoch);
  if (end !== undefined && (end.epoch < wanted.lastFetchedEpoch || end.endOffset < wanted.fetchOffset)) {
    return { api: 'Fetch', responses: [{ ...answer, error: 'NONE', divergingEpoch: end, records: [] }] };
  }
  const found = readLog(log, wanted.fetchOffset, request.maxBytes, log.logEndOffset, true);
  const error = found === 'OFFSET_OUT_OF_RANGE' ? 'OFFSET_OUT_OF_RANGE' : 'NONE';
  const records = found === 'OFFSET_OUT_OF_RANGE' ? [] : found.batches;
  return { api: 'Fetch', responses: [{ ...answer, error, divergingEpoch: null, records }] };
}

const hasNews = (response: FetchResponse): boolean => {
  const part = response.responses[0];
  return part !== undefined && (part.error !== 'NONE' || part.divergingEpoch !== null || part.records.length > 0);
};

/** A broker fetches the metadata log; without news it waits. Source: KafkaRaftClient.handleFetchRequest. */
export function handleMetadataFetch(s: SimState, request: FetchRequest, reply: ReplyTo): void {
  const response = read(s, request);
  if (hasNews(response)) {
    sendResponse(s, reply, response);
    return;
  }
  const controller = ownController(s);
  const id = controller.nextFetchId;
  controller.nextFetchId += 1;
  controller.waitingFetches = [...controller.waitingFetches, { id, reply, request }];
  setTimer(s, controller.id, `metadata-fetch:${id}`, s.nowUs + msToUs(request.maxWaitMs));
}

function answerWaiting(s: SimState): void {
  const waiting = s.controller.waitingFetches;
  if (waiting.length === 0) return;
  ownController(s).waitingFetches = [];
  for (const fetch of waiting) {
    cancelTimer(s, s.controller.id, `metadata-fetch:${fetch.id}`);
    sendResponse(s, fetch.reply, read(s, fetch.request));
  }
}

export function expireMetadataFetch(s: SimState, id: number): void {
  const fetch = s.controller.waitingFetches.find((waiting) => waiting.id === id);
  if (fetch === undefined) return;
  const controller = ownController(s);
  controller.waitingFetches = controller.waitingFetches.filter((waiting) => waiting !== fetch);
  sendResponse(s, fetch.reply, read(s, fetch.request));
}

export function dropMetadataFetches(s: SimState): void {
  ownController(s).waitingFetches = [];
}
