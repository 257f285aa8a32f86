import { applyCommitted, metadataKey } from '../broker/metadata-listener.ts';
import { imageAfter } from '../metadata-log.ts';
import { sendResponse } from '../network.ts';
import { isCombined, isRunning } from '../process-roles.ts';
import { controllerOf, logAt, numberTopic, ownController, type SimState } from '../state.ts';
import { tellImageChanges } from './image-updates.ts';

/**
 * The node's high watermark has risen: it takes over what is committed, and the active controller says what it has
 * done. Source: QuorumController.QuorumMetaLogListener.handleCommit.
 */
export function onHighWatermark(s: SimState, id: number): void {
  const controller = ownController(s, id);
  const { highWatermark } = controller.raft;
  const before = controller.committed;
  controller.committed = imageAfter(logAt(s, metadataKey(s, id)), before, highWatermark);
  if (controller.claimEpoch < 0) controller.image = controller.committed;
  for (const topic of controller.committed.topics.keys()) numberTopic(s, topic);
  tellCommitted(s, id);
  answerDeferred(s, id);
  // The broker of the same process listens to the same raft client (SharedServer.loader).
  if (isCombined(s, id) && isRunning(s, id)) applyCommitted(s, id, highWatermark);
}

/** What was written and is now committed is told, each write with what made the controller write it. */
export function tellCommitted(s: SimState, id: number): void {
  const { uncommitted, committed } = controllerOf(s, id);
  const done = uncommitted.filter(({ lastOffset }) => lastOffset <= committed.offset);
  if (done.length === 0) return;
  ownController(s, id).uncommitted = uncommitted.slice(done.length);
  for (const { after, cause } of done) {
    tellImageChanges(s, s.toldImage, after, cause);
    s.toldImage = after;
  }
}

function answerDeferred(s: SimState, id: number): void {
  const { deferred, committed } = controllerOf(s, id);
  const done = deferred.filter(({ offset }) => offset <= committed.offset);
  if (done.length === 0) return;
  ownController(s, id).deferred = deferred.filter(({ offset }) => offset > committed.offset);
  for (const { reply, response } of done) sendResponse(s, reply, response);
}
