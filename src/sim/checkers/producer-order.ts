import { incrementSequence, isControlBatch, lastSequence } from '../../kafka/record/batch-format.ts';
import type { RecordBatch } from '../../kafka/record/record-batch.ts';
import { logConfigOf } from '../settings.ts';
import { type SimState, wallMs } from '../state.ts';
import { type Checker, remembering } from './checker.ts';
import type { ReplicaChange } from './seen/replica-change.ts';
import type { Step } from './seen/step.ts';
import type { WatchedPartition } from './seen/watched-partition.ts';

/*
 * What producers with an id have written into each log, remembered by log and id: two promises look at it. They hold of
 * what a leader appends after what its own log holds: of a producer whose batches are all gone from there (retention, a
 * log begun anew at its leader's start), or that has expired, a leader knows nothing, and takes any sequence.
 */

/** The latest batch of a producer in a log. */
interface Latest {
  readonly epoch: number;
  /** −1: only a marker of this epoch. */
  readonly lastSequence: number;
  readonly lastOffset: number;
  readonly maxTimestamp: number;
}

type Memory = Map<number, Map<number, Latest>>;

/** Each new batch of a producer in a leader's log, with the one before it there. */
function eachAppended(
  s: SimState,
  { changes, image }: Step,
  memory: Memory,
  look: (batch: RecordBatch, latest: Latest, partition: WatchedPartition) => string | null,
): string | null {
  for (const change of changes) {
    const { key, log, replica, partition, fresh, broker } = change;
    const known = log === null ? undefined : latestIn(memory, change);
    if (log === null || known === undefined) {
      memory.delete(key);
      continue;
    }
    for (const batch of fresh) {
      if (batch.producerId < 0) continue;
      const latest = known.get(batch.producerId);
      known.set(batch.producerId, latestAfter(batch, latest));
      if (replica?.role !== 'leader' || change.before === null) continue;
      if (latest === undefined || latest.lastOffset < log.logStartOffset) continue;
      const wrong = look(batch, latest, partition);
      if (wrong === null) continue;
      const { producerIdExpirationMs } = logConfigOf(s, image, partition.topic, broker);
      if (wallMs(s) - latest.maxTimestamp >= producerIdExpirationMs) continue;
      return `broker ${broker} ${partition.name}: producer ${batch.producerId} at offset ${batch.baseOffset}: ${wrong}`;
    }
  }
  return null;
}

/** Without what was cut off. */
function latestIn(memory: Memory, { key, before, now }: ReplicaChange): Map<number, Latest> {
  const known = before === null ? undefined : memory.get(key);
  if (known === undefined || now === null || before === null) {
    const none = new Map<number, Latest>();
    memory.set(key, none);
    return none;
  }
  if (now.logEndOffset >= before.logEndOffset) return known;
  for (const [id, { lastOffset }] of known) if (lastOffset >= now.logEndOffset) known.delete(id);
  return known;
}

function latestAfter(batch: RecordBatch, before: Latest | undefined): Latest {
  const { producerEpoch: epoch, lastOffset, maxTimestamp } = batch;
  const marked = before?.epoch === epoch ? before.lastSequence : -1;
  const last = isControlBatch(batch) ? marked : lastSequence(batch);
  return { epoch, lastSequence: last, lastOffset, maxTimestamp };
}

/**
 * P1. Sequences of one producer and epoch follow one another in a log, so that none is there twice; a new epoch begins
 * with 0. Source: ProducerAppendInfo.checkSequence. Not of compacted logs, where batches are missing.
 */
export const producerSequences: Checker = remembering(
  'producer sequences',
  ['P1'],
  () => new Map() as Memory,
  (s, step, memory) =>
    eachAppended(s, step, memory, (batch, latest, { compacted }) => {
      if (compacted || isControlBatch(batch)) return null;
      const isSameEpoch = batch.producerEpoch === latest.epoch;
      const expected = isSameEpoch ? incrementSequence(latest.lastSequence, 1) : 0;
      if (batch.baseSequence === expected) return null;
      return `sequence ${batch.baseSequence} of epoch ${batch.producerEpoch} after ${latest.lastSequence} of epoch ${latest.epoch}`;
    }),
);

/** P2. The epoch of a producer never falls in a log. Source: ProducerAppendInfo.checkProducerEpoch. */
export const producerEpochs: Checker = remembering(
  'producer epochs',
  ['P2'],
  () => new Map() as Memory,
  (s, step, memory) =>
    eachAppended(s, step, memory, ({ producerEpoch }, { epoch }) =>
      producerEpoch >= epoch ? null : `epoch ${producerEpoch} after ${epoch}`,
    ),
);
