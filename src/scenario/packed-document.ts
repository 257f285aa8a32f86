import { err, ok, type Result } from '../base/result.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { crc32 } from './checksum.ts';
import type { RunDocument } from './document.ts';
import { limits } from './limits.ts';
import { presetById } from './presets/index.ts';
import { type DocumentProblem, invalid, shown } from './problem.ts';
import { documentVersion } from './upgrade.ts';

/** Fields that a packed document leaves out where they equal the preset's. */
const inherited = ['seed', 'startTimeMs', 'setup', 'commands', 'momentUs'] as const;

/** Identifies the content of a preset: 8 hex digits. */
export function presetFingerprint(preset: RunDocument): string {
  return crc32(encodeUtf8(JSON.stringify(preset)))
    .toString(16)
    .padStart(8, '0');
}

/**
 * The JSON inside a link: `format` goes without saying, and a document made from a preset says only what differs, with
 * the preset's fingerprint as `base`.
 */
export function packDocument(document: RunDocument): string {
  const { format: _, ...whole } = document;
  const preset = presetById(document.preset)?.document ?? null;
  if (preset === null) return JSON.stringify(whole);
  const differing = inherited.filter((field) => JSON.stringify(document[field]) !== JSON.stringify(preset[field]));
  const fields = differing.map((field) => [field, document[field]]);
  const { version } = document;
  return JSON.stringify({
    version,
    preset: preset.preset,
    base: presetFingerprint(preset),
    ...Object.fromEntries(fields),
  });
}

/** What `packDocument` wrote, made whole again but not yet validated. */
export function unpackDocument(json: string): Result<unknown, DocumentProblem> {
  if (json.length > limits.linkJson) return err({ kind: 'too-large', what: 'document', limit: limits.linkJson });
  let packed: unknown;
  try {
    packed = JSON.parse(json);
  } catch {
    return err({ kind: 'cut' });
  }
  if (typeof packed !== 'object' || packed === null || Array.isArray(packed)) return err({ kind: 'not-samsa' });
  return fillFromPreset(packed as Readonly<Record<string, unknown>>);
}

function fillFromPreset(packed: Readonly<Record<string, unknown>>): Result<unknown, DocumentProblem> {
  const { base, ...rest } = packed;
  const whole = { format: 'samsa-run', ...rest };
  // What a later version means by its fields is not ours to guess: validation will name the version.
  if (base === undefined || rest.version !== documentVersion) return ok(whole);
  const name = String(rest.preset);
  const preset = presetById(name)?.document;
  if (preset === undefined) return err(invalid('preset', { code: 'unknown', what: 'preset', value: shown(name) }));
  if (base !== presetFingerprint(preset)) return err(invalid('preset', { code: 'preset-changed', preset: name }));
  const filled: Record<string, unknown> = { ...whole };
  for (const field of inherited) if (!Object.hasOwn(rest, field)) filled[field] = preset[field];
  return ok(filled);
}
