import type { RebalanceTrace, TracedMessage } from '../../sim/view/rebalance-trace.ts';

/** A vertical line of time: a coordinator or a member. */
export interface ArrowLine {
  readonly key: string;
  readonly name: string;
  readonly kind: 'broker' | 'member';
  readonly x: number;
}

export interface Arrow {
  readonly key: string;
  readonly message: TracedMessage;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** From a request to its answer, on the line of the member that waits. */
export interface Wait {
  readonly key: string;
  readonly message: TracedMessage;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly us: number;
}

export interface SpaceTime {
  /** At least what was asked for. */
  readonly width: number;
  /** Between two lines. */
  readonly gap: number;
  readonly height: number;
  readonly top: number;
  readonly lines: readonly ArrowLine[];
  readonly arrows: readonly Arrow[];
  readonly waits: readonly Wait[];
  readonly ticks: readonly { readonly y: number; readonly atUs: number }[];
}

const timeColumn = 76;
const top = 34;
const leastStep = 15;
const mostStep = 56;
/** Narrower, and what is written on the arrows lies on top of each other. */
const leastGap = 104;

/** Time runs downwards; between moments at which nothing is sent or arrives it is drawn shorter than it was. */
export function layOutSpaceTime({ messages }: RebalanceTrace, width: number): SpaceTime {
  const brokers = [...new Set(messages.map(({ broker }) => broker))].sort((a, b) => a - b);
  const members = [...new Set(messages.map(({ member }) => member))].sort();
  const count = brokers.length + members.length;
  const gap = Math.max(leastGap, (width - timeColumn) / Math.max(1, count));
  const xOf = (place: number): number => timeColumn + gap * (place + 0.5);
  const brokerX = (broker: number): number => xOf(brokers.indexOf(broker));
  const memberX = (member: string): number => xOf(brokers.length + members.indexOf(member));

  const moments = [...new Set(messages.flatMap(({ sentUs, arrivesUs }) => [sentUs, arrivesUs]))].sort((a, b) => a - b);
  const places = new Map<number, number>();
  let y = top + leastStep;
  for (const [i, at] of moments.entries()) {
    const before = moments[i - 1];
    if (before !== undefined) y += stepOf(at - before);
    places.set(at, y);
  }
  const yOf = (at: number): number => places.get(at) ?? top;

  const arrows = messages.map((message, i) => {
    const [here, there] = [memberX(message.member), brokerX(message.broker)];
    const [x1, x2] = message.isResponse ? [there, here] : [here, there];
    return { key: `${i}`, message, x1, y1: yOf(message.sentUs), x2, y2: yOf(message.arrivesUs) };
  });
  const waits = messages.flatMap((message): Wait[] => {
    if (message.isResponse || (message.api !== 'JoinGroup' && message.api !== 'SyncGroup')) return [];
    const answer = messages.find((it) => it.isResponse && it.pair === message.pair && it.broker === message.broker);
    if (answer === undefined) return [];
    const [from, to] = [yOf(message.sentUs), yOf(answer.arrivesUs)];
    const us = answer.arrivesUs - message.sentUs;
    return [{ key: message.pair, message, x: memberX(message.member), y: from, height: to - from, us }];
  });
  return {
    width: Math.max(width, timeColumn + gap * count),
    gap,
    height: y + leastStep,
    top,
    lines: [
      ...brokers.map((id) => ({ key: `b${id}`, name: String(id), kind: 'broker' as const, x: brokerX(id) })),
      ...members.map((id) => ({ key: `m${id}`, name: id, kind: 'member' as const, x: memberX(id) })),
    ],
    arrows,
    waits,
    ticks: [...new Set(messages.map(({ sentUs }) => sentUs))]
      .sort((a, b) => a - b)
      .map((at) => ({ y: yOf(at), atUs: at })),
  };
}

/** A millisecond and less takes the least room, each ten times as long some more. */
function stepOf(us: number): number {
  return Math.min(mostStep, leastStep + Math.max(0, Math.log10(us / 1000)) * 10);
}
