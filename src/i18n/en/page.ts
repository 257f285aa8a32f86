import { code, type Words, words } from '../words.ts';

export const top = {
  brand: 'Samsa',
  skip: 'Skip to the stage',
  scenario: 'Scenario',
  scenarios: 'Scenarios to start from',
  storedRuns: 'Stored in this browser',
  custom: 'A scenario of your own',
  lenses: 'Lenses',
  lensNames: { cluster: 'Cluster', topic: 'Topic', groups: 'Groups', storage: 'Storage' },
  version: 'Kafka 4.3.1 · KRaft',
  versionTitle: 'The rules are those of Apache Kafka 4.3.1 with a KRaft controller',
  lost: (count: number) => `${count} acknowledged lost`,
  lostShort: (count: number) => `${count} lost`,
  suffered: {
    duplicated: (count: number) => `${count} duplicated`,
    reordered: (count: number) => `${count} reordered per key`,
    skipped: (count: number) => `${count} skipped`,
    processedTwice: (count: number) => `${count} processed twice`,
    outOfOrder: (count: number) => `${count} out of order`,
    unavailable: (time: string) => `unavailable ${time}`,
    stoodStill: (time: string) => `stood still ${time}`,
  },
  evidence: 'Evidence',
  evidenceText: (acknowledged: number, lost: number): Words =>
    lost === 0
      ? words`Of ${acknowledged} records that producers were told are written, none was lost.`
      : words`Of ${acknowledged} records that producers were told are written, ${lost} are lost: a broker became leader that did not have them. ${code('acks=all')} with ${code('min.insync.replicas')} above 1 prevents it.`,
  slowNetwork: 'slow network',
  fastNetwork: 'data-centre network',
  networkTitle: (latency: string) => `One way between two nodes: ${latency}`,
  toFast: 'Switch to a data-centre network',
  toSlow: 'Switch to a slow network, on which every flight is visible',
  themes: { system: 'Theme: as the system', dark: 'Theme: dark', light: 'Theme: light' },
  fidelity: 'Fidelity',
  fidelityTitle: 'What is simplified here',
  share: 'Share',
  menu: 'Menu',
};

export const transport = {
  label: 'Time',
  play: 'Play',
  pause: 'Pause',
  next: 'Next event',
  speed: 'Speed',
  speedOf: (speed: number | 'max') =>
    speed === 'max' ? 'max' : speed >= 1 ? `×${speed}` : `×1/${Math.round(1 / speed)}`,
  clock: 'Simulated time',
  seed: 'Seed',
  hash: 'State hash',
  copyHash: 'Copy the state hash',
  hashAt: (time: string) =>
    `State hash at ${time}; the same scenario, seed and acts give the same hash in every browser`,
  takeHash: 'Pause to see the state hash',
  moment: 'Moment',
  momentOf: (now: string, end: string) => `${now} of ${end}`,
  reset: 'Reset',
  resetTitle: 'Back to the beginning of the scenario, without your acts',
  undo: 'Undo',
  undoTitle: (acts: number) =>
    acts === 0 ? 'No act to undo' : `Undo the last of ${acts} ${acts === 1 ? 'act' : 'acts'}`,
  panel: 'Details',
};

export const stage = {
  label: 'Stage',
  produce: 'Produce a record',
  serverLog: 'Server log',
  serverLogTitle: 'What the brokers and controllers write to their logs',
  colourBy: 'Colour by',
  partition: 'partition',
  key: 'key',
  show: 'Requests shown',
  kinds: {
    fetch: 'Fetch',
    heartbeat: 'Heartbeat',
    group: 'Group',
    offsets: 'Offsets',
    metadata: 'Metadata',
    controller: 'Controller',
  },
  story: 'What just happened',
  history: 'What happened so far',
  historyEmpty: 'Nothing yet: press play.',
  historyWorking: 'Playing the run again up to the reload …',
  historyLost: 'What happened before the reload cannot be told: stored bytes were lost.',
  goTo: (time: string) => `Go to ${time}`,
  quiet: 'The cluster is quiet: press play, or produce a record.',
  beginning: 'Press play.',
};

export const storage = {
  label: 'Storage',
  stored: 'stored in this browser',
  memory: 'in memory only',
  why: {
    'no-indexeddb': 'This browser gives the page no IndexedDB, so the run stays in memory and a reload starts again.',
    'no-web-locks':
      'This browser has no Web Locks here (plain http?), so the run stays in memory and a reload starts again.',
    'other-tab': 'Another tab of Samsa writes to the storage, so this run stays in memory.',
    quota: 'The browser’s storage is full, so the run goes on in memory.',
    failed: 'Writing to the browser’s storage failed, so the run goes on in memory.',
    off: 'This run is not stored.',
  },
  takeOver: 'Take over here',
};

export const notices = {
  label: 'Notices',
  dismiss: 'Dismiss',
  linkCopied: 'Link copied: whoever opens it sees this cluster at this moment.',
  badLink: 'The link could not be opened:',
  badDocument: (why: string) => `That cannot be done here: ${why}`,
  brokenPromise: (promise: string, detail: string, seed: number, step: number) =>
    `Samsa is wrong here: Kafka promises “${promise}”, and this run broke it (${detail}). Seed ${seed}, step ${step}: the link of this run shows it again.`,
  noLink: 'This run no longer fits into a link:',
  unknownParameters: (names: string) => `The address has parts that mean nothing here and were left out: ${names}`,
  storedRun: (name: string) => `Your stored run is still there: ${name}.`,
  openStored: 'Go back to it',
  resumed: 'The run goes on where it was. Press play.',
  damaged:
    'Stored bytes did not match their CRC: the run goes on as Kafka would recover it, and no longer equals its link.',
  paused: 'Paused: press play to see it travel.',
};

export const share = {
  title: 'Share this moment',
  text: 'Whoever opens this link sees the same cluster at the same moment, paused.',
  noClipboard:
    'This page may not use the clipboard (plain http, or not allowed). The link is selected: copy it with Ctrl+C or ⌘C.',
  link: 'Link',
};

export const failure = {
  title: 'Samsa stopped',
  text: {
    invariant:
      'A promise that the engine makes to itself was broken. That is a mistake of Samsa, not of yours, and not what Kafka would do.',
    crashed: 'The engine’s worker died.',
    'unknown-run': 'The engine no longer knows this run.',
    page: 'The page itself failed.',
  },
  seed: 'Seed',
  moment: 'Moment',
  step: 'Step',
  message: 'Message',
  restart: 'Restart',
  restartText: 'Starts the scenario from its beginning in a new worker.',
  copy: 'Copy these details',
};

export const dialogs = {
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
};

export const shortcuts = {
  title: 'Keyboard',
  open: 'Keyboard shortcuts',
  rows: [
    ['Space', 'play or pause'],
    ['.', 'next event'],
    ['[ ]', 'slower, faster'],
    ['P', 'produce a record'],
    ['U', 'undo the last act'],
    ['C', 'colour by partition or key'],
    ['L', 'the next lens'],
    ['Esc', 'close, or select nothing'],
    ['Tab, arrows', 'move through the stage; Enter selects'],
    ['?', 'this list'],
  ] as readonly (readonly [string, string])[],
};
