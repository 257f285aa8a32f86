import type { ErrorCode } from '../protocol/errors.ts';
import type { ClassicGroup } from './classic-group.ts';
import type { Step } from './step.ts';
import { log } from './step.ts';

/**
 * Whether this is the member it says it is: UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID when another member has taken its
 * instance id, or NONE. Source: ClassicGroup.validateMember.
 */
export function validateMember(
  step: Step,
  group: ClassicGroup,
  memberId: string,
  groupInstanceId: string | null,
  operation: string,
): ErrorCode {
  if (groupInstanceId !== null) {
    const existing = group.staticMembers.get(groupInstanceId);
    if (existing === undefined) return 'UNKNOWN_MEMBER_ID';
    if (existing !== memberId) {
      log(
        step,
        'INFO',
        `Request memberId=${memberId} for static member with groupInstanceId=${groupInstanceId} is fenced by existing ` +
          `memberId=${existing} during operation ${operation}`,
      );
      return 'FENCED_INSTANCE_ID';
    }
  }
  return group.members.has(memberId) ? 'NONE' : 'UNKNOWN_MEMBER_ID';
}
