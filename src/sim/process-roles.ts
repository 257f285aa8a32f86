import type { KafkaRequest } from '../kafka/protocol/requests.ts';
import { isAlive } from './broker/broker-state.ts';
import { channelOf } from './channels.ts';
import type { SimState } from './state.ts';

/*
 * process.roles: a node id that stands among the brokers and among the voters is one process with both roles. They share
 * a raft client, a `__cluster_metadata` log and a disk. Source: KafkaRaftServer, SharedServer (4.3.1).
 */

export type ProcessRole = 'broker' | 'controller';

export const isCombined = (s: SimState, node: number): boolean => s.brokers.has(node) && s.controllers.has(node);

/**
 * The broker of a combined process has shut down, its controller has not yet: it goes second, because the first may need
 * it to be let go. Source: KafkaRaftServer.shutdown.
 */
export const isControllerOnlyLeft = (s: SimState, node: number): boolean =>
  s.brokers.has(node) && (s.controllers.get(node)?.shutdown ?? 'no') !== 'no';

/** The process runs, and its broker's part in it. */
export function isRunning(s: SimState, id: number): boolean {
  const broker = s.brokers.get(id);
  return broker !== undefined && isAlive(broker) && !isControllerOnlyLeft(s, id);
}

/** SIGSTOP has come. */
export const isPaused = (s: SimState, node: number): boolean =>
  (s.brokers.get(node)?.frozen ?? s.controllers.get(node)?.frozen ?? null) !== null;

/** Whose listener takes what comes over a channel: controller.listener.names are the controller's. */
export const channelTakenBy = (channel: number): ProcessRole =>
  channel === 1 || (channel >= 3 && channel <= 5) ? 'controller' : 'broker';

/** Which part of a combined process asks over a channel: the raft client counts with the controller. */
export const channelAskedBy = (channel: number): ProcessRole => (channel === 1 ? 'controller' : 'broker');

/** The role of the responder that a request is for. */
export function roleThatTakes(s: SimState, node: number, request: KafkaRequest): ProcessRole {
  if (isCombined(s, node)) return channelTakenBy(channelOf(request));
  return s.controllers.has(node) ? 'controller' : 'broker';
}

/** The role of the requester that gets the answer, or learns that there is none. */
export function roleThatAsked(s: SimState, node: number, request: KafkaRequest): ProcessRole | null {
  if (isCombined(s, node)) return channelAskedBy(channelOf(request));
  if (s.controllers.has(node)) return 'controller';
  return s.brokers.has(node) ? 'broker' : null;
}
