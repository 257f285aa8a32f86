import { msToUs } from '../../../base/units.ts';
import type { TopicPartition } from '../../protocol/requests.ts';
import { continueCommitCalls, takeCall } from './application.ts';
import { beginClose } from './close.ts';
import { applicationFailed } from './failure.ts';
import { failsAgain } from './poison.ts';
import type { Consumer } from './state.ts';
import type { Turn } from './turn.ts';
import type { Poison, RecordRun, Work } from './work-state.ts';

/*
 * The application between two polls: it processes what poll returned, record by record, commits by itself where it is
 * made to, and meets records on which it throws. Meanwhile heartbeats go on.
 */

/** Records are told as processed at most so long after the first of them, microseconds. */
const grainUs = 10_000;

/** Whether the application is outside of poll(). */
export const isAway = ({ work, frozen }: Consumer): boolean => work !== null || frozen;

/** Whether it is still at the records of the last poll: what it is told then waits. */
export const isAtRecords = ({ work }: Consumer): boolean => work !== null && work.step !== 'pausing';

/** poll has returned these records. */
export function beginWork({ consumer, ctx }: Turn, runs: readonly RecordRun[]): void {
  consumer.work = {
    step: 'processing',
    untilUs: ctx.nowUs,
    records: 0,
    runs,
    attempts: 0,
    pieceLeft: 0,
    pieceOffsets: [],
    waitsFor: null,
  };
}

/** Everything that the application can do now. */
export function continueWork(turn: Turn): void {
  const { consumer } = turn;
  while (consumer.work !== null && consumer.work.step !== 'pausing' && isOver(turn, consumer.work)) {
    advance(turn, consumer.work);
  }
}

/** The `work` timer. The next poll is always an event of its own. */
export function onWorkTimer(turn: Turn): void {
  const { work } = turn.consumer;
  if (work?.step === 'pausing' && isOver(turn, work)) endWork(turn);
}

function isOver({ consumer, ctx }: Turn, { untilUs, waitsFor }: Work): boolean {
  if (consumer.frozen || consumer.life !== 'running' || consumer.failure !== null) return false;
  return untilUs === null ? waitsFor === null : untilUs <= ctx.nowUs;
}

function advance(turn: Turn, work: Work): void {
  switch (work.step) {
    case 'processing':
      if (work.records > 0 && !finishRecords(turn, work)) return;
      return goOn(turn);
    case 'backoff':
      return processNext(turn, work);
    case 'committing':
    case 'dead-letter':
      return goOn(turn);
    case 'pausing':
      return;
  }
}

function change({ consumer }: Turn, changes: Partial<Work>): void {
  if (consumer.work !== null) consumer.work = { ...consumer.work, ...changes };
}

function waitUntil(turn: Turn, step: Work['step'], untilUs: number): void {
  change(turn, { step, untilUs, waitsFor: null });
  if (untilUs > turn.ctx.nowUs || step === 'pausing') turn.effects.push({ kind: 'timer', key: 'work', atUs: untilUs });
}

/** The next record, after whatever is due before it. */
function goOn(turn: Turn): void {
  const { consumer, ctx } = turn;
  const { commit, pollIntervalUs } = consumer.config;
  const { work } = consumer;
  if (work === null) return;
  if (work.runs.length > 0 && work.pieceLeft > 0) return processNext(turn, work);
  if (commit?.when === 'after' && work.pieceOffsets.length > 0) {
    change(turn, { pieceOffsets: [] });
    return callCommit(turn, work.pieceOffsets);
  }
  if (work.runs.length === 0) return waitUntil(turn, 'pausing', ctx.nowUs + pollIntervalUs);
  const records = Math.min(commit?.records ?? Number.MAX_SAFE_INTEGER, countOf(work.runs));
  change(turn, { pieceLeft: records, pieceOffsets: [] });
  if (commit?.when === 'before') callCommit(turn, offsetsAfter(work.runs, records));
}

