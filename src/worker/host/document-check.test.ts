import { expect, test } from 'vitest';
import { hasCodec } from '../../kafka/record/compression.ts';
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

test('a codec is fetched before the run or the command that needs it', async () => {
  const [preset] = presets;
  if (preset === undefined) throw new Error('there are presets');
  const { document } = preset;
  const loaded = (): string[] => (['gzip', 'lz4', 'zstd'] as const).filter(hasCodec);
  const topics = document.setup.topics.map((topic) => ({ ...topic, configs: { 'compression.type': 'lz4' } }));
  expect(loaded()).toEqual([]);
  expect(await checkDocument({ ...document, setup: { ...document.setup, topics } })).toMatchObject({ ok: true });
  expect(loaded()).toEqual(['lz4']);
  const topic = { name: 'more', partitions: 1, replicationFactor: 1, configs: { 'compression.type': 'zstd' } };
  const command = { atUs: document.momentUs, command: { do: 'create-topic', topic } };
  const commands = [...document.commands, command];
  expect(await checkDocument({ ...document, commands })).toMatchObject({ ok: true });
  expect(loaded()).toEqual(['lz4', 'zstd']);
});
