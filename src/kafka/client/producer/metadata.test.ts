import { expect, test } from 'vitest';
import { createProducer, isBlocked, type Producer, producerConfigFrom } from './producer.ts';
import { answer, metadata, ms, ready, record, sent, step, theProduce, timer } from './testing/small-producer.ts';

test('a topic that is not there is asked for less and less often', () => {
  const p = ready({}, [1]);
  const times: number[] = [];
  step(p, 0, {
    kind: 'send',
    record: { topic: 'gone', partition: null, key: null, value: null, timestamp: 1, tag: null },
  });
  for (let at = 0; at < 8000; at++) {
    for (const [correlationId, { api }] of [...p.requests]) {
      if (api !== 'Metadata') continue;
      times.push(at);
      const topics = [{ error: 'UNKNOWN_TOPIC_OR_PARTITION' as const, name: 'gone', topicId: '', partitions: [] }];
      step(p, at * ms, { kind: 'response', correlationId, response: { ...metadata([1]), topics } });
    }
    if (p.timerAtUs >= 0 && p.timerAtUs <= at * ms) step(p, at * ms, timer);
  }
  const gaps = times.slice(1).map((at, i) => at - (times[i] ?? 0));
  // The answer comes a millisecond after the question.
  expect(gaps.slice(0, 7)).toEqual([81, 161, 321, 641, 801, 801, 801]);
});

test('a refusal that names the new leader is enough to send there', () => {
  const p = ready({ 'linger.ms': '0' }, [1]);
  const { correlationId, request } = theProduce(step(p, 0, record(null, 'a', 0)));
  const refused = answer(request, 'NOT_LEADER_OR_FOLLOWER');
  const responses = refused.responses.map((one) => ({ ...one, currentLeader: { leaderId: 2, leaderEpoch: 3 } }));
  const effects = step(p, 1, { kind: 'response', correlationId, response: { api: 'Produce', responses } });
  // No backoff either: the leader is another one.
  expect(effects).toContainEqual(expect.objectContaining({ kind: 'send', to: 2 }));
});

/** The only broker goes away. */
function loseAll(p: Producer): void {
  p.metadata.brokers = [1];
  step(p, 1000 * ms, { kind: 'disconnected', node: 1, correlationId: -1 });
}

test('with no node left to ask, the client forgets the cluster and begins with bootstrap.servers', () => {
  const p = ready({}, [1]);
  p.connections.set(2, { state: 'disconnected', failedAttempts: 1, lastAttemptUs: 0, retryAtUs: 9000 * ms });
  loseAll(p);
  expect(p.metadata.brokers).toBeNull();
  step(p, 1001 * ms, record(null, 'a', 0));
  expect(isBlocked(p)).toBe(true);
});

test('with metadata.recovery.strategy=none it keeps what it knew', () => {
  const p = ready({ 'metadata.recovery.strategy': 'none' }, [1]);
  loseAll(p);
  expect(p.metadata.brokers).toEqual([1]);
});

test('a name that no topic can have fails its send', () => {
  const p = createProducer(producerConfigFrom('p', { 'enable.idempotence': 'false' }), 1);
  step(p, 0, { kind: 'send', record: { topic: 'a b', partition: null, key: null, value: null, timestamp: 1, tag: 1 } });
  const [asked] = sent(step(p, 1, { kind: 'connected', node: 1 }));
  const topics = [{ error: 'INVALID_TOPIC_EXCEPTION' as const, name: 'a b', topicId: '', partitions: [] }];
  const correlationId = asked?.correlationId ?? -1;
  const effects = step(p, 2, { kind: 'response', correlationId, response: { ...metadata([1]), topics } });
  expect(effects).toContainEqual(expect.objectContaining({ kind: 'failed', exception: 'InvalidTopicException' }));
});
