import { test, vi } from 'vitest';
import { damagedDisk, deletedRecords, divergingLogs, uncommittedTail } from './testing/special-schedules.ts';
import { commonSchedules, expectCaught } from './testing/until-caught.ts';

/** The bug that is planted now; every mutation below asks for its own. */
const plant = vi.hoisted(() => ({ bug: '' }));

vi.mock('../../../kafka/record/record-batch.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/record/record-batch.ts')>();
  return {
    ...actual,
    stampBatch: (batch, base, epoch) => {
      const hole = plant.bug === 'offsets with a hole' && base > 0 && base % 7 === 0 ? 1 : 0;
      return actual.stampBatch(batch, base + hole, epoch);
    },
  } satisfies typeof actual;
});

vi.mock('../../../kafka/log/file-batches.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/log/file-batches.ts')>();
  const invalidity: typeof actual.invalidity = (batch) =>
    plant.bug === 'checksums not looked at' ? null : actual.invalidity(batch);
  return { ...actual, invalidity };
});

vi.mock('../../../kafka/log/retention.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/log/retention.ts')>();
  const deleteOldSegments: typeof actual.deleteOldSegments = (log, config, nowMs, highWatermark) => {
    const limit = plant.bug === 'retention beyond the high watermark' ? log.logEndOffset : highWatermark;
    const deleted = actual.deleteOldSegments(log, config, nowMs, limit);
    if (plant.bug === 'log start at its first segment') log.logStartOffset = log.segments[0]?.baseOffset ?? 0;
    return deleted;
  };
  return { ...actual, deleteOldSegments };
});

vi.mock('../../../kafka/log/stable-offset.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/log/stable-offset.ts')>();
  const lastStableOffset: typeof actual.lastStableOffset = (log, highWatermark) =>
    plant.bug === 'stable offset is the log end' ? log.logEndOffset : actual.lastStableOffset(log, highWatermark);
  return { ...actual, lastStableOffset };
});

vi.mock('../../../kafka/log/leader-epoch-cache.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/log/leader-epoch-cache.ts')>();
  const assignEntry: typeof actual.assignEntry = (entries, epoch, startOffset) =>
    plant.bug === 'only the first epoch is noted' && entries.length > 0
      ? entries
      : actual.assignEntry(entries, epoch, startOffset);
  return { ...actual, assignEntry };
});

vi.mock('../../../kafka/log/segment.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/log/segment.ts')>();
  const appendToSegment: typeof actual.appendToSegment = (segment, batch, nowMs, interval) => {
    const entries = segment.offsetIndexLength;
    actual.appendToSegment(segment, batch, nowMs, interval);
    if (plant.bug !== 'index entry of the batch before' || segment.offsetIndexLength === entries) return;
    segment.offsetIndex[2 * entries + 1] = (segment.offsetIndex[2 * entries + 1] ?? 0) - 1;
  };
  return { ...actual, appendToSegment };
});

vi.mock('../../../kafka/log/append.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/log/append.ts')>();
  const appendBatchesAsFollower: typeof actual.appendBatchesAsFollower = (log, batches, nowMs, config) => {
    const isOther = plant.bug === 'followers stamp an epoch of their own' && !log.topic.startsWith('__');
    const written = isOther ? batches.map((batch) => ({ ...batch, partitionLeaderEpoch: 900 })) : batches;
    actual.appendBatchesAsFollower(log, written, nowMs, config);
  };
  return { ...actual, appendBatchesAsFollower };
});

vi.mock('../../../kafka/log/cleaner/batch-retention.ts', async (original) => {
  const actual = await original<typeof import('../../../kafka/log/cleaner/batch-retention.ts')>();
  const shouldRetainRecord: typeof actual.shouldRetainRecord = (batch, record, round) =>
    plant.bug === 'cleaner drops the latest value'
      ? record.offset > round.map.latestOffset
      : actual.shouldRetainRecord(batch, record, round);
  return { ...actual, shouldRetainRecord };
});

const schedules = commonSchedules();
const special = [...damagedDisk(), ...uncommittedTail(), ...deletedRecords(), ...divergingLogs()];

test.each([
  ['offsets with a hole', 'log order'],
  ['retention beyond the high watermark', 'offsets'],
  ['stable offset is the log end', 'offsets'],
  ['log start at its first segment', 'log start'],
  ['only the first epoch is noted', 'epoch cache'],
  ['index entry of the batch before', 'index entries'],
  ['followers stamp an epoch of their own', 'followers copy'],
  ['cleaner drops the latest value', 'latest values'],
  ['checksums not looked at', 'batch checksums'],
])('%s: caught by "%s"', { timeout: 120_000 }, (bug, checker) => {
  plant.bug = bug;
  expectCaught(checker, [...special, ...schedules], () => {
    plant.bug = '';
  });
});
