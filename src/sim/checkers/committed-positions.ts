import { partitionKey } from '../../kafka/client/consumer/state.ts';
import type { ConsumerNode } from '../client/client-nodes.ts';
import { checker } from './checker.ts';
import type { Sent } from './seen/step.ts';

/**
 * G12. What a consumer commits of itself is of partitions that it holds, not beyond its position: what it
 * reads is committed (R5), where somebody seeks to need not be. An application may commit any offset, and no broker looks
 * at it.
 * Source: SubscriptionState.allConsumed, kafkatest's handle_offsets_committed.
 */
export const committedPositions = checker(
  'commits of positions',
  ['G12'],
  (s, step) => {
    for (const sent of step.sent) {
      const held = s.consumers.get(sent.from);
      const wrong = held === undefined ? null : wrongCommit(sent, held);
      if (wrong !== null) return `${held?.id} commits ${wrong}`;
    }
    return null;
  },
  { looksAtClients: true },
);

function wrongCommit({ request, correlationId }: Sent, { consumer }: ConsumerNode): string | null {
  const purpose = consumer.inFlight.get(correlationId)?.purpose;
  if (request.api !== 'OffsetCommit' || purpose?.kind !== 'commit' || purpose.why === 'call') return null;
  for (const { topic, partition, committedOffset } of request.offsets) {
    const what = `${committedOffset} of ${topic}-${partition}`;
    const held = consumer.partitions.get(partitionKey(topic, partition));
    if (held === undefined) return `${what}, which it does not hold`;
    // A reset may have come after it, in the same turn.
    if (held.position >= 0 && committedOffset > held.position) return `${what}, its position is ${held.position}`;
  }
  return null;
}
