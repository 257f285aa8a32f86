import { msToUs, secondsToUs } from '../../base/units.ts';
import { bootstrapRecords } from '../../kafka/controller/bootstrap-records.ts';
import { activateHeartbeats, createHeartbeats } from '../../kafka/controller/broker-heartbeats.ts';
import { staleBrokerCheckPeriodUs } from '../../kafka/controller/process-broker-heartbeat.ts';
import { notControllerResponse } from '../../kafka/protocol/not-controller.ts';
import { becomingActive, renouncing } from '../../kafka/server-log/controller-lines.ts';
import { sendResponse } from '../network.ts';
import { logLine } from '../server-log/server-log.ts';
import { setting } from '../settings.ts';
import { cancelTimer, controllerOf, ownController, type SimState, setTimer, tell } from '../state.ts';
import { dutyTimers } from './controller-timers.ts';
import { tellImageChanges } from './image-updates.ts';
import { writeRecords } from './metadata-writer.ts';

/**
 * After every step of the quorum: who leads and knows that all of earlier epochs is committed becomes the active
 * controller; who leads no more stops. Source: QuorumController.handleLeaderChange, claim, renounce.
 */
export function followLeadership(s: SimState, id: number): void {
  const { raft, claimEpoch } = controllerOf(s, id);
  const leads = raft.role.kind === 'leader';
  if (claimEpoch >= 0 && (!leads || raft.epoch !== claimEpoch)) renounce(s, id);
  if (raft.role.kind === 'leader' && controllerOf(s, id).claimEpoch < 0) {
    if (controllerOf(s, id).committed.offset >= raft.role.epochStartOffset) claim(s, id);
  }
}

function claim(s: SimState, id: number): void {
  const controller = ownController(s, id);
  controller.claimEpoch = controller.raft.epoch;
  controller.image = controller.committed;
  controller.nextOffset = controller.committed.offset + 1;
  logLine(s, id, becomingActive(id, controller.claimEpoch, controller.nextOffset));
  if (controller.raft.voters.length > 1)
    tell(s, { kind: 'controller-elected', controller: id, epoch: controller.claimEpoch });
  // What the one before could not tell any more, and was committed all the same.
  tellImageChanges(s, s.toldImage, controller.committed, { reason: 'isr-change', causedBy: -1 });
  s.toldImage = controller.committed;
  if (controller.image.features.size === 0) {
    const minInsyncReplicas = setting(s, 'min.insync.replicas');
    const elr = s.setup.brokerConfigs['eligible.leader.replicas.version'] !== '0';
    writeRecords(s, id, bootstrapRecords({ minInsyncReplicas, elr }), { reason: 'isr-change', causedBy: -1 });
  }
  activateHeartbeats(ownController(s, id).heartbeats, controllerOf(s, id).image, s.nowUs);
  const periodUs = staleBrokerCheckPeriodUs(setting(s, 'broker.session.timeout.ms'));
  setTimer(s, id, 'maybe-fence-stale-broker', s.nowUs + periodUs);
  if (s.setup.brokerConfigs['auto.leader.rebalance.enable'] !== 'false') {
    setTimer(s, id, 'elect-preferred', s.nowUs + secondsToUs(setting(s, 'leader.imbalance.check.interval.seconds')));
  }
  setTimer(s, id, 'elect-unclean', s.nowUs + msToUs(setting(s, 'unclean.leader.election.interval.ms')));
  const idle = setting(s, 'metadata.max.idle.interval.ms');
  if (idle > 0) setTimer(s, id, 'write-no-op', s.nowUs + msToUs(idle));
}

/** What it wrote and is not committed is taken back; those who wait for it are told to ask another. */
function renounce(s: SimState, id: number): void {
  for (const duty of dutyTimers) cancelTimer(s, id, duty);
  const { deferred, claimEpoch, committed, raft } = controllerOf(s, id);
  const was = { epoch: claimEpoch, stableOffset: committed.offset };
  logLine(s, id, renouncing(id, was, { epoch: raft.epoch, leader: raft.leaderId }));
  forgetDuties(s, id);
  for (const { reply, response } of deferred) sendResponse(s, reply, notControllerResponse(response.api));
}

/** The state of a controller that is not active. */
export function forgetDuties(s: SimState, id: number): void {
  const controller = ownController(s, id);
  controller.claimEpoch = -1;
  controller.image = controller.committed;
  controller.uncommitted = [];
  controller.lingering = [];
  controller.deferred = [];
  controller.heartbeats = createHeartbeats(s.cow);
}
