import { err, ok, type Result } from '../base/result.ts';
import type { RunDocument } from './document.ts';
import { limits } from './limits.ts';
import { presetById } from './presets/index.ts';
import { type DocumentProblem, invalid, shown } from './problem.ts';

/** What the part of the address after `#` asks for. `unknown`: names of parameters that mean nothing here, to be told. */
export type LinkTarget =
  | { readonly kind: 'none'; readonly unknown: readonly string[] }
  /** A built-in scenario, perhaps at another moment. */
  | { readonly kind: 'preset'; readonly document: RunDocument; readonly unknown: readonly string[] }
  /** A sealed text with a document in it. */
  | { readonly kind: 'sealed'; readonly text: string; readonly unknown: readonly string[] };

const longestParameters = 20;
/** Which lens the page shows: no part of the run, so any link may say it. */
export const lensNames = ['cluster', 'topic', 'groups', 'storage'] as const;

/** The lens that one parameter of an address names; null when it is no such parameter. */
export function lensIn(part: string): (typeof lensNames)[number] | null {
  return lensNames.find((lens) => part === `lens=${lens}`) ?? null;
}

/** Reads `#s=<sealed text>`, `#p=<preset>` or `#p=<preset>&t=<microseconds>`; the `#` may be missing; `lens=` may stand beside. */
export function readHash(hash: string): Result<LinkTarget, DocumentProblem> {
  const text = hash.startsWith('#') ? hash.slice(1) : hash;
  if (text.length > limits.linkText) return err({ kind: 'too-large', what: 'link', limit: limits.linkText });
  const known = new Map<string, string>();
  const unknown: string[] = [];
  const parameters = text.split('&').filter((part) => part !== '');
  for (const part of parameters.slice(0, longestParameters)) {
    const equals = part.indexOf('=');
    const name = equals === -1 ? part : part.slice(0, equals);
    if (lensIn(part) !== null) continue;
    if (equals === -1 || !['s', 'p', 't'].includes(name)) unknown.push(shown(name));
    else if (known.has(name)) return err(invalid('', { code: 'conflicting-parameter', name }));
    else known.set(name, part.slice(equals + 1));
  }
  if (parameters.length > longestParameters) unknown.push('…');
  return target(known, unknown);
}

function target(known: ReadonlyMap<string, string>, unknown: readonly string[]): Result<LinkTarget, DocumentProblem> {
  const sealed = known.get('s');
  const preset = known.get('p');
  const moment = known.get('t');
  if (sealed !== undefined) {
    if (preset !== undefined) return err(invalid('', { code: 'conflicting-parameter', name: 'p' }));
    if (moment !== undefined) return err(invalid('', { code: 'conflicting-parameter', name: 't' }));
    return ok({ kind: 'sealed', text: sealed, unknown });
  }
  if (preset !== undefined) return presetAt(preset, moment, unknown);
  return ok({ kind: 'none', unknown: moment === undefined ? unknown : ['t', ...unknown] });
}

function presetAt(
  name: string,
  moment: string | undefined,
  unknown: readonly string[],
): Result<LinkTarget, DocumentProblem> {
  const found = presetById(name);
  if (found === null) return err(invalid('preset', { code: 'unknown', what: 'preset', value: shown(name) }));
  if (moment === undefined) return ok({ kind: 'preset', document: found.document, unknown });
  if (!/^[0-9]{1,16}$/.test(moment)) return err(invalid('t', { code: 'not-whole' }));
  const momentUs = Number(moment);
  if (momentUs > limits.momentUs) return err(invalid('t', { code: 'too-big', max: limits.momentUs }));
  return ok({ kind: 'preset', document: { ...found.document, momentUs }, unknown });
}

/** What stands behind `#` for a document that is a preset but for its moment: `p=<preset>`; null for any other. */
export function shortHash(document: RunDocument): string | null {
  const preset = presetById(document.preset)?.document;
  if (preset === undefined) return null;
  const { momentUs } = document;
  if (JSON.stringify({ ...document, momentUs: 0 }) !== JSON.stringify({ ...preset, momentUs: 0 })) return null;
  return momentUs === preset.momentUs ? `p=${preset.preset}` : `p=${preset.preset}&t=${momentUs}`;
}
