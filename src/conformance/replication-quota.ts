import { fetchResponseBytes, type SizedPartition } from '../kafka/quota/fetch-response-size.ts';
import { measureRate, noSamples, recordInRate } from '../kafka/quota/simple-rate.ts';
import { defineSuite } from './suite.ts';

type Input =
  | {
      readonly kind: 'rate';
      readonly samples: number;
      readonly windowSeconds: number;
      /** Milliseconds, and bytes when something was recorded then; alone: a measurement. */
      readonly steps: readonly (readonly [number, number?])[];
    }
  | { readonly kind: 'size'; readonly partitions: readonly SizedPartition[] };

/** How Kafka measures replication that is throttled, and what it counts of an answer. */
export const replicationQuotaSuite = defineSuite<Input>('replication-quota', (input) =>
  input.kind === 'size' ? { bytes: fetchResponseBytes(input.partitions) } : { rates: ratesOf(input) },
);

function ratesOf({ samples, windowSeconds, steps }: Extract<Input, { kind: 'rate' }>): number[] {
  const window = { samples, windowMs: windowSeconds * 1000 };
  const rates: number[] = [];
  let rate = noSamples;
  for (const [atMs, bytes] of steps) {
    if (bytes !== undefined) {
      rate = recordInRate(rate, window, bytes, atMs);
      continue;
    }
    const measured = measureRate(rate, window, atMs);
    rate = measured.rate;
    rates.push(measured.perSecond);
  }
  return rates;
}
