import { test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { packDocument, unpackDocument } from './packed-document.ts';
import { firstPreset } from './presets/index.ts';
import { aDocument, anyDocument } from './testing/documents.ts';

property.prop([anyDocument])('a document is whole again after packing', (document) => {
  expect(unpackDocument(packDocument(document))).toEqual({ ok: true, value: document });
});

test('a document from a preset says only what differs', () => {
  const commands = [{ atUs: 20_000_000, command: { do: 'kill-broker', broker: 2 } }] as const;
  const packed = JSON.parse(packDocument({ ...firstPreset.document, commands, momentUs: 21_000_000 })) as object;
  expect(packed).toEqual({
    version: 1,
    preset: 'first-cluster',
    base: expect.stringMatching(/^[0-9a-f]{8}$/),
    commands,
    momentUs: 21_000_000,
  });
});

test('a link that counts on a preset as it was before is told apart', () => {
  const packed = { ...(JSON.parse(packDocument(firstPreset.document)) as object), base: '00000000' };
  expect(unpackDocument(JSON.stringify(packed))).toMatchObject({
    error: { path: 'preset', reason: { code: 'preset-changed', preset: 'first-cluster' } },
  });
  expect(unpackDocument(JSON.stringify({ ...packed, preset: 'gone' }))).toMatchObject({
    error: { reason: { code: 'unknown', what: 'preset', value: 'gone' } },
  });
});

test('a packed document of a later version is left for its version to be read', () => {
  expect(unpackDocument('{"version":2,"preset":"x","base":1}')).toMatchObject({ ok: true, value: { version: 2 } });
});

test.each(['', '{', '{"a":1}}', 'nul'])('%j is cut', (json) => {
  expect(unpackDocument(json)).toEqual({ ok: false, error: { kind: 'cut' } });
});

test.each(['1', '"x"', '[]', 'null'])('%j is not of Samsa', (json) => {
  expect(unpackDocument(json)).toEqual({ ok: false, error: { kind: 'not-samsa' } });
});

test('a document of its own is packed whole', () => {
  expect(JSON.parse(packDocument(aDocument()))).toMatchObject({ preset: 'custom', seed: 7, setup: aDocument().setup });
});
