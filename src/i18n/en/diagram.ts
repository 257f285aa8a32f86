const records = (count: number) => `${count} ${count === 1 ? 'record' : 'records'}`;

/** What stands on the stage and what assistive technology says of it. */
export const diagram = {
  picture:
    'The cluster: producers at the left, brokers in the middle, consumer groups at the right. Arrow keys move from thing to thing, Enter selects.',
  legend: {
    committed: 'committed',
    uncommitted: 'above the high watermark',
    follower: 'follower copy',
    missing: 'not copied yet',
    committedOffset: 'group offset',
    position: 'position',
    lag: 'lag',
    active: 'active controller',
    voter: 'standby controller',
  },
  /** Of a broker that is a controller too. */
  controllerRole: 'controller',
  activeController: 'active controller too',
  voter: 'controller too',
  controller: (id: number) => `controller ${id}`,
  metadataOffset: (offset: number) => `metadata ${offset}`,
  broker: (id: number) => `broker ${id}`,
  brokerStates: {
    starting: 'starting',
    fenced: 'fenced',
    running: 'running',
    stopping: 'stopping',
    stopped: 'stopped',
    paused: 'paused',
    crashed: 'killed',
  },
  folded: (replicas: number, leaders: number) => `${replicas} replicas · leads ${leaders}`,
  rack: (name: string) => name,
  follower: 'follower',
  outOfSync: 'out of sync',
  offline: 'offline',
  noLeader: 'no leader',
  deposed: 'deposed',
  elected: 'elected',
  highWatermark: (offset: number) => `HW ${offset}`,
  logEndOffset: (offset: number) => `LEO ${offset}`,
  logStartOffset: (offset: number) => `${offset}`,
  isr: (leader: string, isr: string) => `${leader} · ISR ${isr}`,
  leads: (broker: number) => `leader ${broker}`,
  loads: {
    byHand: 'by hand',
    rate: (perSecond: number) => `${perSecond} rec/s`,
    burst: (records: number, seconds: number) => `${records} rec every ${seconds} s`,
    count: (records: number, rate: number) => `${records} rec, ${rate}/s`,
  },
  keys: {
    none: 'no key',
    users: (count: number) => `${count} users`,
    skewed: 'skewed users',
    list: (count: number) => `${count} listed keys`,
  },
  delivered: (acknowledged: number, sent: number, failed: number) =>
    failed > 0 ? `${acknowledged}/${sent} · ${failed} failed` : `${acknowledged}/${sent} acked`,
  groupStates: {
    Empty: 'Empty',
    PreparingRebalance: 'PreparingRebalance',
    CompletingRebalance: 'CompletingRebalance',
    Stable: 'Stable',
    Dead: 'Dead',
    Unknown: 'no coordinator',
  },
  generation: (generation: number) => (generation < 0 ? 'gen –' : `gen ${generation}`),
  lag: (count: number) => `lag ${count}`,
  recordsLag: (count: number) => `records-lag ${count}`,
  idle: 'idle',
  memberStates: { joining: 'joining', stable: 'stable', crashed: 'crashed', closed: 'closed' },
  more: (count: number) => `+${count}`,
  linkCut: 'cut',
  waits: 'Waits',
  skip: 'skip to it',
  waitSubject: {
    broker: (id: string) => `broker ${id}`,
    partition: (id: string) => id,
    group: (id: string) => id,
    member: (id: string) => id,
  },
  say: {
    controller: (id: number, running: boolean, offset: number) =>
      `Controller ${id}, ${running ? 'running' : 'off'}, metadata offset ${offset}`,
    broker: (id: number, state: string, leaders: number, replicas: number) =>
      `Broker ${id}, ${state}, leads ${leaders} of its ${replicas} replicas`,
    rack: (name: string) => `Rack ${name}`,
    topic: (name: string, broker: number, replicas: number, leaders: number) =>
      `Topic ${name} on broker ${broker}: ${replicas} replicas, leads ${leaders}`,
    partition: (name: string, leader: number, isr: string) =>
      leader < 0
        ? `Partition ${name}, no leader, in sync: ${isr}`
        : `Partition ${name}, leader broker ${leader}, in sync: ${isr}`,
    replica: (name: string, broker: number, role: string, end: number, watermark: number) =>
      `${name} on broker ${broker}, ${role}, log end offset ${end}, high watermark ${watermark}`,
    record: (name: string, offset: number, broker: number, committed: boolean) =>
      `Record ${offset} of ${name} on broker ${broker}, ${committed ? 'committed' : 'not committed'}`,
    producer: (id: string, topic: string, acks: string, acknowledged: number, sent: number) =>
      `Producer ${id} to ${topic}, acks=${acks}, ${acknowledged} of ${records(sent)} acknowledged`,
    group: (id: string, state: string, members: number, lag: number) =>
      `Group ${id}, ${state}, ${members} ${members === 1 ? 'member' : 'members'}, lag ${lag}`,
    member: (id: string, group: string, state: string, reads: string, lag: number) =>
      `Consumer ${id} of ${group}, ${state}, ${reads === '' ? 'idle' : `reads ${reads}`}, records-lag ${lag}`,
    link: (from: number, to: number, how: string) =>
      `Link between nodes ${from} and ${to}${how === '' ? '' : `: ${how}`}`,
    linkCut: (from: number, to: number) => `requests ${from} to ${to} are cut`,
    linkSlow: (latency: string) => `${latency} one way`,
    skip: (subject: string, config: string) => `Skip to the end of ${config} of ${subject}`,
  },
};
