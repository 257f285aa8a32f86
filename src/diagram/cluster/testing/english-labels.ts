import type { KeyPattern } from '../../../sim/setup.ts';
import type { ClusterLabels } from '../labels.ts';

const seconds = (us: number): string => `${(us / 1_000_000).toFixed(1)} s`;

const keyWords = (keys: KeyPattern): string => {
  switch (keys.kind) {
    case 'none':
      return 'no key';
    case 'users':
      return 'by user';
    case 'skewed':
      return 'skewed keys';
    case 'list':
      return 'listed keys';
  }
};

/** English words for tests; the page brings its own. */
export const englishLabels: ClusterLabels = {
  diagram: 'Kafka cluster. Arrow keys move between its parts.',
  legend: {
    committed: 'committed',
    uncommitted: 'above the high watermark',
    follower: 'follower copy',
    missing: 'not copied yet',
    committedOffset: 'committed offset',
    position: 'position',
    lag: 'lag',
    active: 'active controller',
    voter: 'controller',
  },
  controller: (id) => `controller ${id}`,
  metadataOffset: (offset) => `metadata offset ${offset}`,
  broker: (id) => `broker ${id}`,
  controllerRole: 'controller',
  brokerStates: {
    starting: 'starting',
    fenced: 'fenced',
    running: 'running',
    stopping: 'stopping',
    stopped: 'stopped',
    crashed: 'crashed',
    paused: 'paused',
  },
  folded: (replicas, leaders) => `${replicas} replicas · leads ${leaders}`,
  rack: (name) => name.toUpperCase(),
  follower: 'follower',
  outOfSync: 'out of sync',
  offline: 'offline',
  noLeader: 'no leader',
  deposed: 'old leader',
  elected: 'elected',
  highWatermark: (offset) => `HW ${offset}`,
  logEndOffset: (offset) => `LEO ${offset}`,
  logStartOffset: (offset) => `start ${offset}`,
  partitionFacts: ({ leader, isr }) => `${leader < 0 ? 'no leader' : `leader ${leader}`} · ISR ${isr.join(', ')}`,
  load: ({ ratePerSecond, keys }) => ({
    short: `${ratePerSecond} rec/s`,
    long: `${ratePerSecond} rec/s · ${keyWords(keys)}`,
  }),
  delivered: ({ acknowledged, failed, retrying }) =>
    retrying ? 'retrying…' : failed > 0 ? `${acknowledged} ok · ${failed} failed` : `${acknowledged} acknowledged`,
  groupStates: {
    Empty: 'Empty',
    PreparingRebalance: 'PreparingRebalance',
    CompletingRebalance: 'CompletingRebalance',
    Stable: 'Stable',
    Dead: 'Dead',
    Unknown: 'no coordinator',
  },
  generation: (generation) => `gen ${generation}`,
  lag: (records) => `lag ${records}`,
  recordsLag: (records) => `records-lag ${records}`,
  idle: 'idle',
  memberStates: { joining: 'joining', stable: 'stable', crashed: 'crashed', closed: 'closed' },
  more: (count) => `+${count}`,
  linkCut: 'cut',
  latency: (us) => `${us / 1000} ms`,
  waits: 'Waiting',
  remaining: seconds,
  skip: 'Skip to it',
  waitSubject: ({ kind, id }) => (kind === 'broker' ? `broker ${id}` : id),
  sentences: {
    controller: ({ id, metadataOffset, running }) =>
      `controller ${id}, ${running ? `metadata offset ${metadataOffset}` : 'not running'}`,
    broker: ({ id, rack, state, leaders, replicas }, voter) =>
      `broker ${id}${rack === null ? '' : ` in ${rack}`}, ${state}, leads ${leaders} of ${replicas} replicas${voter === null ? '' : voter.active ? ', active controller too' : ', controller too'}`,
    rack: (name) => `rack ${name}`,
    topic: (name, broker, replicas, leaders) => `${name} on broker ${broker}, ${replicas} replicas, leads ${leaders}`,
    partition: ({ topic, partition, leader }) =>
      `${topic}-${partition}, ${leader < 0 ? 'no leader' : `leader on broker ${leader}`}`,
    replica: ({ topic, partition, leader }, { broker, role, inSync, logEndOffset, highWatermark }) =>
      `${topic}-${partition} on broker ${broker}, ${leader < 0 ? 'no leader' : role}${inSync ? '' : ', out of sync'}, log end offset ${logEndOffset}, high watermark ${highWatermark}`,
    record: ({ topic, partition }, { broker, highWatermark }, offset) =>
      `record ${offset} of ${topic}-${partition} on broker ${broker}, ${offset < highWatermark ? 'committed' : 'above the high watermark'}`,
    producer: ({ id, topic, ratePerSecond, acks }) =>
      `producer ${id} to ${topic}, ${ratePerSecond} records per second, acks=${acks}`,
    group: ({ id, state, generation, lag, members }) =>
      `group ${id}, ${state}, generation ${generation}, ${members.length} members, lag ${lag}`,
    member: ({ id: group }, { id, state, assigned, lag }) =>
      `member ${id} of group ${group}, ${state}, ${assigned.length === 0 ? 'idle' : assigned.map((p) => `${p.topic}-${p.partition}`).join(', ')}, lag ${lag}`,
    link: (from, to, directions) =>
      `link between ${from} and ${to}${directions.some((link) => link.cut) ? ', cut' : directions.length > 0 ? ', slow' : ''}`,
    skip: ({ config, subject }) => `Skip to the end of ${config} of ${subject.id}`,
  },
};
