import { expect, test } from 'vitest';
import { actOn, advanceTo, takeSnapshot } from '../run.ts';
import { cluster, seconds } from '../testing/small-cluster.ts';

test('what was changed while brokers run is in force, in the brokers’ unit and in the topics’', () => {
  const brokerConfigs = { 'metadata.max.idle.interval.ms': '0', 'log.retention.hours': '2' };
  const run = cluster({ brokerConfigs, producers: [], groups: [] });
  advanceTo(run, seconds(5));
  expect(takeSnapshot(run).topicDefaults).toMatchObject({ 'retention.ms': '7200000' });

  actOn(run, { do: 'alter-broker-config', broker: null, configs: { 'log.retention.ms': '60000' } });
  actOn(run, { do: 'alter-broker-config', broker: 2, configs: { 'log.roll.ms': '9000' } });
  advanceTo(run, seconds(10));
  const { clusterConfigs, topicDefaults, brokers } = takeSnapshot(run);
  expect(clusterConfigs).toMatchObject({ 'log.retention.ms': '60000', 'log.retention.hours': '2' });
  expect(topicDefaults).toMatchObject({ 'retention.ms': '60000' });
  expect(brokers.map(({ configs }) => configs['log.roll.ms'])).toEqual([undefined, '9000', undefined]);

  actOn(run, { do: 'alter-broker-config', broker: null, configs: { 'log.retention.ms': null } });
  advanceTo(run, seconds(15));
  expect(takeSnapshot(run).topicDefaults).toMatchObject({ 'retention.ms': '7200000' });
});
