import type {
  GroupHistory,
  GroupMark,
  MemberCommit,
  MemberHistory,
  MemberSpan,
} from '../../sim/group-history-state.ts';
import type { Direction } from '../cluster/navigate.ts';

/** A stretch of time that a consumer spent in one way. */
export interface GanttBar {
  /** Stays the same while the bar grows. */
  readonly key: string;
  readonly node: number;
  readonly member: string;
  readonly span: MemberSpan;
  readonly toUs: number;
  /** It goes on now. */
  readonly open: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** One a partition, of its colour; one of none (−1) when there are too many to tell apart. */
  readonly stripes: readonly { readonly y: number; readonly height: number; readonly colour: number }[];
}

export interface GanttRow {
  readonly node: number;
  readonly member: string;
  /** Where its name stands. */
  readonly labelY: number;
  readonly y: number;
  readonly bars: readonly GanttBar[];
  readonly commits: readonly { readonly x: number; readonly commit: MemberCommit }[];
  /** Where its process ended, in sight. */
  readonly endX: number | null;
}

export interface GanttMark {
  readonly key: string;
  readonly x: number;
  readonly mark: GroupMark;
  /** There is room for its words. */
  readonly named: boolean;
}

export interface Gantt {
  readonly width: number;
  readonly height: number;
  readonly plot: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly rows: readonly GanttRow[];
  readonly marks: readonly GanttMark[];
  readonly ticks: readonly { readonly x: number; readonly atUs: number }[];
}

export interface GanttInput {
  readonly history: Pick<GroupHistory, 'members' | 'marks'>;
  readonly fromUs: number;
  readonly toUs: number;
  readonly width: number;
  /** One column: names stand above their rows. */
  readonly compact: boolean;
  readonly colourOf: (partition: string) => number;
}

export const barHeight = 24;
const rowGap = 10;
const headHeight = 26;
const footHeight = 22;
const labelWidth = 118;
const labelHeight = 16;
const edge = 8;
/** So that a rebalance of a few milliseconds can be seen and hit. */
const leastWidth = 3;
const mostStripes = 6;
const markRoom = 46;
const tickRoom = 84;

/** Rows of bars over simulated time. Pure numbers: pixels from the top left corner. */
export function layOutGantt(input: GanttInput): Gantt {
  const { history, fromUs, toUs, width, compact } = input;
  const x = compact ? edge : labelWidth;
  const plotWidth = Math.max(40, width - x - edge);
  const scale = plotWidth / Math.max(1, toUs - fromUs);
  const xOf = (us: number): number => x + (Math.min(Math.max(us, fromUs), toUs) - fromUs) * scale;
  const seen = history.members.filter(({ endUs }) => endUs === null || endUs > fromUs);
  const rowHeight = barHeight + rowGap + (compact ? labelHeight : 0);
  const rows = seen.map((member, i) => rowOf(member, headHeight + i * rowHeight, input, xOf));
  const height = headHeight + seen.length * rowHeight + footHeight;
  const plot = { x, y: headHeight, width: plotWidth, height: seen.length * rowHeight };
  return {
    width,
    height,
    plot,
    rows,
    marks: marksOf(history.marks, input, xOf),
    ticks: ticksOf(input, plotWidth, xOf),
  };
}

function rowOf(member: MemberHistory, top: number, input: GanttInput, xOf: (us: number) => number): GanttRow {
  const { fromUs, toUs, compact } = input;
  const y = top + (compact ? labelHeight : 0);
  const { node, id, spans, endUs, commits } = member;
  const bars = spans.flatMap((span, i): GanttBar[] => {
    const next = spans[i + 1]?.fromUs ?? endUs;
    const end = next ?? toUs;
    if (end <= fromUs || span.fromUs > toUs) return [];
    const x = xOf(span.fromUs);
    const width = Math.max(leastWidth, xOf(end) - x);
    const place = { x, y, width, height: barHeight };
    const what = { key: `${node}/${span.fromUs}`, node, member: id, span, toUs: end, open: next === null };
    return [{ ...what, ...place, stripes: stripesOf(span, y, input.colourOf) }];
  });
  const inSight = commits.filter(({ atUs }) => atUs >= fromUs && atUs <= toUs);
  return {
    node,
    member: id,
    labelY: compact ? top + labelHeight - 4 : y + barHeight / 2,
    y,
    bars,
    commits: inSight.map((commit) => ({ x: xOf(commit.atUs), commit })),
    endX: endUs !== null && endUs <= toUs ? xOf(endUs) : null,
  };
}

function stripesOf(
  { phase, partitions }: MemberSpan,
  y: number,
  colourOf: GanttInput['colourOf'],
): GanttBar['stripes'] {
  if (phase !== 'reading' && phase !== 'expelled' && phase !== 'dead') return [];
  const count = partitions.length;
  if (count === 0) return [];
  if (count > mostStripes) return [{ y, height: barHeight, colour: -1 }];
  return partitions.map((name, i) => ({
    y: y + (i * barHeight) / count,
    height: barHeight / count,
    colour: colourOf(name),
  }));
}

/** Words stand at those marks that have room before the next one. */
function marksOf(marks: readonly GroupMark[], { fromUs, toUs }: GanttInput, xOf: (us: number) => number): GanttMark[] {
  const inSight = marks.filter(({ atUs }) => atUs >= fromUs && atUs <= toUs);
  let room = Number.POSITIVE_INFINITY;
  const placed: GanttMark[] = [];
  for (const mark of inSight.toReversed()) {
    const x = xOf(mark.atUs);
    const named = mark.kind === 'generation' && room - x >= markRoom;
    if (named) room = x;
    placed.push({ key: `${mark.kind}/${mark.atUs}`, x, mark, named });
  }
  return placed.reverse();
}

const tickSteps = [
  100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000,
];

function ticksOf({ fromUs, toUs }: GanttInput, width: number, xOf: (us: number) => number): Gantt['ticks'] {
  const most = Math.max(1, Math.floor(width / tickRoom));
  const wanted = (toUs - fromUs) / 1000 / most;
  const stepMs = tickSteps.find((step) => step >= wanted) ?? Math.ceil(wanted / 3_600_000) * 3_600_000;
  const step = stepMs * 1000;
  const ticks: { x: number; atUs: number }[] = [];
  for (let atUs = Math.ceil(fromUs / step) * step; atUs <= toUs; atUs += step) ticks.push({ x: xOf(atUs), atUs });
  return ticks;
}

/** The bar that an arrow key leads to: the next of the row, or of the row above or below the one nearest in time. */
export function barBeside({ rows }: Gantt, key: string, direction: Direction): GanttBar | null {
  const at = rows.findIndex(({ bars }) => bars.some((bar) => bar.key === key));
  const row = rows[at];
  if (row === undefined) return null;
  const index = row.bars.findIndex((bar) => bar.key === key);
  if (direction === 'left') return row.bars[index - 1] ?? null;
  if (direction === 'right') return row.bars[index + 1] ?? null;
  const from = row.bars[index];
  const others = direction === 'up' ? rows.slice(0, at).reverse() : rows.slice(at + 1);
  const next = others.find(({ bars }) => bars.length > 0);
  if (from === undefined || next === undefined) return null;
  const middle = from.x + from.width / 2;
  const away = ({ x, width }: GanttBar): number => Math.max(0, x - middle, middle - x - width);
  return next.bars.reduce((best, bar) => (away(bar) < away(best) ? bar : best));
}
