import type { GanttTold } from '../../diagram/groups/draw.ts';
import type { GanttBar } from '../../diagram/groups/layout.ts';
import type { BarFacts, GroupsTexts } from '../../i18n/groups.ts';
import { clockText, durationText } from '../format.ts';

const mostNames = 6;

/** As many names as a sentence bears. */
export function namesText(names: readonly string[]): string {
  const more = names.length - mostNames;
  return `${names.slice(0, mostNames).join(', ')}${more > 0 ? ` +${more}` : ''}`;
}

function factsOf({ member, span, toUs, open }: GanttBar): BarFacts {
  const { fromUs, joinUs, syncUs, phase, partitions, generation, reason } = span;
  const between = (from: number | null, to: number) => (from === null ? null : durationText(Math.max(0, to - from)));
  return {
    id: member,
    phase,
    from: clockText(fromUs),
    to: open ? null : clockText(toUs),
    took: durationText(toUs - fromUs),
    partitions: namesText(partitions),
    generation,
    before: joinUs === fromUs ? null : between(fromUs, joinUs ?? toUs),
    join: between(joinUs, syncUs ?? toUs),
    sync: between(syncUs, toUs),
    reason,
  };
}

/** One sentence on what the pointer or the focus is on. */
export function toldText(told: GanttTold, texts: GroupsTexts): string {
  if (told.kind === 'bar') return texts.bar(factsOf(told.bar));
  if (told.kind === 'commit') {
    const { atUs, partitions, offsets } = told.commit;
    const listed = offsets.map(({ partition, offset }) => `${partition} → ${offset}`).join(', ');
    return texts.commitMark(
      told.member,
      clockText(atUs),
      partitions,
      offsets.length < partitions ? `${listed} …` : listed,
    );
  }
  const { mark } = told;
  if (mark.kind === 'coordinator') return texts.coordinatorMark(clockText(mark.atUs), mark.broker);
  const { atUs, generation, members, joined, left } = mark;
  return texts.generationMark(clockText(atUs), generation, members, namesText(joined), namesText(left));
}

/** The moment at which it began. */
export function startOf(told: GanttTold): number {
  if (told.kind === 'bar') return told.bar.span.fromUs;
  return told.kind === 'commit' ? told.commit.atUs : told.mark.atUs;
}

/** What stands in a bar: the first of them that there is room for. */
export function inBarTexts(bar: GanttBar, { inBar }: GroupsTexts): readonly string[] {
  const { phase, partitions, fromUs } = bar.span;
  const took = durationText(bar.toUs - fromUs);
  switch (phase) {
    case 'reading':
      return [partitions.join(' '), partitions.map((name) => name.slice(name.lastIndexOf('-') + 1)).join(' ')];
    case 'idle':
    case 'arriving':
      return [inBar[phase]];
    default:
      return [inBar[phase](took), took];
  }
}
