import { expect, test } from 'vitest';
import { type HighWatermarkInput, nextHighWatermark } from './high-watermark.ts';

const follower = (id: number, logEndOffset: number, lastCaughtUpUs = 0, eligible = true) => ({
  id,
  logEndOffset,
  lastCaughtUpUs,
  eligible,
});
const input = (changes: Partial<HighWatermarkInput>): HighWatermarkInput => ({
  highWatermark: 4,
  leaderEndOffset: 10,
  followers: [follower(2, 8), follower(3, 7)],
  isr: [1, 2, 3],
  maximalIsr: [1, 2, 3],
  effectiveMinIsr: 1,
  nowUs: 100_000_000,
  replicaLagTimeMaxUs: 30_000_000,
  ...changes,
});

test('the high watermark is the lowest log end offset of the in-sync replicas', () => {
  expect(nextHighWatermark(input({}))).toBe(7);
});

test('a replica outside the ISR that lags holds nothing back', () => {
  expect(nextHighWatermark(input({ isr: [1, 2], maximalIsr: [1, 2] }))).toBe(8);
});

test('an eligible replica that was caught up lately holds it back before it joins the ISR', () => {
  const followers = [follower(2, 8), follower(3, 7, 90_000_000)];
  expect(nextHighWatermark(input({ isr: [1, 2], maximalIsr: [1, 2], followers }))).toBe(7);
  const fenced = [follower(2, 8), follower(3, 7, 90_000_000, false)];
  expect(nextHighWatermark(input({ isr: [1, 2], maximalIsr: [1, 2], followers: fenced }))).toBe(8);
});

test('a member that is being added holds it back though the ISR does not have it yet', () => {
  expect(nextHighWatermark(input({ isr: [1, 2], maximalIsr: [1, 2, 3] }))).toBe(7);
});

test('nothing moves while the ISR is smaller than min.insync.replicas', () => {
  expect(nextHighWatermark(input({ isr: [1], maximalIsr: [1], effectiveMinIsr: 2 }))).toBe(4);
  expect(nextHighWatermark(input({ isr: [1], maximalIsr: [1], effectiveMinIsr: 1, followers: [] }))).toBe(10);
});

test('it never falls, and waits for a member that has not fetched from the new leader', () => {
  expect(nextHighWatermark(input({ highWatermark: 9 }))).toBe(9);
  expect(nextHighWatermark(input({ followers: [follower(2, -1), follower(3, 9)] }))).toBe(4);
});
