import { playStory } from './story-player.ts';
import type { StoryInput, StoryOutput } from './story-steps.ts';
import { defineSuite } from './suite.ts';

/** What clusters of separate Kafka processes did under load and faults, step by step. */
export const storiesSuite = defineSuite<StoryInput, StoryOutput>('stories', playStory);

/** More of them, on what had looked doubtful. */
export const ownStoriesSuite = defineSuite<StoryInput, StoryOutput>('own-stories', playStory);
