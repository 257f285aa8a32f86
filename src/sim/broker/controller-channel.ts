import { msToUs } from '../../base/units.ts';
import type { KafkaRequest } from '../../kafka/protocol/requests.ts';
import { closeConnectionsToController, sendRequest } from '../network.ts';
import { isCombined } from '../process-roles.ts';
import { votersOf } from '../setup.ts';
import { brokerOf, ownBroker, type SimState, schedule } from '../state.ts';

/** With one voter there is nothing to find out, and a voter has it from its own raft client. */
export function forgetController(s: SimState, id: number): void {
  if (isCombined(s, id)) {
    ownBroker(s, id).quorumLeader = -1;
    return;
  }
  const [only = -1, ...others] = votersOf(s.setup);
  ownBroker(s, id).quorumLeader = others.length === 0 ? only : -1;
}

/**
 * The metadata log's leader, as the broker's own fetches of it say, is the active controller: its requests go there.
 * A voter's raft client also says when it knows of none (RaftControllerNodeProvider).
 * What is on the way to another is asked again; Kafka waits for its time limit instead, when that one stands still.
 */
export function noteController(s: SimState, id: number, leader: number): void {
  const known = brokerOf(s, id).quorumLeader;
  if (leader === known || (leader < 0 && !isCombined(s, id))) return;
  ownBroker(s, id).quorumLeader = leader;
  if (known >= 0 && leader >= 0) closeConnectionsToController(s, id, known);
}

const noControllerUs = msToUs(100);

/** A request to the active controller; while the broker knows none it fails after 100 ms. Source: NodeToControllerRequestThread. */
export function sendToController(s: SimState, id: number, correlationId: number, request: KafkaRequest): void {
  const { quorumLeader } = brokerOf(s, id);
  if (quorumLeader >= 0) return sendRequest(s, id, quorumLeader, correlationId, request);
  const refused = { kind: 'disconnected' as const, refused: true, to: id, peer: -1, correlationId, request };
  schedule(s, s.nowUs + noControllerUs, refused);
}
