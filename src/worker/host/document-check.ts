import { ok, type Result } from '../../base/result.ts';
import { loadCodecs } from '../../kafka/record/codecs/load-codecs.ts';
import type { RunDocument } from '../../scenario/document.ts';
import { presetById } from '../../scenario/presets/index.ts';
import type { DocumentProblem } from '../../scenario/problem.ts';
import { neededCodecs } from './needed-codecs.ts';

/**
 * The document as far as it can be trusted. A preset is known as it stands; for anything else the checks, and the
 * tables of configs that they read, are fetched first: most people open a preset. So are the codecs that the document
 * names, as the engine waits for nothing.
 */
export async function checkDocument(document: unknown): Promise<Result<RunDocument, DocumentProblem>> {
  const preset = presetLike(document);
  if (preset !== null) {
    await loadCodecs(neededCodecs(preset));
    return ok(preset);
  }
  const { validateRunDocument } = await import('../../scenario/validate.ts');
  const checked = validateRunDocument(document);
  if (checked.ok) await loadCodecs(neededCodecs(checked.value));
  return checked;
}

/** Our own copy of the preset that says the same; never the foreign object. */
function presetLike(document: unknown): RunDocument | null {
  if (typeof document !== 'object' || document === null || !('preset' in document)) return null;
  const preset = typeof document.preset === 'string' ? presetById(document.preset) : null;
  return preset !== null && saysTheSame(preset.document, document) ? preset.document : null;
}

/** Walks along `known` only, so that nothing in `other` can lead it astray. */
function saysTheSame(known: unknown, other: unknown): boolean {
  if (typeof known !== 'object' || known === null) return known === other;
  if (typeof other !== 'object' || other === null) return false;
  const theirs = new Map<string, unknown>(Object.entries(other));
  const ours = Object.entries(known);
  if (ours.length !== theirs.size || Array.isArray(known) !== Array.isArray(other)) return false;
  return ours.every(([key, value]) => theirs.has(key) && saysTheSame(value, theirs.get(key)));
}
