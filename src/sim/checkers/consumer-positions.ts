import { isTransactional } from '../../kafka/record/batch-format.ts';
import { checker } from './checker.ts';
import type { ConsumerChange, Moved } from './seen/consumer-change.ts';
import type { Step } from './seen/step.ts';

/**
 * G11. While a consumer holds a partition its position goes forward only, by as many offsets as records are handed to the
 * application: none is handed twice or passed over, and none of partitions that it does not hold. Positions that were just
 * set (committed, reset) say nothing about where they came from, what acts of a person do neither, nor consumers that
 * a person has moved (seek may be called later, by the consumer's own thread); compaction leaves
 * gaps, transactions have markers. A consumer that lost its membership and does not know its coordinator may hand over
 * what it has fetched (ClassicKafkaConsumer.poll); one that closes at once, because its application threw at a record that
 * took no time, has no positions any more. Source: FetchCollector.fetchRecords, kafkatest's
 * handle_records_consumed.
 */
export const consumerPositions = checker(
  'positions of consumers',
  ['G11'],
  (_, step) => {
    if (step.event === null) return null;
    for (const change of step.consumers) {
      const wrong = step.isSought(change.held.node) ? null : wrongMoves(step, change);
      if (wrong !== null) return `${change.held.id}: ${wrong}`;
    }
    return null;
  },
  { looksAtClients: true },
);

function wrongMoves({ named }: Step, { handed, hasLost, moved }: ConsumerChange): string | null {
  let passed = 0;
  let hasGaps = false;
  for (const { topic, partition, before, now } of moved) {
    if (now.position < 0) continue;
    if (before.position < 0) return null;
    const watched = named(topic, partition);
    const isPromised = watched !== undefined && watched.suspended === null;
    if (now.position < before.position) {
      if (isPromised) return `${topic}-${partition} goes back from ${before.position} to ${now.position}`;
      hasGaps = true;
      continue;
    }
    passed += now.position - before.position;
    hasGaps ||= !isPromised || watched.compacted || hasMarkers(watched.committed, { before, now });
  }
  if (handed > passed && !hasLost) return `${handed} records were handed over, the positions moved by ${passed}`;
  return handed < passed && !hasGaps ? `${passed - handed} of ${passed} records were passed over` : null;
}

/** Batches of transactions lie in between; asked only of what is remembered. */
function hasMarkers(
  committed: readonly { readonly lastOffset: number; readonly attributes: number }[],
  { before, now }: Pick<Moved, 'before' | 'now'>,
): boolean {
  for (let at = committed.length - 1; at >= 0; at--) {
    const batch = committed[at];
    if (batch === undefined || batch.lastOffset < before.position) return false;
    if (batch.lastOffset < now.position && isTransactional(batch)) return true;
  }
  return true;
}
