import { code, type Words, words } from '../words.ts';

const number = (value: number): string => value.toLocaleString('en');
const keys = (count: number): string => (count === 1 ? '1 key' : `${number(count)} keys`);
const lines = (count: number): string => (count === 1 ? '1 line' : `${number(count)} lines`);
const percent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;

/** What the topic lens says. */
export const topicLens = {
  topic: 'Topic',
  parts: { rulers: 'Offsets', keys: 'Paste your keys' },
  part: 'What to see of it',
  zoom: 'Records',
  zooms: { all: 'all', last: (records: number) => `last ${records}` },
  none: 'There is no topic at this moment.',
  noneHint: 'A topic can be created beside the stage, when nothing is selected.',
  picture: (topic: string) =>
    `Offsets of topic ${topic}: a ruler for each partition, with every replica’s log and every group’s offsets. Up and down go from thing to thing, left and right from record to record of a replica, Enter selects.`,
  hint: 'Point at a replica, a record or a group: what it is stands here.',
  marks: {
    logStartOffset: { name: 'Log Start Offset', short: 'Start' },
    highWatermark: { name: 'High Watermark', short: 'HW' },
    logEndOffset: { name: 'Log End Offset', short: 'LEO' },
  },
  say: {
    partition: (name: string, leader: string, isr: string, start: number, watermark: number, end: number) =>
      `${name}: ${leader}, in-sync replicas ${isr}. Offsets ${start} to ${end}; below ${watermark} everything is committed.`,
    replica: (name: string, broker: number, role: string, end: number, watermark: number) =>
      `${name} on broker ${broker}, ${role}: log end offset ${end}, and it knows the high watermark ${watermark}.`,
    behind: (count: number) => (count === 1 ? '1 record is not copied yet.' : `${count} records are not copied yet.`),
    notInSync: 'It is not among the in-sync replicas.',
    committed: (name: string, offset: number, broker: number) =>
      `Record ${offset} of ${name} on broker ${broker}: below the high watermark, so consumers may read it.`,
    uncommitted: (name: string, offset: number, broker: number) =>
      `Record ${offset} of ${name} on broker ${broker}: written, but above the high watermark, so no consumer sees it yet.`,
    group: (group: string, name: string) => `Group ${group} on ${name}:`,
    committedOffset: (offset: number, lag: number) =>
      `it committed offset ${offset}, so it is ${lag === 1 ? '1 record' : `${lag} records`} behind the high watermark;`,
    noCommit: 'nothing is committed yet;',
    noCoordinator: 'no coordinator can say now what is committed;',
    position: (offset: number) => `its next read begins at ${offset}.`,
    noPosition: 'nobody reads it now.',
  },
  paste: {
    keys: 'Keys, one a line',
    hint: (most: string, length: string): Words =>
      words`As ${code('StringSerializer')} writes them, in UTF-8; blanks belong to a key. Up to ${most} different keys of up to ${length} characters. They stay in this browser tab.`,
    sample: 'Sample keys',
    clear: 'Clear',
    before: 'Partitions now',
    after: 'Partitions then',
    ofTopic: (topic: string, partitions: number) =>
      `${topic} has ${partitions === 1 ? '1 partition' : `${partitions} partitions`}.`,
    range: (most: number) => `From 1 to ${most}.`,
    rule: words`A key goes to partition ${code('toPositive(murmur2(key)) % partitions')}, also when that partition has no leader.`,
    empty: 'Paste keys on the left, or take the sample: where each goes is shown at once.',
    read: (count: number, all: number): string =>
      count === all ? `${keys(count)}.` : `${keys(count)} on ${lines(all)}; each counts once.`,
    tooLong: (count: number, most: string) => `${lines(count)} left out: longer than ${most} characters.`,
    tooMany: (count: number, most: string) => `${lines(count)} left out: there are ${most} different keys already.`,
    cut: (most: string) => `Only the first ${most} characters were read.`,
    spread: 'How they spread',
    skew: (partition: number, count: number, times: string): string =>
      `The fullest is partition ${partition} with ${keys(count)}: ${times} times the mean.`,
    even: 'Every partition has as many keys.',
    unused: (count: number) => (count === 1 ? '1 partition gets no key.' : `${count} partitions get no key.`),
    partition: (partition: number) => `partition ${partition}`,
    share: (count: number, share: number) => `${number(count)} · ${percent(share)}`,
    nowWith: (partitions: number) => `now, ${partitions}`,
    thenWith: (partitions: number) => `then, ${partitions}`,
    perPartition: 'Keys of each partition; the dashed line is the mean',
    moves: 'Which keys move',
    moved: (count: number, all: number, from: number, to: number): string =>
      `From ${from} to ${to} partitions, ${number(count)} of ${keys(all)} ${count === 1 ? 'moves' : 'move'} (${percent(all === 0 ? 0 : count / all)}).`,
    expected: (share: number) => `Evenly hashed keys: ${percent(share)} on average.`,
    orderLost:
      'Kafka moves no record that is written: the older records of a moved key stay in its old partition, and nothing keeps their order against the new ones.',
    fewer: 'Kafka refuses to take partitions away: a topic with fewer has to be created anew.',
    same: 'With as many partitions every key stays.',
    onlyMoved: 'Only keys that move',
    table: 'Keys and their partitions',
    noneMoves: 'No key moves.',
    columns: { key: 'key', times: 'lines', before: 'now', after: 'then', what: 'moves?' },
    goes: 'moves',
    stays: 'stays',
  },
};
