import { expect, test } from 'vitest';
import { producerConfigProblem } from './producer-config-problem.ts';

const nameOf = (configs: Record<string, string>): string | null => producerConfigProblem(configs)?.name ?? null;

test('who asks for idempotence needs acks=all and retries, who does not loses it silently', () => {
  expect(nameOf({ 'enable.idempotence': 'true', acks: '1' })).toBe('acks');
  expect(nameOf({ 'enable.idempotence': 'true', retries: '0' })).toBe('retries');
  expect(nameOf({ acks: '0' })).toBeNull();
  expect(nameOf({ retries: '0' })).toBeNull();
});

test('more than five requests in flight need idempotence to be switched off', () => {
  const six = { 'max.in.flight.requests.per.connection': '6' };
  expect(nameOf(six)).toBe('max.in.flight.requests.per.connection');
  expect(nameOf({ ...six, acks: '1' })).toBe('max.in.flight.requests.per.connection');
  expect(nameOf({ ...six, 'enable.idempotence': 'false' })).toBeNull();
});

test('transactions need idempotence', () => {
  expect(nameOf({ 'transactional.id': 't' })).toBeNull();
  expect(nameOf({ 'transactional.id': 't', 'enable.idempotence': 'false' })).toBe('transactional.id');
  expect(nameOf({ 'transactional.id': 't', acks: '1' })).toBe('transactional.id');
});

test('a delivery.timeout.ms that was set has room for linger.ms and request.timeout.ms', () => {
  expect(producerConfigProblem({ 'delivery.timeout.ms': '30004' })).toMatchObject({ exception: 'KafkaException' });
  expect(nameOf({ 'delivery.timeout.ms': '30005' })).toBeNull();
  expect(nameOf({ 'linger.ms': '200000' })).toBeNull();
});
