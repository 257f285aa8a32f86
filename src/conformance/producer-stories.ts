import { playProducerStory } from './producer-story-player.ts';
import type { ProducerStoryInput, ProducerStoryOutput } from './producer-story-steps.ts';
import { defineSuite } from './suite.ts';

/** What producers of a real client and a real broker did, step by step, and what landed in the log. */
export const producerStoriesSuite = defineSuite<ProducerStoryInput, ProducerStoryOutput>(
  'producer-stories',
  playProducerStory,
);
