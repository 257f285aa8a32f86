import { code, words } from '../words.ts';
import { actNames } from './act-names.ts';

export const acts = {
  names: actNames,
  command: 'Kafka’s command line',
  copyCommand: 'Copy the command',
  noCommand: 'Kafka has no command for it.',
  do: 'Do it',
  cancel: 'Cancel',
  whenPaused: 'The run is paused: press play to see it happen.',

  stopText: 'Controlled shutdown (SIGTERM): its leaders move first, then it goes.',
  killText: words`SIGKILL: it tells nobody; the controller waits for ${code('broker.session.timeout.ms')}.`,
  powerOffText: 'As a kill, and what its operating system had not yet written to the disk is gone.',
  pauseText: words`SIGSTOP: it answers nobody and its sockets stay open; after ${code('broker.session.timeout.ms')} it is fenced.`,
  resumeText: 'SIGCONT: it goes on where it stood, and may believe for a moment that it still leads.',
  unregisterText:
    'The controller forgets the broker, for good unless it starts again. Move its replicas to others first: what is assigned to it stays assigned.',
  startText: 'Opens its logs, registers, catches up and joins the ISRs again.',

  controllers: {
    kill: words`SIGKILL: if it led, the others elect another after ${code('controller.quorum.fetch.timeout.ms')}.`,
    stop: 'SIGTERM: if it leads, it hands over first, then it goes.',
    pause: 'SIGSTOP: its connections stay open, but it answers nobody.',
    resume: 'SIGCONT: it goes on where it stood.',
    start: 'Reads its log and takes its part in the quorum.',
  },

  addBroker: {
    id: 'Node id',
    rack: 'Rack',
    noRack: 'no rack',
    text: 'It gets replicas of new topics only, until partitions are reassigned to it.',
  },

  link: {
    cut: (from: string, to: string) => `Cut requests ${from} → ${to}`,
    heal: (from: string, to: string) => `Heal requests ${from} → ${to}`,
    slow: 'Slow the link',
    latencyMs: 'One way, ms',
    normal: 'Back to the network’s own latency',
    lose: (from: string, to: string) => `Lose packets ${from} → ${to}`,
    lossPercent: 'Lost, %',
    lossless: (from: string, to: string) => `Lose none ${from} → ${to}`,
  },

  rackPowerText:
    'Every broker of the rack at once; what their operating systems had not yet written to the disks is gone.',

  disk: {
    slow: 'Slow the disk',
    slowText:
      'Each append waits for the disk, and what comes behind it waits as well; followers that lag leave the ISR.',
    appendMs: 'An append, ms',
    flushMs: 'A flush, ms',
    normal: 'Make the disk fast again',
    fill: 'Fill the disk',
    fillText: words`The first append that does not fit fails with ${code('KAFKA_STORAGE_ERROR')}: the log directory is offline, and a broker that has no other halts.`,
    freeBytes: 'Bytes left for logs',
    free: 'Free the disk',
  },

  chaos: {
    title: 'Chaos',
    text: 'Faults come and go by themselves, from the dice of a seed: the same link brings the same chaos.',
    profile: 'Strength',
    profiles: {
      gentle: 'gentle: one fault at a time',
      rough: 'rough: two at a time, a majority stays',
      brutal: 'brutal: racks, disks, links, one broker stays',
    },
    seed: 'Seed',
    start: 'Start chaos',
    stop: 'Stop chaos',
    stopText: 'What it broke stays broken.',
  },

  elect: {
    text: 'The first replica of the list leads again, if it is in sync.',
    already: 'The preferred leader leads already: Kafka answers ELECTION_NOT_NEEDED.',
  },

  produce: {
    title: 'Produce a record',
    topic: 'Topic',
    key: 'Key',
    keyHint: 'empty: null key',
    value: 'Value',
    tombstone: 'null value (tombstone)',
    partition: 'Partition',
    byKey: 'by key, or sticky without one',
    acks: 'acks',
    acksText: {
      '0': '0: do not wait',
      '1': '1: the leader has it',
      all: 'all: every replica in sync has it',
    },
    headers: 'Headers',
    more: 'Headers and timestamp',
    headersHint: 'name: value, one a line',
    timestamp: 'Timestamp, ms since 1970',
    timestampHint: 'empty: when it is sent',
    send: 'Send the record',
    noTopic: 'There is no topic to produce to.',
  },

  topic: {
    name: 'Name',
    partitions: 'Partitions',
    replicationFactor: 'Replication factor',
    unset: 'default',
    create: 'Create the topic',
  },

  config: {
    name: 'Config',
    value: 'Value',
    back: (value: string) => `back to the default, ${value}`,
    change: 'Change the config',
  },

  reassign: {
    text: 'The new replicas copy first and join the ISR; only then the old ones leave. A list of another length changes the replication factor.',
    replicas: 'Replicas',
    hint: 'node ids, the preferred leader first',
    move: 'Reassign',
    cancel: 'Cancel the reassignment',
    cancelText: 'The replicas that were being added leave again, and throttles are taken back.',
    throttle: 'Throttle',
    throttleHint: 'bytes a second for each broker; empty: none',
    verify: 'Verify, and clear the throttle',
    verifyText:
      'When nothing moves any more, the throttled rates of all brokers and the throttled replicas of the topic are taken back. Until then a throttle stays and slows whatever falls behind.',
  },

  deleteRecords: {
    text: 'The log start offset moves up: what lies before it can no longer be read. Segments that lie before it as a whole are deleted.',
    before: 'Everything before offset',
    hint: '-1: up to the high watermark',
    remove: 'Delete the records',
  },

  deleteTopicText: 'Its partitions are gone at once; the directories are renamed and deleted a minute later.',
  uncleanText:
    'A replica outside the ISR leads: the partition can be used again, and what only the others have is lost.',

  partitions: {
    total: 'Partitions in all',
    text: 'Keys go to hash mod partitions: more partitions send a key elsewhere from now on. Fewer are refused, because the records of the partition that goes would have nowhere to go.',
    change: 'Change',
  },

  producer: {
    id: 'client.id',
    topic: 'Topic',
    rate: 'Records per second',
    keys: 'Keys',
    keyKinds: { none: 'no key', users: 'evenly from users', skewed: 'half of all to one user', list: 'your list' },
    keyList: 'Keys, one a line',
    keyListHint: (max: number) => `in this order, again and again; at most ${max}`,
    drawn: 'drawn from the list',
    alsoTo: 'In turn also to',
    load: 'Load',
    loadKinds: { rate: 'at a rate', burst: 'in bursts', count: 'so many, then done' },
    records: 'Records',
    everySeconds: 'Every … seconds',
    recordTitle: 'Serializers, value, headers, time',
    serializers: {
      string: 'String: UTF-8',
      integer: 'Integer: 4 bytes',
      long: 'Long: 8 bytes',
      json: 'JSON',
      bytes: 'bytes, in hexadecimal',
    },
    value: 'Value',
    valueKinds: { padded: 'number, padded to its size', template: 'a template', null: 'null (tombstones)' },
    template: 'Template of the value',
    templateHint: 'places: {n} {key} {producer} {topic} {time} {1..6}',
    tombstones: 'Tombstones, %',
    partition: 'Partition',
    partitionHint: 'empty: the partitioner chooses',
    time: 'Timestamp',
    timeKinds: { now: 'when it is sent', late: 'up to … ms before', at: 'always the same' },
    lateMs: 'At most, ms',
    atMs: 'ms since 1970',
    configs: 'Configs',
    configsNew: 'Empty: Kafka’s default.',
    configsText: 'The process is closed, which sends what it has, and starts anew. Empty: Kafka’s default.',
    configDefault: (value: string) => `default: ${value}`,
    addConfig: 'Set a config',
    chooseConfig: 'choose …',
    users: 'Users',
    acks: 'acks',
    valueBytes: 'Value size, bytes',
    add: 'Add the producer',
    change: 'Change',
    handOnly: '0 sends only what is produced by hand',
  },

  group: {
    id: 'group.id',
    topics: 'Topics',
    members: 'Consumers',
    processingMs: 'Time for a record, ms',
    strategyDefault: 'default: range, then cooperative sticky',
    add: 'Add the group',
  },

  reset: {
    text: 'Only for a group without members: they would commit over it. Close its consumers first.',
    topic: 'Topic',
    allTopics: 'all that it has committed',
    partitions: 'Partitions',
    partitionsHint: 'empty: all',
    to: 'To',
    kinds: {
      'to-earliest': 'earliest: the beginning',
      'to-latest': 'latest: the end',
      'to-offset': 'an offset',
      'shift-by': 'so many on or back',
      'to-current': 'current: where it is',
      'to-datetime': 'a time',
      'by-duration': 'so long ago',
    },
    numbers: { 'to-offset': 'Offset', 'shift-by': 'Shift by (back: negative)', 'by-duration': 'Seconds ago' },
    time: 'Time',
    preview: 'Before and after',
    before: 'Committed',
    after: 'New',
    means: 'Means',
    nothing: 'The group has committed nothing.',
    again: (records: number) => `${records} read again`,
    skipped: (records: number) => `${records} skipped`,
    same: 'no change',
    first: 'its first commit',
    execute: 'Reset the offsets',
  },

  consumer: {
    id: 'client.id',
    processingMs: 'Time for a record, ms',
    instanceHint: 'a static member: its place waits for it until the session ends; empty: dynamic',
    rackHint: 'with a replica.selector.class it reads in this rack; empty: none',
    add: 'Add the consumer',
    change: 'Change',
    removeText: 'close(): commits its offsets and leaves the group.',
    crashText: words`The process dies; the group waits for ${code('session.timeout.ms')}.`,
    slowText: words`Slower than the records come, and its lag grows; above ${code('max.poll.interval.ms')} it loses its place.`,
  },

  power: {
    off: 'Power fails for every broker and the controller at once. What their operating systems had written to the disks stays.',
    on: 'Every broker recovers its own directories.',
  },
};
