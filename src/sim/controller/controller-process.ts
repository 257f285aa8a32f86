import { emptyImage } from '../../kafka/controller/metadata-image.ts';
import { beginShutdown, startRaft } from '../../kafka/raft/start-raft.ts';
import { beginningShutdown } from '../../kafka/server-log/quorum-lines.ts';
import { isAlive } from '../broker/broker-state.ts';
import { closeConnectionsOf } from '../network.ts';
import { isCombined } from '../process-roles.ts';
import { logLine } from '../server-log/server-log.ts';
import { cancelTimersOf, controllerOf, ownBroker, ownController, type SimState, tell } from '../state.ts';
import { followLeadership, forgetDuties } from './duties.ts';
import { driveRaft } from './quorum.ts';

/** The process starts: it takes its part in the quorum, and in a quorum of one it is the active controller at once. */
export function startController(s: SimState, id: number): void {
  const controller = ownController(s, id);
  controller.running = true;
  controller.shutdown = 'no';
  driveRaft(s, id, startRaft);
  followLeadership(s, id);
}

/** The process is gone, by SIGKILL or without power: its log and its quorum-state are on the disk, they were flushed. */
export function endController(s: SimState, id: number): void {
  const before = votersRunning(s);
  closeConnectionsOf(s, id);
  cancelTimersOf(s, id);
  const controller = ownController(s, id);
  controller.running = false;
  controller.frozen = null;
  controller.shutdown = 'no';
  controller.waitingFetches = [];
  controller.committed = emptyImage;
  forgetDuties(s, id);
  const majority = Math.floor(s.controllers.size / 2) + 1;
  if (s.powered && before >= majority && votersRunning(s) < majority) {
    tell(s, { kind: 'quorum-lost', controller: -1, epoch: controller.raft.epoch });
  }
}

const votersRunning = (s: SimState): number => [...s.controllers.values()].filter(({ running }) => running).length;

/** SIGTERM: a leader looks for a successor first; `endIfShutDown` ends the process. */
export function stopController(s: SimState, id: number): void {
  ownController(s, id).shutdown = 'asked';
  logLine(s, id, beginningShutdown(id));
  driveRaft(s, id, beginShutdown);
  followLeadership(s, id);
  endIfShutDown(s, id);
}

/** After every step of the quorum. */
export function endIfShutDown(s: SimState, id: number): void {
  if (controllerOf(s, id).shutdown !== 'complete') return;
  endController(s, id);
  if (!isCombined(s, id)) return tell(s, { kind: 'controller-stopped', controller: id });
  ownBroker(s, id).state = 'stopped';
  tell(s, { kind: 'broker-stopped', broker: id });
}

/** A combined node is one process: when it has ended for its broker, so it has for its controller. After every step. */
export function endControllersOfEndedBrokers(s: SimState): void {
  for (const { id, running } of s.controllers.values()) {
    const broker = s.brokers.get(id);
    if (running && broker !== undefined && !isAlive(broker)) endController(s, id);
  }
}
