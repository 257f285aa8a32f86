import { unreachable } from '../../base/assert.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { JoinGroupResponse, KafkaResponse, SyncGroupResponse } from '../protocol/requests.ts';
import type { ClassicGroup, ClassicGroupMember } from './classic-group.ts';
import { isLeader } from './classic-group.ts';
import type { GroupRequest } from './effects.ts';
import { protocolMetadata } from './group-protocol.ts';

export const noBytes = new Uint8Array(0);

export function joinError(memberId: string, error: ErrorCode): JoinGroupResponse {
  return {
    api: 'JoinGroup',
    error,
    generationId: -1,
    protocolName: '',
    leader: '',
    skipAssignment: false,
    memberId,
    members: [],
  };
}

/** The present generation; the leader also gets what every member subscribed to. */
export function joinSuccess(group: ClassicGroup, memberId: string, skipAssignment = false): JoinGroupResponse {
  const members = !isLeader(group, memberId)
    ? []
    : [...group.members.values()].map((member) => ({
        memberId: member.memberId,
        groupInstanceId: member.groupInstanceId,
        metadata: protocolMetadata(member, group.protocolName),
      }));
  return {
    api: 'JoinGroup',
    error: 'NONE',
    generationId: group.generationId,
    protocolName: group.protocolName ?? '',
    leader: group.leaderId ?? '',
    skipAssignment,
    memberId,
    members,
  };
}

export const syncError = (error: ErrorCode): SyncGroupResponse => ({
  api: 'SyncGroup',
  error,
  protocolName: '',
  assignment: noBytes,
});

export const syncSuccess = (group: ClassicGroup, member: ClassicGroupMember): SyncGroupResponse => ({
  api: 'SyncGroup',
  error: 'NONE',
  protocolName: group.protocolName ?? '',
  assignment: member.assignment,
});

/** What a client is told when a write of the coordinator fails. Source: CoordinatorOperationExceptionHelper.java. */
export function responseErrorOfAppend(error: ErrorCode): ErrorCode {
  switch (error) {
    case 'NETWORK_EXCEPTION':
      return 'COORDINATOR_LOAD_IN_PROGRESS';
    case 'UNKNOWN_TOPIC_OR_PARTITION':
    case 'NOT_ENOUGH_REPLICAS':
    case 'REQUEST_TIMED_OUT':
      return 'COORDINATOR_NOT_AVAILABLE';
    case 'NOT_LEADER_OR_FOLLOWER':
      return 'NOT_COORDINATOR';
    case 'MESSAGE_TOO_LARGE':
    case 'RECORD_LIST_TOO_LARGE':
      return 'UNKNOWN_SERVER_ERROR';
    default:
      return error;
  }
}

/**
 * The answer that refuses the whole request, for a broker that does not coordinate the group (NOT_COORDINATOR), loads
 * it (COORDINATOR_LOAD_IN_PROGRESS) or has no `__consumer_offsets` (COORDINATOR_NOT_AVAILABLE).
 * A heartbeat to a coordinator that is still loading is answered without an error (GroupCoordinatorService.heartbeat).
 */
export function groupErrorResponse(request: GroupRequest, error: ErrorCode): KafkaResponse {
  switch (request.api) {
    case 'JoinGroup':
      return joinError(request.memberId, error);
    case 'SyncGroup':
      return syncError(error);
    case 'Heartbeat':
      return { api: 'Heartbeat', error: error === 'COORDINATOR_LOAD_IN_PROGRESS' ? 'NONE' : error };
    case 'LeaveGroup':
      return { api: 'LeaveGroup', error };
    case 'OffsetCommit':
      return {
        api: 'OffsetCommit',
        responses: request.offsets.map(({ topic, partition }) => ({ topic, partition, error })),
      };
    case 'OffsetFetch':
      return { api: 'OffsetFetch', error, offsets: [] };
    case 'DescribeGroups':
      return { api: 'DescribeGroups', error, groupState: '' };
    default:
      return unreachable(request);
  }
}

/** The same response with another error, for a write that failed after its response was made ready. */
export function withError(response: KafkaResponse, error: ErrorCode): KafkaResponse {
  switch (response.api) {
    case 'JoinGroup':
      return joinError(response.memberId, error);
    case 'SyncGroup':
      return syncError(error);
    case 'Heartbeat':
    case 'LeaveGroup':
      return { api: response.api, error };
    case 'OffsetCommit':
      return { api: 'OffsetCommit', responses: response.responses.map((partition) => ({ ...partition, error })) };
    default:
      return response;
  }
}
