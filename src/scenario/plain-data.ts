import { type DocumentProblem, invalid, shown } from './problem.ts';

const maxDepth = 12;
const maxParts = 100_000;

/** Names that reach into JavaScript's own objects when they are written to one. */
const forbiddenKeys: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/** `path` extended by a key or an index: `commands[3].command`, `configs["segment.ms"]`. */
export function partPath(path: string, key: string, inList: boolean): string {
  if (inList) return `${path}[${key}]`;
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(shown(key))}]`;
  return path === '' ? key : `${path}.${key}`;
}

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The second holds for an object of another realm (a frame, structuredClone in a test runner).
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/**
 * Refuses what JSON could not have said (functions, class instances, symbols), keys that would touch a prototype, and
 * input so deep or so large that looking at it closer would take long. Bounded work, no recursion.
 */
export function findForeignData(input: unknown): DocumentProblem | null {
  const open: { readonly value: unknown; readonly path: string; readonly depth: number }[] = [
    { value: input, path: '', depth: 0 },
  ];
  let parts = 0;
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { value, path, depth } = part;
    if (++parts > maxParts) return { kind: 'too-large', what: 'parts', limit: maxParts };
    if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
      continue;
    if (typeof value !== 'object' || !isPlain(value)) return invalid(path, { code: 'not-data' });
    if (depth >= maxDepth) return invalid('', { code: 'not-data' });
    const inList = Array.isArray(value);
    // A sparse list may be long without having parts.
    if (inList && value.length > maxParts) return { kind: 'too-large', what: 'parts', limit: maxParts };
    for (const [key, inner] of Object.entries(value)) {
      if (forbiddenKeys.includes(key)) return invalid(path, { code: 'unknown-field', name: shown(key) });
      open.push({ value: inner, path: partPath(path, key, inList), depth: depth + 1 });
    }
  }
  return null;
}
