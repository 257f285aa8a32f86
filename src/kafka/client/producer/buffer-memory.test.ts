import { expect, test } from 'vitest';
import { isBlocked } from './producer.ts';
import { ms, ready, record, respond, step, theProduce, timer } from './testing/small-producer.ts';

/** Room for two batches. */
const small = { 'batch.size': '1000', 'buffer.memory': '2000', 'linger.ms': '5000', 'max.block.ms': '500' };

test('a send waits while there is no memory, and then nothing lingers', () => {
  const p = ready(small, [1, 1, 1]);
  step(p, 0, record(null, 'a', 0));
  step(p, 0, record(null, 'b', 1));
  const sent = theProduce(step(p, 1, record(null, 'c', 2)));
  expect(isBlocked(p)).toBe(true);
  expect(sent.request.data.map(({ partition }) => partition)).toEqual([0, 1]);
  respond(p, 2, sent);
  expect(isBlocked(p)).toBe(false);
  expect(p.bufferUsed).toBe(1000);
});

test('a send that has waited max.block.ms for memory fails', () => {
  const p = ready(small, [1, 1, 1]);
  for (const partition of [0, 1, 2]) step(p, 0, record(null, 'a', partition));
  expect(step(p, 500 * ms, timer)).toContainEqual(
    expect.objectContaining({
      kind: 'failed',
      exception: 'BufferExhaustedException',
      message:
        'Failed to allocate 1000 bytes within the configured max blocking time 500 ms. Total memory: 2000 bytes. ' +
        'Available memory: 0 bytes. Poolable size: 1000 bytes',
    }),
  );
});

test('a record that could never have the memory is refused at once', () => {
  const p = ready(small, [1]);
  const [failed] = step(p, 0, record(null, 'x'.repeat(3000), 0));
  expect(failed).toMatchObject({ exception: 'RecordTooLargeException', final: true });
});
