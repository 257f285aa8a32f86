import { expect, test } from 'vitest';
import { pushEvent, type SimEvent } from '../../event-queue.ts';
import { messagesSince } from './messages.ts';

const answer = (sequence: number, at: number): SimEvent => ({
  kind: 'response',
  at,
  sequence,
  connection: 1,
  connectionEpoch: 0,
  correlationId: sequence,
  from: 1,
  to: 1002,
  request: { api: 'Heartbeat', groupId: 'billing', generationId: 1, memberId: 'm', groupInstanceId: null },
  response: { api: 'Heartbeat', error: 'NONE' },
  sentAt: 0,
  bytes: 0,
});

/** A write's acknowledgement and a read that waited for an older write go out in one step, over links of their own. */
test('answers come in the order in which they were sent, however they lie in the queue', () => {
  const queue: SimEvent[] = [];
  for (const [sequence, at] of [
    [1, 10],
    [2, 50],
    [3, 20],
    [4, 40],
    [5, 30],
  ] as const)
    pushEvent(queue, answer(sequence, at));
  const sent = (since: number) => messagesSince({ queue, sequence: 5 }, since).answers.map((it) => it.sequence);
  expect(sent(1)).toEqual([2, 3, 4, 5]);
  expect(sent(3)).toEqual([4, 5]);
  expect(sent(5)).toEqual([]);
});
