import { expect, test } from 'vitest';
import { brokerConfigs } from '../../kafka/config/broker-configs.ts';
import type { ConfigDef } from '../../kafka/config/config-def.ts';
import { consumerConfigs } from '../../kafka/config/consumer-configs.ts';
import { producerConfigs } from '../../kafka/config/producer-configs.ts';
import { topicConfigs } from '../../kafka/config/topic-configs.ts';
import { firstCluster } from '../../scenario/presets/first-cluster.ts';
import { validateRunDocument } from '../../scenario/validate.ts';
import { advanceTo, openRun } from '../../sim/run.ts';
import type { ClusterSetup } from '../../sim/setup.ts';

const { document } = firstCluster;
/** Later than the tasks of the log begin (log.initial.task.delay.ms). */
const untilUs = 36_000_000;
/** More events than anything sensible has in one moment. */
const mostAtOnce = 20_000;

const isTime = ({ name, type }: ConfigDef): boolean => type !== 'STRING' && /\.(ms|seconds|minutes)$/.test(name);

/** The smallest values that Kafka takes; where it takes any, none and less than none. */
function smallest({ validator }: ConfigDef): string[] {
  return validator?.kind === 'range' ? [String(validator.min), String(Math.max(0, validator.min))] : ['0', '-1'];
}

type Configs = Readonly<Record<string, string>>;

const kinds: readonly (readonly [string, readonly ConfigDef[], (configs: Configs) => ClusterSetup])[] = [
  ['broker', brokerConfigs, (it) => ({ ...document.setup, brokerConfigs: { ...document.setup.brokerConfigs, ...it } })],
  ['topic', topicConfigs, (it) => ({ ...document.setup, topics: withConfigs(document.setup.topics, it) })],
  ['producer', producerConfigs, (it) => ({ ...document.setup, producers: withConfigs(document.setup.producers, it) })],
  ['consumer', consumerConfigs, (it) => ({ ...document.setup, groups: withConfigs(document.setup.groups, it) })],
];

function withConfigs<T extends { readonly configs: Configs }>(things: readonly T[], configs: Configs): T[] {
  return things.map((it) => ({ ...it, configs: { ...it.configs, ...configs } }));
}

function standsStill(setup: ClusterSetup): boolean {
  const { seed, startTimeMs } = document;
  const run = openRun({ seed, startTimeMs, setup, commands: [] });
  let moment = { atUs: -1, event: 0 };
  const stands = false;
  advanceTo(
    run,
    untilUs,
    () => stands,
    ({ nowUs, eventCount }) => {
      if (nowUs !== moment.atUs) moment = { atUs: nowUs, event: eventCount };
      if (eventCount - moment.event > mostAtOnce) throw new Error(`time stands still at ${nowUs} µs`);
    },
  );
  return stands;
}

test.each(kinds)('no time of a %s that Kafka allows makes time stand still', (_, defs, setupWith) => {
  let played = 0;
  for (const def of defs.filter(isTime)) {
    for (const value of new Set(smallest(def))) {
      const valid = validateRunDocument({ ...document, setup: setupWith({ [def.name]: value }) });
      if (!valid.ok) continue;
      played += 1;
      expect(() => standsStill(valid.value.setup), `${def.name}=${value}`).not.toThrow();
    }
  }
  expect(played).toBeGreaterThan(3);
});