const countOf = (runs: readonly RecordRun[]): number =>
  runs.reduce((sum, { fromOffset, toOffset }) => sum + toOffset - fromOffset + 1, 0);

/** The offsets to commit once so many records more are done. */
function offsetsAfter(runs: readonly RecordRun[], records: number): Work['pieceOffsets'] {
  let offsets: Work['pieceOffsets'] = [];
  let left = records;
  for (const { topic, partition, fromOffset, toOffset } of runs) {
    const count = Math.min(left, toOffset - fromOffset + 1);
    left -= count;
    if (count > 0) offsets = withOffset(offsets, { topic, partition, offset: fromOffset + count });
  }
  return offsets;
}

const withOffset = (
  offsets: Work['pieceOffsets'],
  next: TopicPartition & { readonly offset: number },
): Work['pieceOffsets'] => [
  ...offsets.filter((it) => it.topic !== next.topic || it.partition !== next.partition),
  next,
];

/** The application catches what commitSync throws: it tells of it and goes on. */
function callCommit(turn: Turn, pieceOffsets: Work['pieceOffsets']): void {
  const { consumer } = turn;
  const { commit } = consumer.config;
  if (commit === null) return;
  // Numbers below −1 are the application's own calls.
  const id = -2 - consumer.ownCalls;
  consumer.ownCalls += 1;
  const waits = commit.call === 'commitSync';
  if (waits) change(turn, { step: 'committing', untilUs: null, waitsFor: id });
  const offsets = commit.records === null ? null : pieceOffsets.map((it) => ({ ...it, leaderEpoch: -1 }));
  takeCall(turn, { do: 'commit', id, waits, offsets });
  continueCommitCalls(turn);
}

function processNext(turn: Turn, work: Work): void {
  const [run] = work.runs;
  if (run === undefined) return goOn(turn);
  const { processingUs } = turn.consumer.config;
  const untilPoison = (run.poisoned[0]?.offset ?? run.toOffset + 1) - run.fromOffset;
  const grain = processingUs === 0 ? Number.MAX_SAFE_INTEGER : Math.max(1, Math.floor(grainUs / processingUs));
  const records = Math.min(Math.max(untilPoison, 1), work.pieceLeft, grain);
  change(turn, { records });
  waitUntil(turn, 'processing', turn.ctx.nowUs + records * processingUs);
}

/** The time for them is over. False when the application threw on it, and what then is to come is under way. */
function finishRecords(turn: Turn, work: Work): boolean {
  const [run] = work.runs;
  const { poison } = turn.consumer.config;
  if (run === undefined) return true;
  const { topic, partition, fromOffset } = run;
  if (poison !== null && run.poisoned[0]?.offset === fromOffset && failsAgain(poison, work.attempts)) {
    return onException(turn, work, run);
  }
  const toOffset = fromOffset + work.records - 1;
  turn.effects.push({ kind: 'processed', topic, partition, fromOffset, toOffset, count: work.records });
  passRecords(turn, work, run, work.records);
  return true;
}

function passRecords(turn: Turn, work: Work, run: RecordRun, count: number): void {
  const { topic, partition } = run;
  const fromOffset = run.fromOffset + count;
  const rest = { ...run, fromOffset, poisoned: run.poisoned.filter(({ offset }) => offset >= fromOffset) };
  change(turn, {
    records: 0,
    attempts: 0,
    runs: fromOffset > run.toOffset ? work.runs.slice(1) : [rest, ...work.runs.slice(1)],
    pieceLeft: work.pieceLeft - count,
    pieceOffsets: withOffset(work.pieceOffsets, { topic, partition, offset: fromOffset }),
  });
}

