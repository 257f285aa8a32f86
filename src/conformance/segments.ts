import { stateOf } from './log-facts.ts';
import { createLogPlayer, type LogStep, playStep, type TopicConfigs } from './log-steps.ts';
import { defineSuite } from './suite.ts';

interface Input {
  readonly config: TopicConfigs;
  readonly now: number;
  readonly ops: readonly LogStep[];
}

export const segmentsSuite = defineSuite<Input>('segments', ({ config, now, ops }) => {
  const player = createLogPlayer(config, now);
  const steps = ops.map((step) => {
    const played = playStep(player, step);
    return { ...played, state: stateOf(player.log, player.highWatermark) };
  });
  return { steps };
});
