import { assert } from '../base/assert.ts';
import { hashState } from '../base/state-hash.ts';
import type { PartitionLog } from '../kafka/log/partition-log.ts';
import { stateFrom, takeCheckpoint } from './checkpoint.ts';
import type { Command, TimedCommand } from './command.ts';
import { applyCommand } from './commands.ts';
import { bytesHeld, checkpointEveryUs, type KeptCheckpoint, withCheckpoint } from './kept-checkpoints.ts';
import { mergedLines, type ServerLogLine, withoutLines } from './server-log/server-log.ts';
import type { ClusterSetup } from './setup.ts';
import { createSimulation, runNextEvent } from './simulation.ts';
import { replicaKey, type SimState } from './state.ts';
import type { Update } from './update.ts';

/** What a run is made of: the same seed, setup and commands give the same run to the byte. */
export interface RunOrigin {
  readonly seed: number;
  readonly startTimeMs: number;
  readonly setup: ClusterSetup;
  /** Ordered by time. */
  readonly commands: readonly TimedCommand[];
}

/** A run in progress, with the checkpoints that make it possible to go back. */
export interface Run {
  readonly origin: RunOrigin;
  state: SimState;
  /** Largest generation handed out. */
  cow: number;
  commands: readonly TimedCommand[];
  /** Commands that have been applied; the rest lies in the future. */
  applied: number;
  checkpoints: readonly KeptCheckpoint[];
  /** The newest lines of the servers' logs; also those of moments that the run was at and has gone back from. */
  serverLog: readonly ServerLogLine[];
}

/** A run at time 0; commands of the origin are applied when their time comes. */
export function openRun(origin: RunOrigin): Run {
  const state = createSimulation(origin.setup, origin.seed, origin.startTimeMs);
  const run: Run = {
    origin,
    state,
    cow: state.cow,
    commands: origin.commands,
    applied: 0,
    checkpoints: [],
    serverLog: [],
  };
  keepCheckpoint(run);
  return run;
}

/** A run that goes on from a state that was saved. */
export function runFrom(origin: RunOrigin, state: SimState, applied: number): Run {
  const run: Run = {
    origin,
    state,
    cow: state.cow,
    commands: origin.commands,
    applied,
    checkpoints: [],
    serverLog: [],
  };
  keepCheckpoint(run);
  return run;
}

export const nowUs = (run: Run): number => run.state.nowUs;
export const eventCount = (run: Run): number => run.state.eventCount;
/** What the run keeps in memory, bytes, about: see byte-budget.ts. */
export const memoryHeld = (run: Run): { logs: number; checkpoints: number } => bytesHeld(run.state, run.checkpoints);
export const runCommands = (run: Run): readonly TimedCommand[] => run.commands.slice(0, run.applied);

function keepCheckpoint(run: Run): void {
  run.cow += 1;
  const checkpoint = takeCheckpoint(run.state, run.cow);
  const { nowUs: atUs } = run.state;
  run.checkpoints = withCheckpoint(run.checkpoints, { ...checkpoint, atUs, applied: run.applied, bytesApart: 0 });
}

/** Told after each event and after each act, with the state as it then is; it must not write to it. */
export type Observer = (s: SimState, after: 'event' | 'act') => void;

/**
 * Runs every event up to and including `untilUs` and applies the commands that are due, each after every event of its
 * moment. `stop` is asked every 256 events; when it says so, the run stands at the end of the last event's moment, as it
 * would if it had been sent there.
 */
export function advanceTo(
  run: Run,
  untilUs: number,
  stop: () => boolean = () => false,
  observe: Observer | null = null,
): void {
  let sinceAsked = 0;
  for (;;) {
    const due = run.commands[run.applied];
    const target = due === undefined ? untilUs : Math.min(untilUs, due.atUs);
    const nextCheckpoint = (run.checkpoints.at(-1)?.atUs ?? 0) + checkpointEveryUs;
    while (runNextEvent(run.state, Math.min(target, nextCheckpoint))) {
      observe?.(run.state, 'event');
      sinceAsked += 1;
      if (sinceAsked < 256) continue;
      sinceAsked = 0;
      if (stop()) return advanceTo(run, run.state.nowUs, undefined, observe);
    }
    run.state.nowUs = Math.max(run.state.nowUs, Math.min(target, nextCheckpoint));
    if (run.state.nowUs < target) {
      keepCheckpoint(run);
      continue;
    }
    if (due === undefined || due.atUs > untilUs) return;
    applyCommand(run.state, due.command);
    run.applied += 1;
    observe?.(run.state, 'act');
  }
}

