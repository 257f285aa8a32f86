import { latestEpoch } from '../../kafka/log/partition-log.ts';
import type { SimEvent } from '../event-queue.ts';
import type { SimState } from '../state.ts';
import type { Run } from '../timeline.ts';
import type { Biography, BiographyEvent, BiographyLine, RecordName } from './biography-line.ts';
import { watchCopies } from './copies-watch.ts';
import { awaitAppend, dataFor, type FirstAppend, type Origin, produceIn } from './first-append.ts';
import { watchReaders } from './readers-watch.ts';
import { holders, isYetToCome, logOn } from './record-place.ts';
import { type Onlooker, playOn, type Replay, replayFrom } from './replay.ts';
import { watchSender } from './sender-watch.ts';

/*
 * A record's biography is not recorded: the run is played again beside the one that goes on, with an onlooker that has an
 * eye on this record alone. Once to see who sent it, from the last checkpoint before its append; and once from before
 * it was sent to the present moment.
 */

export type BiographyAnswer =
  /** Microseconds of simulated time that have been played again, and how many it will be, as far as is known. */
  | { readonly kind: 'working'; readonly playedUs: number; readonly ofUs: number }
  | { readonly kind: 'told'; readonly biography: Biography }
  /** The run was restored from storage with other bytes than its document gives: what was before cannot be played again. */
  | { readonly kind: 'too-old' };

/** A biography that is being written. */
export interface BiographyWork {
  /** Goes on until it is told or `stop`, asked now and then, wants a pause. */
  goOn(stop: () => boolean): BiographyAnswer;
}

/** `fromStart`: the run's document gives the run from its beginning, too. */
export function writeBiography(run: Run, name: RecordName, fromStart: boolean): BiographyWork {
  const untilUs = run.state.nowUs;
  const first = awaitAppend(name);
  let replay: Replay | null = startBefore(run, fromStart, name);
  let fromUs = replay?.state.nowUs ?? 0;
  let second: Listener | null = null;
  return {
    goOn(stop) {
      if (replay === null) return { kind: 'too-old' };
      if (second === null) {
        if (playOn(replay, untilUs, first, stop) === 'paused') return working(replay);
        const found = first.found();
        if (found === null) return { kind: 'told', biography: { lines: [], onBrokers: [], appendedAtUs: null } };
        replay = startAt(run, fromStart, found);
        if (replay === null) return { kind: 'too-old' };
        fromUs = replay.state.nowUs;
        second = listenFor(name, found.origin, untilUs);
        replay.state.heard = [];
      }
      if (playOn(replay, untilUs, second, stop) === 'paused') return working(replay);
      return { kind: 'told', biography: second.biography() };
    },
  };

  function working({ state }: Replay): BiographyAnswer {
    return { kind: 'working', playedUs: state.nowUs - fromUs, ofUs: untilUs - fromUs };
  }
}

/** From the last checkpoint that the record's append lies behind. */
function startBefore(run: Run, fromStart: boolean, name: RecordName): Replay | null {
  const after = run.checkpoints.findIndex(({ state }) => !isYetToCome(state, name));
  const kept = after < 0 ? run.checkpoints.at(-1) : run.checkpoints[after - 1];
  if (kept !== undefined) return replayFrom(run, kept);
  return fromStart ? replayFrom(run, null) : null;
}

/** From the last checkpoint before the record was made; one with sends that wait may have it among them. */
function startAt(run: Run, fromStart: boolean, { origin, sinceUs }: FirstAppend): Replay | null {
  const kept = run.checkpoints.findLast(({ atUs, state }) => {
    const producer = origin === null ? undefined : state.producers.get(origin.node)?.producer;
    return atUs < sinceUs && (producer === undefined || producer.blocked.length === 0);
  });
  if (kept !== undefined) return replayFrom(run, kept);
  return fromStart ? replayFrom(run, null) : null;
}

/** A leader's append of the record's batch, whether it is the record that was asked for or another copy of it. */
interface Append {
  readonly broker: number;
  readonly offset: number;
  readonly epoch: number;
}

interface Listener extends Onlooker {
  biography(): Biography;
}

function listenFor(name: RecordName, origin: Origin | null, untilUs: number): Listener {
  const sender = origin === null ? null : watchSender(name, origin);
  const copies = watchCopies(name);
  const readers = watchReaders(name);
  const lines: BiographyLine[] = [];
  const places: number[] = [];
  let endBefore = 0;
  let appendedAtUs: number | null = null;

  function appendOf(s: SimState, event: SimEvent | null): Append | null {
    if (origin !== null) return appendBy(s, origin, name, event, endBefore);
    const [broker] = appendedAtUs === null ? holders(s, name) : [];
    return broker === undefined ? null : { broker, offset: name.offset, epoch: name.epoch };
  }

  return {
    before(s, event) {
      endBefore = (event !== null && 'to' in event && logOn(s, event.to, name)?.logEndOffset) || 0;
    },
    after(s, event) {
      const tell = (told: BiographyEvent, atUs = s.nowUs): unknown => lines.push({ ...told, atUs });
      const append = appendOf(s, event);
      const isOther = append !== null && (append.offset !== name.offset || append.epoch !== name.epoch);
      if (append !== null) {
        places.push(append.offset);
        tell({ kind: 'appended', ...append, other: isOther });
        if (!isOther) appendedAtUs ??= s.nowUs;
      }
      const appendedOn = append === null || isOther ? null : append.broker;
      for (const told of copies.look(s, event, appendedOn)) tell(told);
      for (const step of s.heard ?? []) {
        for (const { sinceUs, ...told } of sender?.step(s, step, places) ?? []) tell(told, sinceUs);
        if (appendedAtUs === null || copies.isLost()) continue;
        for (const told of readers.step(s, step)) tell(told);
      }
      return s.nowUs > untilUs;
    },
    biography: () => ({ lines, onBrokers: copies.onBrokers(), appendedAtUs }),
  };
}

/** What a Produce with the record has just added to the log of the broker that it came to. */
function appendBy(
  s: SimState,
  origin: Origin,
  name: RecordName,
  event: SimEvent | null,
  endBefore: number,
): Append | null {
  const produce = produceIn(event);
  const data = produce?.from === origin.node ? dataFor(produce.request, name) : undefined;
  if (event === null || !('to' in event) || data?.firstOrdinal === undefined) return null;
  const index = origin.ordinal - data.firstOrdinal;
  const log = logOn(s, event.to, name);
  if (log === undefined || log.logEndOffset <= endBefore || index < 0 || index >= data.batch.count) return null;
  return { broker: event.to, offset: endBefore + index, epoch: latestEpoch(log) ?? -1 };
}
