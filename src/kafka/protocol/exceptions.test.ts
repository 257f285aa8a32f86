import { expect, test } from 'vitest';
import { exceptionName } from './exceptions.ts';

test('an exception has the name of its error, or the one that Kafka gave it', () => {
  expect(exceptionName('NOT_ENOUGH_REPLICAS')).toBe('NotEnoughReplicasException');
  expect(exceptionName('REQUEST_TIMED_OUT')).toBe('TimeoutException');
  expect(exceptionName('INVALID_CONFIG')).toBe('InvalidConfigurationException');
});
