import type { BiographyTexts, EvidenceItemTexts } from '../evidence.ts';
import { partitionCode } from '../sentence-parts.ts';
import { code, words } from '../words.ts';

const broker = (id: number) => words`broker ${code(id)}`;
const place = (index: number): string => (index === 0 ? 'as its first record' : `behind ${index} others`);

const lines: BiographyTexts = {
  created: (it) =>
    it.key === null
      ? words`Producer ${code(it.producer)} sends it, without a key.`
      : words`Producer ${code(it.producer)} sends it, with the key ${code(it.key)}.`,
  batched: (it) => words`It goes into a batch, ${place(it.index)}.`,
  sent: (it) =>
    it.attempt === 1
      ? words`Its batch of ${it.records} leaves for ${broker(it.broker)}.`
      : words`Its batch of ${it.records} leaves again, for ${broker(it.broker)}: attempt ${it.attempt}.`,
  failed: (it) =>
    it.final
      ? words`The producer gives it up: ${code(it.error)}. Whether it was written, it cannot know.`
      : words`The producer gets ${code(it.error)} and will try again.`,
  appended: (it) =>
    it.other
      ? words`Appended at offset ${code(it.offset)} in epoch ${code(it.epoch)} on ${broker(it.broker)}: another copy of the same send.`
      : words`Appended at offset ${code(it.offset)} in epoch ${code(it.epoch)} on ${broker(it.broker)}, the leader.`,
  copied: (it) => words`Copied to ${broker(it.broker)}.`,
  committed: (it) => words`Committed: the ${code('high watermark')} is ${code(it.highWatermark)}.`,
  acknowledged: (it) => words`The producer is told that it is written, at offset ${code(it.offset)}.`,
  'not-awaited': () => words`With ${code('acks=0')} the producer takes it for written.`,
  read: (it) =>
    it.times === 1
      ? words`${code(it.member)} of group ${code(it.group)} reads it.`
      : words`${code(it.member)} of group ${code(it.group)} reads it: the group’s time number ${it.times}.`,
  processed: (it) =>
    it.times === 1
      ? words`${code(it.member)} has processed it.`
      : words`${code(it.member)} has processed it: the group’s time number ${it.times}.`,
  'offset-committed': (it) => words`Group ${code(it.group)} commits offset ${code(it.offset)}, beyond it.`,
  deleted: (it) => {
    if (it.why === 'retention') return words`Deleted on ${broker(it.broker)} by retention.`;
    if (it.why === 'delete-records')
      return words`Deleted on ${broker(it.broker)} on request (${code('DeleteRecords')}).`;
    return words`Deleted on ${broker(it.broker)}, as the leader’s log starts later.`;
  },
  compacted: (it) => words`Compacted away on ${broker(it.broker)}: its key has a newer record.`,
  truncated: (it) =>
    words`Cut from the log of ${broker(it.broker)}: its leader ${code(it.leader)} has another history, of epoch ${code(it.leaderEpoch)}.`,
  'not-on-disk': (it) => words`Gone with the process of ${broker(it.broker)}: its disk did not have it yet.`,
  removed: (it) => words`Removed with the whole log: ${broker(it.broker)} is no replica any more.`,
  lost: (it) => words`Lost: ${broker(it.broker)} leads from epoch ${code(it.epoch)} on and does not have it.`,
};

const offsets = ({ first, last }: { readonly first: number; readonly last: number }) =>
  first === last ? words`offset ${code(first)}` : words`offsets ${code(first)}–${code(last)}`;
const ofKey = (key: string | null) => (key === null ? words`without a key` : words`with the key ${code(key)}`);

const items: EvidenceItemTexts = {
  lost: (it) => words`${partitionCode(it)}, ${offsets(it)} of epoch ${code(it.epoch)}: acknowledged, then lost.`,
  duplicated: (it) =>
    words`${partitionCode(it)}, ${offsets(it)}: sent once by ${code(it.producer)}, ${ofKey(it.key)}, and already at ${code(it.copyOf)}.`,
  reordered: (it) =>
    words`${partitionCode(it)}, ${offsets(it)}: ${code(it.producer)} sent it, ${ofKey(it.key)}, before what lies at ${code(it.behind)}.`,
  'processed-twice': (it) =>
    words`${partitionCode(it)}, ${offsets(it)}: processed again, by ${code(it.member)} of ${code(it.group)}.`,
  skipped: (it) => words`${partitionCode(it)}, ${offsets(it)}: ${code(it.member)} of ${code(it.group)} went on behind.`,
  'out-of-order': (it) =>
    words`${partitionCode(it)}, ${offsets(it)}, ${ofKey(it.key)}: ${code(it.member)} of ${code(it.group)} processed it after ${code(it.behind)}.`,
  unavailable: (it) => words`${partitionCode(it)}: nobody could be asked for it for ${it.took}.`,
  stoodStill: (it) =>
    it.why === 'joining'
      ? words`${code(it.member)} of ${code(it.group)} waited ${it.took} for a rebalance; ${it.partitions} of its partitions stood still.`
      : words`${code(it.member)} of ${code(it.group)} was dead for ${it.took} before the group knew; ${it.partitions} partitions stood still.`,
};

export const evidence = {
  numbers: {
    lost: 'Acknowledged records lost',
    duplicated: 'Records duplicated in a log',
    reordered: 'Records reordered per key',
    unavailable: 'Partitions unavailable',
    'stood-still': 'Groups stood still',
    'processed-twice': 'Records processed twice',
    skipped: 'Records skipped',
    'out-of-order': 'Records processed out of order per key',
  },
  meaning: {
    lost: words`A producer was told that they are written. ${code('acks=all')} with ${code('min.insync.replicas')} above 1 prevents it.`,
    duplicated: words`One send that was tried again and appended twice. ${code('enable.idempotence=true')} prevents it.`,
    reordered: words`They lie behind a record of their key that was sent later: several requests in flight, and one was tried again. ${code('enable.idempotence=true')} prevents it, or ${code('max.in.flight.requests.per.connection=1')}.`,
    unavailable: words`Summed over partitions: from the end, or the standstill, of a leader to the next one’s beginning.`,
    'stood-still': words`Summed over members: partitions that they had and did not read.`,
    'processed-twice': words`Processed by a member again: what a group had processed and not committed.`,
    skipped: words`The group went on behind them, and nobody processed them: after a reset, or a commit ahead of the work of a process that died.`,
    'out-of-order': words`Processed after one of their key that lies behind them or was sent later.`,
  },
  none: 'None so far.',
  at: 'At',
  items,
  biography: {
    title: 'Biography',
    tell: 'Tell its biography',
    again: 'Tell it up to now',
    asOf: (time: string) => `up to ${time}`,
    working: (percent: number) => `The run is played again: ${percent} %`,
    none: 'Up to here no leader has appended such a record.',
    tooOld: 'This run came back from storage with other bytes than its link gives: its past cannot be played again.',
    goTo: (time: string) => `Go to ${time}`,
    later: 'later than now',
    onBrokers: (ids: string) => `In the end it is in the logs of brokers ${ids}.`,
    nowhere: 'In the end no log has it.',
    lines,
  },
};
