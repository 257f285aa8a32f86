import { expect, test } from 'vitest';
import { validateTopicConfigs } from './validate-topic-configs.ts';

const validate = (configs: Record<string, string>, defaults: Record<string, string> = {}) =>
  validateTopicConfigs(new Map(Object.entries(configs)), new Map(Object.entries(defaults)));

test('an unknown name is refused before any value is read', () => {
  expect(validate({ 'retention.ms': 'x', nope: '1' })).toEqual({ ok: false, error: 'Unknown topic config name: nope' });
});

test('of two bad values the one that Kafka defines first is reported', () => {
  expect(validate({ 'min.insync.replicas': '0', 'segment.bytes': '1000' })).toEqual({
    ok: false,
    error: 'Invalid value 1000 for configuration segment.bytes: Value must be at least 1048576',
  });
});

test("the least compaction lag must not be above the greatest, the broker's own setting included", () => {
  expect(validate({ 'min.compaction.lag.ms': '2000' }, { 'max.compaction.lag.ms': '1000' })).toEqual({
    ok: false,
    error: 'conflict topic config setting min.compaction.lag.ms (2000) > max.compaction.lag.ms (1000)',
  });
});

test('tiered storage is refused, because the broker has none', () => {
  expect(validate({ 'remote.storage.enable': 'true' })).toMatchObject({
    error: expect.stringContaining('Tiered Storage functionality is disabled in the broker.'),
  });
});

test('valid configs come back parsed, the others with their defaults', () => {
  const result = validate({ 'cleanup.policy': 'compact,delete', 'internal.segment.bytes': '14' });
  const values = result.ok ? result.value : new Map();
  expect(values.get('cleanup.policy')).toEqual(['compact', 'delete']);
  expect(values.get('internal.segment.bytes')).toBe(14);
  expect(values.get('retention.ms')).toBe(604800000);
});
