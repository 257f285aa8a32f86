import { fillTemplate, isTemplate, parseTemplate } from '../base/text-template.ts';
import { type SerializerName, serialize } from '../kafka/config/serializers.ts';
import type { KeyPattern, RecordPattern } from '../sim/setup.ts';
import { type DocumentProblem, invalid, shown } from './problem.ts';

/** The places that a template of a value or a header may have (docs/formats.md). */
const templateNames = ['n', 'key', 'producer', 'topic', 'time'];

/** What a template is tried with, that its text is a value for its serializer. */
const samples = { n: '1', producer: 'producer', topic: 'topic', time: '1767225600000' };

/** That the templates can be read, and that keys and values are what their serializers take. */
export function checkWorkload(
  keys: KeyPattern,
  record: RecordPattern | undefined | null,
  keysPath: string,
  path: string,
): DocumentProblem | null {
  const keySerializer = record?.keySerializer ?? 'string';
  const listed = keys.kind === 'list' ? keys.keys : [];
  for (const [i, key] of listed.entries()) {
    if (serialize(keySerializer, key) === null) return notFor(keySerializer, key, `${keysPath}.keys[${i}]`);
  }
  if (record === undefined || record === null) return null;
  return checkValue(record, listed, path) ?? checkHeaders(record, path);
}

function checkValue({ value, valueSerializer = 'string' }: RecordPattern, keys: readonly string[], path: string) {
  if (value === undefined || value === null) return null;
  const template = parseTemplate(value, templateNames);
  if (!isTemplate(template)) return badPlace(template.place, `${path}.value`);
  for (const key of keys.length > 0 ? keys : ['1']) {
    // With the lowest of every range, and with the highest.
    for (const draw of [() => 0, (bound: number) => bound - 1]) {
      const text = fillTemplate(template, { ...samples, key }, draw);
      if (serialize(valueSerializer, text) === null) return notFor(valueSerializer, text, `${path}.value`);
    }
  }
  return null;
}

function checkHeaders({ headers = [] }: RecordPattern, path: string): DocumentProblem | null {
  for (const [i, { value }] of headers.entries()) {
    const template = value === null ? [] : parseTemplate(value, templateNames);
    if (!isTemplate(template)) return badPlace(template.place, `${path}.headers[${i}].value`);
  }
  return null;
}

const badPlace = (place: string, path: string): DocumentProblem =>
  invalid(path, { code: 'bad-place', place: shown(place), known: templateNames.map((name) => `{${name}}`) });

const notFor = (serializer: SerializerName, value: string, path: string): DocumentProblem =>
  invalid(path, { code: 'not-serializable', serializer, value: shown(value) });
