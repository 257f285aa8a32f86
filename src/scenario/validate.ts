import { safeParse } from 'valibot';
import { err, ok, type Result } from '../base/result.ts';
import { checkConsistency } from './consistency.ts';
import type { RunDocument } from './document.ts';
import { problemOfIssue } from './issue-reason.ts';
import { findForeignData } from './plain-data.ts';
import { type DocumentProblem, invalid } from './problem.ts';
import { documentSchema } from './schema.ts';
import { upgradeDocument } from './upgrade.ts';

/**
 * A run document of any known version out of anything: JSON that was opened, a stored session, a link's content.
 * The value is a fresh object in the order of the schema, so equal documents have equal JSON. Never throws.
 */
export function validateRunDocument(input: unknown): Result<RunDocument, DocumentProblem> {
  try {
    return validate(input);
  } catch {
    // A getter or a proxy of the caller's; plain data cannot do this.
    return err(invalid('', { code: 'not-data' }));
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function validate(input: unknown): Result<RunDocument, DocumentProblem> {
  if (!isRecord(input)) return err({ kind: 'not-samsa' });
  const foreign = findForeignData(input);
  if (foreign !== null) return err(foreign);
  if (input.format !== 'samsa-run') return err({ kind: 'not-samsa' });
  const upgraded = upgradeDocument(input);
  if (!upgraded.ok) return upgraded;
  const parsed = safeParse(documentSchema, upgraded.value, { abortEarly: true, abortPipeEarly: true });
  if (!parsed.success) return err(problemOfIssue(parsed.issues[0]));
  const document: RunDocument = parsed.output;
  const problem = checkConsistency(document);
  return problem === null ? ok(document) : err(problem);
}
