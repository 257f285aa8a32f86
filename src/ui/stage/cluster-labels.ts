import type { ClusterLabels, ClusterSentences } from '../../diagram/cluster/labels.ts';
import type { Messages } from '../../i18n/en.ts';
import type { KeyPattern } from '../../sim/setup.ts';
import type { LinkView, PartitionView, ProducerView, WaitView } from '../../sim/snapshot.ts';
import { durationText, idsText } from '../format.ts';

type Texts = Messages['diagram'];

const nameOf = (at: { readonly topic: string; readonly partition: number }) => `${at.topic}-${at.partition}`;

/** The words of the stage in the reader's language. */
export function clusterLabels(texts: Texts): ClusterLabels {
  return {
    diagram: texts.picture,
    legend: texts.legend,
    controller: texts.controller,
    metadataOffset: texts.metadataOffset,
    broker: texts.broker,
    controllerRole: texts.controllerRole,
    brokerStates: texts.brokerStates,
    folded: texts.folded,
    rack: texts.rack,
    follower: texts.follower,
    outOfSync: texts.outOfSync,
    offline: texts.offline,
    noLeader: texts.noLeader,
    deposed: texts.deposed,
    elected: texts.elected,
    highWatermark: texts.highWatermark,
    logEndOffset: texts.logEndOffset,
    logStartOffset: texts.logStartOffset,
    partitionFacts: (partition) => texts.isr(leaderText(partition, texts), idsText(partition.isr)),
    load: (producer) => loadText(producer, texts),
    delivered: ({ acknowledged, sent, failed }) => texts.delivered(acknowledged, sent, failed),
    groupStates: texts.groupStates,
    generation: texts.generation,
    lag: texts.lag,
    recordsLag: texts.recordsLag,
    idle: texts.idle,
    memberStates: texts.memberStates,
    more: texts.more,
    linkCut: texts.linkCut,
    latency: durationText,
    waits: texts.waits,
    remaining: durationText,
    skip: texts.skip,
    waitSubject: (subject) => texts.waitSubject[subject.kind](subject.id),
    sentences: clusterSentences(texts),
  };
}

function leaderText(partition: PartitionView, texts: Texts): string {
  return partition.leader < 0 ? texts.noLeader : texts.leads(partition.leader);
}

/** Who sends by hand chooses each record's key. */
function loadText({ load, ratePerSecond, keys }: ProducerView, texts: Texts): { short: string; long: string } {
  const { byHand, rate, burst, count } = texts.loads;
  if (load === undefined && ratePerSecond === 0) return { short: byHand, long: byHand };
  const short =
    load === undefined
      ? rate(ratePerSecond)
      : load.kind === 'burst'
        ? burst(load.records, load.everyUs / 1_000_000)
        : count(load.records, ratePerSecond);
  return { short, long: `${short} · ${keysText(keys, texts)}` };
}

function keysText(keys: KeyPattern, texts: Texts): string {
  switch (keys.kind) {
    case 'none':
      return texts.keys.none;
    case 'users':
      return texts.keys.users(keys.count);
    case 'skewed':
      return texts.keys.skewed;
    case 'list':
      return texts.keys.list(keys.keys.length);
  }
}

function clusterSentences(texts: Texts): ClusterSentences {
  const { say } = texts;
  return {
    controller: ({ id, running, metadataOffset }) => say.controller(id, running, metadataOffset),
    broker: ({ id, state, leaders, replicas }, voter) => {
      const broker = say.broker(id, texts.brokerStates[state], leaders, replicas);
      return voter === null ? broker : `${broker}, ${voter.active ? texts.activeController : texts.voter}`;
    },
    rack: say.rack,
    topic: say.topic,
    partition: (partition) => say.partition(nameOf(partition), partition.leader, idsText(partition.isr)),
    replica: (partition, replica) => {
      const role = replica.role === 'leader' ? texts.leads(replica.broker) : replicaText(replica, texts);
      return say.replica(nameOf(partition), replica.broker, role, replica.logEndOffset, replica.highWatermark);
    },
    record: (partition, replica, offset) =>
      say.record(nameOf(partition), offset, replica.broker, offset < replica.highWatermark),
    producer: ({ id, topic, acks, acknowledged, sent }) => say.producer(id, topic, acks, acknowledged, sent),
    group: ({ id, state, members, lag }) => say.group(id, texts.groupStates[state], members.length, lag),
    member: (group, { id, state, assigned, lag }) =>
      say.member(id, group.id, texts.memberStates[state], assigned.map(nameOf).join(', '), lag),
    link: (from, to, directions) => say.link(from, to, directions.map((link) => linkText(link, texts)).join(', ')),
    skip: (wait) => say.skip(waitText(wait, texts), wait.config),
  };
}

function replicaText(replica: { readonly role: string; readonly inSync: boolean }, texts: Texts): string {
  if (replica.role === 'offline') return texts.offline;
  return replica.inSync ? texts.follower : texts.outOfSync;
}

function linkText(link: LinkView, texts: Texts): string {
  if (link.cut) return texts.say.linkCut(link.from, link.to);
  return link.latencyUs === null ? '' : texts.say.linkSlow(durationText(link.latencyUs));
}

function waitText(wait: WaitView, texts: Texts): string {
  return texts.waitSubject[wait.subject.kind](wait.subject.id);
}
