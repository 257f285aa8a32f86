import type { VoteResponse } from '../protocol/quorum-requests.ts';
import { handleBeginQuorumEpochResponse, handleEndQuorumEpochResponse } from './handle-quorum-epoch.ts';
import { handleRaftFetchResponse } from './handle-raft-fetch.ts';
import { handleVoteResponse } from './handle-vote.ts';
import type { RaftResponse } from './raft-messages.ts';
import type { RaftNode, RaftStep } from './raft-node.ts';
import { isResponseExpected, onResponseResult } from './voter-connections.ts';

/** An answer that nobody waits for any more is left aside. Source: KafkaRaftClient.handleInboundMessage, handleResponse. */
export function handleRaftResponse(
  node: RaftNode,
  step: RaftStep,
  from: number,
  correlationId: number,
  response: RaftResponse,
): void {
  if (!isResponseExpected(node.connections, from, correlationId)) return;
  const success = handle(node, step, from, response);
  // The answer may have changed the role, which forgets all that was on its way.
  if (!isResponseExpected(node.connections, from, correlationId)) return;
  node.connections = onResponseResult(node.connections, from, success, step.nowUs, step.config);
}

function handle(node: RaftNode, step: RaftStep, from: number, response: RaftResponse): boolean {
  switch (response.api) {
    case 'Vote':
      handleVoteResponse(node, step, from, response satisfies VoteResponse);
      return true;
    case 'BeginQuorumEpoch':
      handleBeginQuorumEpochResponse(node, step, response);
      return true;
    case 'EndQuorumEpoch':
      handleEndQuorumEpochResponse(node, step, from, response);
      return true;
    case 'Fetch':
      return handleRaftFetchResponse(node, step, response);
  }
}

/** The connection closed before the answer came, or could not be opened. */
export function handleRaftDisconnect(node: RaftNode, step: RaftStep, from: number, correlationId: number): void {
  if (!isResponseExpected(node.connections, from, correlationId)) return;
  node.connections = onResponseResult(node.connections, from, false, step.nowUs, step.config);
}
