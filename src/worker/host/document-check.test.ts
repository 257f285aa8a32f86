import { expect, test } from 'vitest';
import { presets } from '../../scenario/presets/index.ts';
import { checkDocument } from './document-check.ts';

test('a preset is taken as it stands', async () => {
  for (const { document } of presets) {
    const checked = await checkDocument(structuredClone(document));
    expect(checked.ok && checked.value).toBe(document);
  }
});

test('a changed preset is checked like any document', async () => {
  const [preset] = presets;
  const { document } = preset ?? { document: null };
  expect(await checkDocument({ ...document, seed: 99 })).toMatchObject({ ok: true, value: { seed: 99 } });
  expect(await checkDocument({ ...document, seed: -1 })).toMatchObject({ ok: false });
  expect(await checkDocument({ ...document, more: 1 })).toMatchObject({ ok: false });
});

test('what leads in a circle is refused', async () => {
  const circle: { preset: string; setup?: unknown } = { preset: 'first-cluster' };
  circle.setup = circle;
  expect(await checkDocument(circle)).toMatchObject({ ok: false });
  expect(await checkDocument(null)).toMatchObject({ ok: false });
});
