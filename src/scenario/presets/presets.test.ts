import { expect, test } from 'vitest';
import { presetFingerprint } from '../packed-document.ts';
import { validateRunDocument } from '../validate.ts';
import { presetById, presets } from './index.ts';
import { presetIds } from './preset.ts';

test('the eight presets have the ids that texts are found by', () => {
  expect(presets.map((preset) => preset.id)).toEqual(presetIds);
  for (const { id, document } of presets) expect(document.preset).toBe(id);
  expect(presetById('nope')).toBeNull();
});

test.each(presets.map((preset) => [preset.id, preset.document] as const))('%s is a valid document', (_, document) => {
  const checked = validateRunDocument(document);
  expect(checked).toEqual({ ok: true, value: document });
  // Also in the order of its fields, which is part of a run's state.
  expect(checked.ok && JSON.stringify(checked.value)).toBe(JSON.stringify(document));
});

test('a released preset stays as it is: links hold only what differs from it', () => {
  const fingerprints = Object.fromEntries(presets.map(({ id, document }) => [id, presetFingerprint(document)]));
  expect(fingerprints).toMatchInlineSnapshot(`
    {
      "a-broker-dies": "4dfb70cb",
      "acks-and-loss": "f1cf60ae",
      "combined-nodes": "0592820e",
      "first-cluster": "148c7120",
      "keys-and-order": "7aad712e",
      "more-consumers-than-partitions": "e660bda0",
      "slow-consumer": "aa921c30",
      "too-few-in-sync-replicas": "a5b4292f",
    }
  `);
});
