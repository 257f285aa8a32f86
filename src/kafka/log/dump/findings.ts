import type { Int64 } from '../../../base/int64.ts';
import { javaHashMapOrder } from '../../../base/java-string.ts';

/** A pair of offsets or timestamps that do not fit. */
type Pair = readonly [Int64, Int64];

/** What the tool has found wrong, told at its end, by the absolute path of the file. */
export interface Findings {
  readonly indexMismatches: Map<string, Pair[]>;
  readonly timestampMismatches: Map<string, Pair[]>;
  readonly outOfOrderTimestamps: Map<string, Pair[]>;
  readonly offsetsNotFound: Map<string, Pair[]>;
  readonly nonConsecutiveOffsets: Map<string, Pair[]>;
}

export function noFindings(): Findings {
  return {
    indexMismatches: new Map(),
    timestampMismatches: new Map(),
    outOfOrderTimestamps: new Map(),
    offsetsNotFound: new Map(),
    nonConsecutiveOffsets: new Map(),
  };
}

export function addFinding(findings: Map<string, Pair[]>, path: string, first: Int64, second: Int64): void {
  const pairs = findings.get(path) ?? [];
  pairs.push([first, second]);
  findings.set(path, pairs);
}

/** A TreeMap: one entry a key, the last counts. */
function sorted(pairs: readonly Pair[], direction: 1 | -1): readonly Pair[] {
  const last = new Map(pairs.map((pair) => [String(pair[0]), pair]));
  return [...last.values()].sort(([a], [b]) => (a < b ? -direction : a > b ? direction : 0));
}

function lines(
  findings: Map<string, Pair[]>,
  title: (path: string) => string,
  line: (pair: Pair) => string,
  order: (pairs: readonly Pair[]) => readonly Pair[] = (pairs) => pairs,
): string[] {
  return javaHashMapOrder([...findings.keys()]).flatMap((path) => [
    title(path),
    ...order(findings.get(path) ?? []).map(line),
  ]);
}

/** The lines on stderr, in the tool's order. */
export function findingLines(findings: Findings): string[] {
  return [
    ...lines(
      findings.indexMismatches,
      (path) => `Mismatches in :${path}\n`,
      ([index, log]) => `  Index offset: ${index}, log offset: ${log}\n`,
      (pairs) => sorted(pairs, -1),
    ),
    ...lines(
      findings.timestampMismatches,
      (path) => `Found timestamp mismatch in :${path}\n`,
      ([index, log]) => `  Index timestamp: ${index}, log timestamp: ${log}\n`,
    ),
    ...lines(
      findings.outOfOrderTimestamps,
      (path) => `Found out of order timestamp in :${path}\n`,
      ([index, previous]) => `  Index timestamp: ${index}, Previously indexed timestamp: ${previous}\n`,
    ),
    ...lines(
      findings.offsetsNotFound,
      (path) => `The following indexed offsets are not found in :${path}\n`,
      ([index, log]) => `Indexed offset: ${index}, found log offset: ${log}\n`,
    ),
    ...lines(
      findings.nonConsecutiveOffsets,
      (path) => `Non-consecutive offsets in ${path}\n`,
      ([offset, next]) => `  ${offset} is followed by ${next}\n`,
      (pairs) => sorted(pairs, 1),
    ),
  ];
}
