export interface PresetText {
  readonly title: string;
  readonly text: string;
}

/** By the preset's id. */
export const presets: Readonly<Record<string, PresetText>> = {
  'first-cluster': {
    title: 'First cluster',
    text: 'Three brokers, one topic, a producer and a group: watch records travel.',
  },
  'keys-and-order': {
    title: 'Keys and order',
    text: 'Records with one key go to one partition, and keep their order there.',
  },
  'more-consumers-than-partitions': {
    title: 'More consumers than partitions',
    text: 'A group cannot use more members than there are partitions: one stays idle.',
  },
  'a-broker-dies': {
    title: 'A broker dies',
    text: 'Kill a leader and watch the controller choose another one.',
  },
  'acks-and-loss': {
    title: 'acks and loss',
    text: 'With acks=1 an acknowledged record can be lost. See when, and how to prevent it.',
  },
  'slow-consumer': {
    title: 'A slow consumer',
    text: 'One member takes too long for a record: its lag grows.',
  },
  'too-few-in-sync-replicas': {
    title: 'Too few in-sync replicas',
    text: 'Below min.insync.replicas Kafka rather refuses than promises.',
  },
  'combined-nodes': {
    title: 'Broker and controller in one',
    text: 'Three nodes with both roles: kill one process, and a controller and a leader are gone.',
  },
};
