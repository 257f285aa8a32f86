import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { difference } from './difference.ts';
import { playStory } from './story-player.ts';
import type { Story } from './story-steps.ts';

const file = new URL('../../vectors/unit/stories.json.gz', import.meta.url);
const suite: { cases: Story[] } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'));

test('there are stories to play', () => {
  expect(suite.cases.length).toBeGreaterThan(25);
});

test.each(suite.cases.map((story) => [story.name, story] as const))(
  'the cluster does in the story %s what real Kafka did',
  (_, story) => {
    expect(difference(story.out, playStory(story.in, story.out))).toBeNull();
  },
);
