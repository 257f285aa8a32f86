import type { MetadataImage } from '../../kafka/controller/metadata-image.ts';
import { type BrokenPromise, broken } from '../checkers/broken-promise.ts';
import { checkBrokerEpochs, createBrokerEpochsSeen } from '../checkers/broker-epochs.ts';
import { checkCalm } from '../checkers/calm.ts';
import { checkCommitted, createCommittedSeen } from '../checkers/committed.ts';
import { checkControllerRecords } from '../checkers/controller-records.ts';
import { checkLeaders, createLeadersSeen } from '../checkers/leaders.ts';
import { checkLogMatching } from '../checkers/log-matching.ts';
import { checkLogOrder } from '../checkers/log-order.ts';
import { checkOffsets } from '../checkers/offsets.ts';
import { checkQuorum, createQuorumSeen } from '../checkers/quorum.ts';
import type { Command } from '../command.ts';
import { actOn, advanceTo, eventCount, nowUs, openRun, type Run, seekTo, stateHash, stepEvent } from '../timeline.ts';
import { committedImage } from '../view/committed-image.ts';
import type { Schedule } from './schedule.ts';

export interface Failure extends BrokenPromise {
  readonly atUs: number;
  readonly event: number;
}

const second = 1_000_000;
/** A controlled shutdown that was under way ends in this time. */
const shutdownUs = 30 * second;
/** Longer than the timeouts that may follow each other: sessions, request.timeout.ms, a rebalance. */
const recoveryUs = 180 * second;

/** Runs a schedule under every check; null when all promises were kept. `watch` is called after every simulated second. */
export function fuzz(schedule: Schedule, watch: (run: Run) => void = () => undefined): Failure | null {
  const run = openRun(schedule.origin);
  try {
    const failure = trouble(run, schedule, watch) ?? calm(run, schedule) ?? replay(run, schedule);
    return failure === null ? null : { ...failure, atUs: nowUs(run), event: eventCount(run) };
  } catch (error) {
    const detail = error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
    return { promise: 'no invariant of the engine fails', detail, atUs: nowUs(run), event: eventCount(run) };
  }
}

/** Step by step through the acts: cheap checks after every moment, the thorough ones once a second. */
function trouble(run: Run, schedule: Schedule, watch: (run: Run) => void): BrokenPromise | null {
  const seen = createLeadersSeen();
  const committed = createCommittedSeen();
  const quorum = createQuorumSeen();
  const brokerEpochs = createBrokerEpochsSeen();
  let image: MetadataImage = committedImage(run.state);
  let thoroughAtUs = 0;
  while (nowUs(run) < schedule.troubleEndsUs) {
    stepEvent(run);
    const s = run.state;
    const cheap = checkOffsets(s) ?? checkLeaders(s, seen) ?? checkCommitted(s, committed) ?? checkLogOrder(s, 'ends');
    if (cheap !== null) return cheap;
    const voters = checkQuorum(s, quorum);
    if (voters !== null) return voters;
    // Who is left after a controller's death may not know yet all that is committed.
    const now = committedImage(s);
    if (now.offset > image.offset) {
      const records = checkControllerRecords(image, now) ?? checkBrokerEpochs(now, brokerEpochs);
      if (records !== null) return records;
      image = now;
    }
    if (nowUs(run) < thoroughAtUs) continue;
    thoroughAtUs = nowUs(run) + second;
    const thorough = checkLogMatching(s) ?? checkLogOrder(s, 'all');
    if (thorough !== null) return thorough;
    watch(run);
  }
  return null;
}

/** Faults end, everything is switched on, nobody produces. */
function calm(run: Run, { origin }: Schedule): BrokenPromise | null {
  const { brokers, controllers, links, producers } = run.state;
  const acts: Command[] = [{ do: 'power-on' }, { do: 'change-network', latencyUs: 1000, jitterUs: 100 }];
  for (const { from, to } of links.values()) {
    acts.push({ do: 'heal-link', from, to }, { do: 'slow-link', from, to, latencyUs: null });
  }
  for (const controller of controllers.keys()) {
    acts.push({ do: 'resume-controller', controller }, { do: 'start-controller', controller });
  }
  for (const id of brokers.keys()) acts.push({ do: 'start-broker', broker: id });
  for (const { id, removed } of producers.values()) {
    if (!removed) acts.push({ do: 'change-producer', producer: id, ratePerSecond: 0 });
  }
  for (const command of acts) actOn(run, command);
  advanceTo(run, nowUs(run) + shutdownUs);
  for (const id of run.state.brokers.keys()) actOn(run, { do: 'start-broker', broker: id });
  advanceTo(run, nowUs(run) + recoveryUs);
  const wrong =
    checkCalm(run.state) ?? checkLogMatching(run.state) ?? checkLogOrder(run.state, 'all') ?? checkOffsets(run.state);
  if (wrong !== null) return wrong;
  return run.commands.length < origin.commands.length ? broken('acts', 'an act was dropped') : null;
}

/** The same acts from the start, and from a checkpoint in the middle, give the same hash. */
function replay(run: Run, { origin, troubleEndsUs }: Schedule): BrokenPromise | null {
  const end = nowUs(run);
  const hash = stateHash(run);
  const again = openRun({ ...origin, commands: run.commands });
  advanceTo(again, end);
  if (stateHash(again) !== hash) return broken('replay', 'the same run has another hash');
  seekTo(again, Math.floor(troubleEndsUs / 2));
  advanceTo(again, end);
  return stateHash(again) === hash ? null : broken('replay', 'back to a checkpoint and on gives another hash');
}

/** Leaves out acts as long as the same promise breaks: what is left is easier to read. */
export function shrink(schedule: Schedule, failure: Failure): Schedule {
  let smallest = schedule;
  for (let at = schedule.origin.commands.length - 1; at >= 0; at--) {
    const commands = smallest.origin.commands.filter((_, i) => i !== at);
    const smaller = { ...smallest, origin: { ...smallest.origin, commands } };
    if (fuzz(smaller)?.promise === failure.promise) smallest = smaller;
  }
  return smallest;
}
