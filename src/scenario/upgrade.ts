import { assert } from '../base/assert.ts';
import { err, ok, type Result } from '../base/result.ts';
import { type DocumentProblem, invalid } from './problem.ts';

/** The version that is written today. */
export const documentVersion = 1;

/** Unchecked: fields may be missing or of any type. Gives a new object and leaves `version` alone. */
export type Upgrader = (document: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** By the version they start from; each goes one version on. Once released, an upgrader does not change. */
const upgraders: ReadonlyMap<number, Upgrader> = new Map<number, Upgrader>();

/** Every version below `current` has its one step, and there is none beyond. @throws InvariantError otherwise. */
export function checkChain(steps: ReadonlyMap<number, Upgrader>, current: number): void {
  for (let version = 1; version < current; version++) assert(steps.has(version), `version ${version} can be upgraded`);
  assert(steps.size === current - 1, 'no upgrade leads nowhere');
}

checkChain(upgraders, documentVersion);

/** Brings a document of any known version to the present one. `steps` and `current` are arguments for tests. */
export function upgradeDocument(
  document: Readonly<Record<string, unknown>>,
  steps: ReadonlyMap<number, Upgrader> = upgraders,
  current: number = documentVersion,
): Result<Readonly<Record<string, unknown>>, DocumentProblem> {
  const { version } = document;
  if (version === undefined) return err(invalid('version', { code: 'missing' }));
  if (typeof version !== 'number') return err(invalid('version', { code: 'wrong-type', expected: 'number' }));
  if (!Number.isInteger(version)) return err(invalid('version', { code: 'not-whole' }));
  if (version < 1) return err(invalid('version', { code: 'too-small', min: 1 }));
  if (version > current) return err({ kind: 'future-version', of: 'document', version, known: current });
  let upgraded = document;
  for (let from = version; from < current; from++) {
    const step = steps.get(from);
    assert(step, `version ${from} can be upgraded`);
    upgraded = { ...step(upgraded), version: from + 1 };
  }
  return ok(upgraded);
}
