import { code, type Words, words } from '../words.ts';

export const serverLog = {
  heading: 'Server log',
  close: 'Close the server log',
  node: 'Node',
  allNodes: 'all',
  broker: (id: number) => `broker ${id}`,
  controller: (id: number) => `controller ${id}`,
  level: 'Level',
  levels: { INFO: 'INFO and above', WARN: 'WARN and above', ERROR: 'ERROR and above' },
  text: 'Text',
  textHint: 'such as Shrinking ISR',
  lines: 'Lines, newest first',
  goTo: (time: string) => `Go to ${time} and select what the line is about`,
  later: 'later than now',
  empty: 'No broker and no controller has written anything yet.',
  noMatch: (kept: number) => `None of ${kept} ${kept === 1 ? 'line' : 'lines'} fits.`,
  shown: (shown: number, matching: number) =>
    shown === matching
      ? `${matching} ${matching === 1 ? 'line' : 'lines'}`
      : `the newest ${shown} of ${matching} lines`,
  more: 'Show more',
  source: (): Words =>
    words`As Kafka 4.3.1 words it at level INFO, from the classes named behind each line. Lines about connections, threads and metrics are left out; ${code('/tmp/kraft-broker-logs')} is the ${code('log.dirs')} of Kafka’s own ${code('config/broker.properties')}.`,
};

export type ServerLogTexts = typeof serverLog;
