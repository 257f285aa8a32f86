import { GroupStoryFacts, type RecordedGroupStep } from './group-story-facts.ts';
import { GroupStoryPlayer } from './group-story-player.ts';
import type { GroupStory } from './group-story-steps.ts';
import { defineSuite } from './suite.ts';

/** What consumers and the group coordinator of a real broker did (classic protocol), step by step. */
export const groupStoriesSuite = defineSuite<GroupStory, { readonly steps: readonly RecordedGroupStep[] }>(
  'group-stories',
  (story, expected) => {
    const player = new GroupStoryPlayer(story);
    const facts = new GroupStoryFacts(story);
    const steps = story.steps.map((step, at) => facts.of(step, player.play(step), expected.steps[at] ?? null));
    return { steps, memberIds: facts.memberIds() };
  },
);