/** Does something now, after every event of this moment. What lay in the future is given up: this is another line. */
export function actOn(run: Run, command: Command, observe: Observer | null = null): void {
  advanceTo(run, run.state.nowUs, undefined, observe);
  const atUs = run.state.nowUs;
  run.commands = [...run.commands.slice(0, run.applied), { atUs, command }];
  forgetLaterLines(run);
  applyCommand(run.state, command);
  run.applied += 1;
  observe?.(run.state, 'act');
}

/** To the next moment at which something happens, with all that happens in it. */
export function stepEvent(run: Run, observe: Observer | null = null): void {
  const next = run.state.queue[0];
  const due = run.commands[run.applied];
  const at = Math.min(next?.at ?? Number.POSITIVE_INFINITY, due?.atUs ?? Number.POSITIVE_INFINITY);
  if (at < Number.POSITIVE_INFINITY) advanceTo(run, at, undefined, observe);
}

/** To a moment, forward or back. Back: from the checkpoint before it, by replay; later commands lie in the future again. */
export function seekTo(run: Run, atUs: number): void {
  if (atUs < run.state.nowUs) {
    restore(run, (kept) => kept.atUs <= atUs);
  }
  advanceTo(run, atUs);
}

function restore(run: Run, fits: (kept: KeptCheckpoint) => boolean): void {
  const at = run.checkpoints.findLastIndex(fits);
  const kept = run.checkpoints[at];
  assert(kept !== undefined, 'the first checkpoint lies before every moment');
  takeLines(run);
  run.cow += 1;
  run.state = stateFrom(kept, run.cow);
  run.applied = kept.applied;
  run.checkpoints = run.checkpoints.slice(0, at + 1);
}

/** Takes the last act back and replays to where the run stood; false when there was none. */
export function undoLast(run: Run): boolean {
  const last = run.commands[run.applied - 1];
  if (last === undefined) return false;
  const stood = run.state.nowUs;
  const first = run.checkpoints[0];
  if (first !== undefined && first.applied >= run.applied) return false;
  restore(run, (kept) => kept.applied < run.applied);
  forgetLaterLines(run);
  run.commands = run.commands.filter((command) => command !== last);
  advanceTo(run, stood);
  return true;
}

/** What happened since the last call, oldest first. */
export function drainUpdates(run: Run): Update[] {
  const { updates } = run.state;
  run.state.updates = [];
  return updates;
}

function takeLines(run: Run): void {
  run.serverLog = mergedLines(run.serverLog, run.state.serverLog.lines);
  run.state.serverLog = withoutLines(run.state.serverLog);
}

/** The run goes another way from here on. */
function forgetLaterLines(run: Run): void {
  takeLines(run);
  const { count } = run.state.serverLog;
  run.serverLog = run.serverLog.filter(({ id }) => id <= count);
}

/**
 * The newest lines of the servers' logs, oldest first. Lines of later moments are those that the run had come to before
 * it went back: it will write them again.
 */
export function serverLogOf(run: Run): readonly ServerLogLine[] {
  takeLines(run);
  return run.serverLog;
}

/** Hash of everything that decides how the run goes on; the same in every JavaScript engine. */
export function stateHash(run: Run): string {
  const { updates: _, setup: __, cow: ___, serverLog: ____, heard: _____, ...rest } = run.state;
  return hashState(rest);
}

export function logOf(run: Run, broker: number, topic: string, partition: number): PartitionLog | undefined {
  if (!run.state.topicNumbers.has(topic)) return undefined;
  return run.state.logs.get(replicaKey(run.state, broker, topic, partition));
}
