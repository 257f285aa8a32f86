import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lensIn, readHash, shortHash } from './link-parameters.ts';
import { firstPreset, presets } from './presets/index.ts';
import { aDocument } from './testing/documents.ts';

const first = firstPreset.document;

test('an empty address asks for nothing', () => {
  for (const hash of ['', '#', '&', '#&&'])
    expect(readHash(hash)).toEqual({ ok: true, value: { kind: 'none', unknown: [] } });
});

test('a preset has a short address, also at another moment', () => {
  expect(readHash('#p=first-cluster')).toEqual({ ok: true, value: { kind: 'preset', document: first, unknown: [] } });
  expect(readHash('p=first-cluster&t=2500000')).toMatchObject({
    value: { document: { ...first, momentUs: 2_500_000 } },
  });
});

property.prop([fc.constantFrom(...presets), fc.nat()])(
  'a short address leads back to its document',
  (preset, momentUs) => {
    const document = { ...preset.document, momentUs };
    expect(readHash(`#${shortHash(document)}`)).toMatchObject({ value: { document } });
  },
);

test('what differs from the preset in more than the moment has no short address', () => {
  expect(shortHash(first)).toBe('p=first-cluster');
  expect(shortHash({ ...first, seed: first.seed + 1 })).toBeNull();
  expect(shortHash({ ...first, commands: [{ atUs: 0, command: { do: 'power-off' } }] })).toBeNull();
  expect(shortHash(aDocument())).toBeNull();
});

test('any address may name the lens, which is no part of the run', () => {
  expect(readHash('#p=first-cluster&lens=storage')).toEqual(readHash('#p=first-cluster'));
  expect(readHash('#lens=storage')).toEqual({ ok: true, value: { kind: 'none', unknown: [] } });
  expect(lensIn('lens=storage')).toBe('storage');
  expect(lensIn('lens=metrics')).toBeNull();
});

test('unknown parameters are told, not dropped', () => {
  expect(readHash('#p=first-cluster&lens=metrics&embed')).toMatchObject({
    value: { kind: 'preset', unknown: ['lens', 'embed'] },
  });
  expect(readHash('#section')).toEqual({ ok: true, value: { kind: 'none', unknown: ['section'] } });
  expect(readHash('#t=5')).toEqual({ ok: true, value: { kind: 'none', unknown: ['t'] } });
});

test.each([
  ['p=first-cluster&p=slow-consumer', '', { code: 'conflicting-parameter', name: 'p' }],
  ['s=1.AA&p=slow-consumer', '', { code: 'conflicting-parameter', name: 'p' }],
  ['s=1.AA&t=5', '', { code: 'conflicting-parameter', name: 't' }],
  ['p=nope', 'preset', { code: 'unknown', what: 'preset', value: 'nope' }],
  ['p=first-cluster&t=-5', 't', { code: 'not-whole' }],
  ['p=first-cluster&t=9999999999999999', 't', { code: 'too-big', max: 31_622_400_000_000 }],
])('#%s is a problem', (hash, path, reason) => {
  expect(readHash(hash)).toEqual({ ok: false, error: { kind: 'invalid', path, reason } });
});

property.prop([fc.string({ unit: 'binary' })])('any text is a target or a problem', (text) => {
  expect(typeof readHash(text).ok).toBe('boolean');
});

test('thousands of parameters do not make thousands of sentences', () => {
  const read = readHash(Array.from({ length: 10_000 }, (_, i) => `x${i}`).join('&'));
  expect(read.ok && read.value.unknown.length).toBe(21);
});
