import { err, ok, type Result } from '../base/result.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import type { RunDocument } from '../scenario/document.ts';
import { limits } from '../scenario/limits.ts';
import { readHash, shortHash } from '../scenario/link-parameters.ts';
import { packDocument, unpackDocument } from '../scenario/packed-document.ts';
import { type DocumentProblem, invalid } from '../scenario/problem.ts';
import { sealText, unsealText } from '../scenario/sealed-text.ts';
import { compress, decompress } from './link-compression.ts';

export interface OpenedLink {
  /** null: the address asks for nothing. */
  readonly document: RunDocument | null;
  /** Parameters of the address that mean nothing here: to be told, not to be dropped in silence. */
  readonly unknown: readonly string[];
}

/**
 * What stands behind `#` in the address of a valid document: `p=<preset>` for a built-in scenario, else `s=1.<text>`.
 * A document with very many acts may give a text that is too long to be opened again; `writeLink` says so.
 */
export async function encodeRunDocument(document: RunDocument): Promise<string> {
  return shortHash(document) ?? `s=${await sealJson(packDocument(document))}`;
}

/** As `encodeRunDocument`, but a document that is too large for a link is a problem. */
export async function writeLink(document: RunDocument): Promise<Result<string, DocumentProblem>> {
  const short = shortHash(document);
  if (short !== null) return ok(short);
  const json = packDocument(document);
  if (encodeUtf8(json).length > limits.linkJson) {
    return err({ kind: 'too-large', what: 'document', limit: limits.linkJson });
  }
  const hash = `s=${await sealJson(json)}`;
  return hash.length > limits.linkText ? err({ kind: 'too-large', what: 'link', limit: limits.linkText }) : ok(hash);
}

/** Opens `location.hash`. Never rejects: what cannot be read is a problem to tell. */
export async function readLink(hash: string): Promise<Result<OpenedLink, DocumentProblem>> {
  const target = readHash(hash);
  if (!target.ok) return target;
  const { unknown } = target.value;
  if (target.value.kind === 'none') return ok({ document: null, unknown });
  if (target.value.kind === 'preset') return ok({ document: target.value.document, unknown });
  const opened = await openSealed(target.value.text);
  return opened.ok ? ok({ document: opened.value, unknown }) : opened;
}

/** The document in a text of `encodeRunDocument`, `#` or not. An empty text and foreign parameters are problems here. */
export async function decodeRunDocument(text: string): Promise<Result<RunDocument, DocumentProblem>> {
  const opened = await readLink(text);
  if (!opened.ok) return opened;
  const { document, unknown } = opened.value;
  if (document === null) return err({ kind: 'not-samsa' });
  return unknown[0] === undefined ? ok(document) : err(invalid('', { code: 'unknown-field', name: unknown[0] }));
}

async function sealJson(json: string): Promise<string> {
  return sealText(await compress(new Uint8Array(encodeUtf8(json))));
}

async function openSealed(text: string): Promise<Result<RunDocument, DocumentProblem>> {
  const compressed = unsealText(text);
  if (!compressed.ok) return compressed;
  const json = await decompress(compressed.value, limits.linkJson);
  if (!json.ok) {
    if (json.error === 'damaged') return err({ kind: 'cut' });
    return err({ kind: 'too-large', what: 'document', limit: limits.linkJson });
  }
  const whole = unpackDocument(decodeUtf8(json.value));
  if (!whole.ok) return whole;
  // The schema and the tables of Kafka's configs load only when such a link is opened.
  const { validateRunDocument } = await import('../scenario/validate.ts');
  return validateRunDocument(whole.value);
}
