import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { playTranscript } from '../testing/transcript/play.ts';

const folder = new URL('./', import.meta.url);
const stories = readdirSync(folder).filter((name) => name.endsWith('.txt'));

test.each(stories)('%s happens as it is written down', async (name) => {
  const path = new URL(name, folder).pathname;
  await expect(playTranscript(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path);
});

test('a step that is none is told, not passed over', () => {
  expect(playTranscript('cluster\n\nkil-broker 1\n----\n')).toContain('there is no verb kil-broker');
});
