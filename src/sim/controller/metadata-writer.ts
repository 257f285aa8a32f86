import { msToUs } from '../../base/units.ts';
import { replayOnHeartbeats } from '../../kafka/controller/broker-heartbeats.ts';
import { encodeMetadataRecord } from '../../kafka/controller/metadata-record-codec.ts';
import type { MetadataRecord } from '../../kafka/controller/metadata-records.ts';
import type { KafkaResponse } from '../../kafka/protocol/requests.ts';
import { encodeBatch } from '../../kafka/record/record-batch.ts';
import { imageWith } from '../metadata-log.ts';
import { type ReplyTo, sendResponse } from '../network.ts';
import { sayReplayed } from '../server-log/controller-log.ts';
import { controllerOf, numberTopic, ownController, type SimState, setTimer, wallMs } from '../state.ts';
import type { Cause } from './image-updates.ts';
import { appendToLog, driveRaft, quorumConfig } from './quorum.ts';

const lingerTimer = 'append-linger';

/**
 * The active controller writes records to `__cluster_metadata`. It goes on with what it has written at once; others
 * learn of it when a majority of voters holds it, which in a quorum of one is now.
 * Source: QuorumController.ControllerWriteEvent; BatchAccumulator (each write is a batch of its own here).
 */
export function writeRecords(s: SimState, id: number, records: readonly MetadataRecord[], cause: Cause): void {
  if (records.length === 0) return;
  const timestamp = wallMs(s);
  const values = records.map((record) => ({ timestamp, key: null, value: encodeMetadataRecord(record) }));
  const batch = encodeBatch(values);
  const controller = ownController(s, id);
  const lastOffset = controller.nextOffset + records.length - 1;
  const before = controller.image;
  controller.image = imageWith(before, { ...batch, baseOffset: controller.nextOffset, lastOffset });
  controller.nextOffset = lastOffset + 1;
  controller.uncommitted = [...controller.uncommitted, { lastOffset, after: controller.image, cause }];
  for (const topic of controller.image.topics.keys()) numberTopic(s, topic);
  sayReplayed(s, id, records, before, controller.image);
  replayOnHeartbeats(controller.heartbeats, records, controller.image);
  const wasIdle = controller.lingering.length === 0;
  controller.lingering = [...controller.lingering, batch];
  if (controller.raft.voters.length === 1) appendLingering(s, id);
  else if (wasIdle) setTimer(s, id, lingerTimer, s.nowUs + msToUs(quorumConfig(s).appendLingerMs));
}

/** controller.quorum.append.linger.ms is over: what was written in it goes into the log. False: another's timer. */
export function writerTimer(s: SimState, id: number, key: string): boolean {
  if (key !== lingerTimer) return false;
  appendLingering(s, id);
  return true;
}

function appendLingering(s: SimState, id: number): void {
  const { lingering } = controllerOf(s, id);
  ownController(s, id).lingering = [];
  for (const batch of lingering) appendToLog(s, id, batch);
  driveRaft(s, id, () => undefined);
}

/** Sends the answer once all that the controller has written so far is committed. Source: DeferredEventQueue. */
export function answerWhenCommitted(s: SimState, id: number, reply: ReplyTo, response: KafkaResponse): void {
  const { uncommitted } = controllerOf(s, id);
  const last = uncommitted.at(-1);
  if (last === undefined) return sendResponse(s, reply, response);
  const controller = ownController(s, id);
  controller.deferred = [...controller.deferred, { offset: last.lastOffset, reply, response }];
}
