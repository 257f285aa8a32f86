import type { GroupHistory, MemberSpan } from '../../sim/group-history-state.ts';
import type { GanttTold } from './draw.ts';

/** A stretch of simulated time, microseconds. */
export interface TimeWindow {
  readonly fromUs: number;
  readonly untilUs: number;
}

/** Before the first and after the last of it, so that what began and what followed can be seen. */
const marginUs = 250_000;
/** Longer ones are shown from their end back. */
const longestUs = 90_000_000;

/** From when to when the group rebalanced round the thing that is pointed at; null: it is about no rebalance. */
export function rebalanceWindow(
  history: Pick<GroupHistory, 'members'>,
  told: GanttTold,
  nowUs: number,
): TimeWindow | null {
  const at = momentOf(told);
  if (at === null) return null;
  let [fromUs, untilUs] = [at.fromUs, at.untilUs];
  for (const { spans, endUs } of history.members) {
    for (const [i, span] of spans.entries()) {
      const end = spans[i + 1]?.fromUs ?? endUs ?? nowUs;
      if (!waits(span) || end < at.fromUs || span.fromUs > at.untilUs) continue;
      fromUs = Math.min(fromUs, span.fromUs);
      untilUs = Math.max(untilUs, end);
    }
  }
  untilUs = Math.min(nowUs, untilUs + marginUs);
  return { fromUs: Math.max(0, fromUs - marginUs, untilUs - longestUs), untilUs };
}

const waits = ({ phase }: MemberSpan): boolean => phase === 'joining' || phase === 'arriving';

function momentOf(told: GanttTold): TimeWindow | null {
  if (told.kind === 'commit') return null;
  if (told.kind === 'mark') return { fromUs: told.mark.atUs, untilUs: told.mark.atUs };
  return waits(told.bar.span) ? { fromUs: told.bar.span.fromUs, untilUs: told.bar.toUs } : null;
}
