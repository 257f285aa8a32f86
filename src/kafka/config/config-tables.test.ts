import { expect, test } from 'vitest';
import { adminConfigs } from './admin-configs.ts';
import { brokerConfigs } from './broker-configs.ts';
import { consumerConfigs } from './consumer-configs.ts';
import { defaultConfigValue, parseConfigValue } from './parse-config-value.ts';
import { producerConfigs } from './producer-configs.ts';
import { topicConfigSynonyms } from './topic-config-synonyms.ts';
import { topicConfigNames, topicConfigs } from './topic-configs.ts';

const tables = { topicConfigs, producerConfigs, consumerConfigs, adminConfigs, brokerConfigs };

test.each(Object.entries(tables))('%s has each name once and accepts its own defaults', (_, defs) => {
  expect(new Set(defs.map((def) => def.name)).size).toBe(defs.length);
  for (const def of defs) {
    if (def.default === null || def.default === undefined) continue;
    expect(parseConfigValue(def, def.default), def.name).toMatchObject({ ok: true });
  }
});

test('the defaults that a learner meets are the ones of 4.3.1', () => {
  const topic = (name: string) => topicConfigs.find((def) => def.name === name)?.default;
  const producer = (name: string) => producerConfigs.find((def) => def.name === name)?.default;
  const consumer = (name: string) => consumerConfigs.find((def) => def.name === name)?.default;
  const broker = (name: string) => brokerConfigs.find((def) => def.name === name)?.default;
  expect([topic('retention.ms'), topic('max.message.bytes'), topic('min.insync.replicas')]).toEqual([
    '604800000',
    '1048588',
    '1',
  ]);
  expect([producer('linger.ms'), producer('acks'), producer('delivery.timeout.ms')]).toEqual(['5', 'all', '120000']);
  expect([consumer('session.timeout.ms'), consumer('auto.offset.reset')]).toEqual(['45000', 'latest']);
  expect([broker('replica.lag.time.max.ms'), broker('broker.session.timeout.ms')]).toEqual(['30000', '9000']);
});

test('every broker-wide name of a topic config is a broker config of the same kind', () => {
  for (const [topicName, synonyms] of topicConfigSynonyms) {
    expect(topicConfigNames).toContain(topicName);
    for (const synonym of synonyms) {
      expect(brokerConfigs.map((def) => def.name)).toContain(synonym.name);
    }
  }
});

test('internal.segment.bytes is internal and has no default', () => {
  const def = topicConfigs.find((candidate) => candidate.name === 'internal.segment.bytes');
  expect(def).toMatchObject({ internal: true, default: null, validator: null });
  expect(def && defaultConfigValue(def)).toBe(null);
});