function onException(turn: Turn, work: Work, run: RecordRun): boolean {
  const { poison } = turn.consumer.config;
  if (poison === null) return true;
  const { topic, partition, fromOffset: offset } = run;
  const attempt = work.attempts + 1;
  const retries = poison.retries === null || work.attempts < poison.retries;
  const next = retries ? 'retry' : poison.giveUp;
  turn.effects.push({ kind: 'recordFailed', topic, partition, offset, attempt, next });
  switch (next) {
    case 'retry':
      change(turn, { attempts: attempt });
      waitUntil(turn, 'backoff', turn.ctx.nowUs + backoffUs(poison, turn.consumer.config.processingUs));
      return false;
    case 'stop':
      applicationFailed(turn);
      return false;
    case 'skip':
      giveUp(turn, work, run, 'skip');
      return true;
    case 'dead-letter':
      sendDeadLetter(turn, work, run, attempt);
      return false;
  }
}

/** One that neither works nor waits tries again and again: here, every millisecond. */
const backoffUs = ({ backoffMs }: Poison, processingUs: number): number =>
  msToUs(processingUs > 0 ? backoffMs : Math.max(1, backoffMs));

function giveUp(turn: Turn, work: Work, run: RecordRun, how: 'skip' | 'dead-letter'): void {
  const { topic, partition, fromOffset: offset } = run;
  turn.effects.push({ kind: 'recordGivenUp', topic, partition, offset, how });
  passRecords(turn, work, run, 1);
}

function sendDeadLetter(turn: Turn, work: Work, { topic, partition, poisoned }: RecordRun, attempts: number): void {
  const { consumer } = turn;
  const record = poisoned[0];
  if (record === undefined) return;
  const id = -2 - consumer.ownCalls;
  consumer.ownCalls += 1;
  change(turn, { ...work, step: 'dead-letter', untilUs: null, waitsFor: id });
  const to = consumer.config.poison?.deadLetterTopic ?? `${topic}.DLT`;
  turn.effects.push({ kind: 'deadLetter', id, to, topic, partition, record, attempts });
}

/** Its producer was answered. What could not be written is tried again from the start: nothing is lost. */
export function onDeadLetterEnded(turn: Turn, id: number, written: boolean): void {
  const { work, config } = turn.consumer;
  const [run] = work?.runs ?? [];
  if (work === null || run === undefined || work.step !== 'dead-letter' || work.waitsFor !== id) return;
  if (written) {
    giveUp(turn, work, run, 'dead-letter');
    change(turn, { waitsFor: null });
    return;
  }
  waitUntil(turn, 'backoff', turn.ctx.nowUs + msToUs(Math.max(config.poison?.backoffMs ?? 0, 1)));
}

/** All records are done with: the calls that came meanwhile, and then the next poll, or the end. */
function endWork(turn: Turn): void {
  const { consumer } = turn;
  consumer.work = null;
  const calls = consumer.waitingCalls;
  consumer.waitingCalls = [];
  for (const call of calls) takeCall(turn, call);
  if (consumer.closeWhenDone) beginClose(turn);
}

/** The application hangs wherever it is; its client's heartbeats go on. */
export function freeze(turn: Turn): void {
  const { consumer, ctx } = turn;
  if (consumer.frozen) return;
  consumer.frozen = true;
  const { work } = consumer;
  if (work === null || work.untilUs === null) return;
  consumer.work = { ...work, untilUs: work.untilUs - ctx.nowUs };
  turn.effects.push({ kind: 'cancelTimer', key: 'work' });
}

export function unfreeze(turn: Turn): void {
  const { consumer, ctx } = turn;
  if (!consumer.frozen) return;
  consumer.frozen = false;
  const { work } = consumer;
  if (work !== null && work.untilUs !== null) waitUntil(turn, work.step, ctx.nowUs + work.untilUs);
}

/** What the application does with the partition of its next record; null: nothing is left. */
export function nextRecord({ work }: Consumer): (TopicPartition & { readonly offset: number }) | null {
  const [run] = work?.runs ?? [];
  return run === undefined ? null : { topic: run.topic, partition: run.partition, offset: run.fromOffset };
}
