import { logSizeInBytes } from '../../kafka/log/partition-log.ts';
import type { DiskTrouble } from '../broker/broker-state.ts';
import { effectiveMinIsr } from '../settings.ts';
import type { BrokerView, TopicView } from '../snapshot.ts';
import { isInternalTopic, metadataTopic, nodeOfReplicaKey, type SimState } from '../state.ts';
import { committedImage } from './committed-image.ts';
import { brokerConfigsOf } from './config-views.ts';
import { throttleView } from './throttle-views.ts';

interface Tally {
  replicas: number;
  leaders: number;
  logBytes: number;
  readonly internal: Map<string, { topic: string; replicas: number; leaders: number }>;
}

export function brokerViews(s: SimState): BrokerView[] {
  const image = committedImage(s);
  const tallies = tallyReplicas(s);
  return [...s.brokers.values()].map((broker) => {
    const registration = image.brokers.get(broker.id);
    const tally = tallies.get(broker.id);
    return {
      id: broker.id,
      rack: broker.rack,
      state: broker.frozen === null ? broker.state : 'paused',
      fenced: registration?.fenced ?? true,
      brokerEpoch: registration?.epoch ?? -1,
      metadataOffset: broker.image.offset,
      configs: brokerConfigsOf(s, image, broker.id),
      leaders: tally?.leaders ?? 0,
      replicas: tally?.replicas ?? 0,
      logBytes: tally?.logBytes ?? 0,
      throttle: throttleView(s, broker.id),
      ...diskView(broker.disk),
      internal: [...(tally?.internal.values() ?? [])],
    };
  });
}

function tallyReplicas(s: SimState): Map<number, Tally> {
  const tallies = new Map<number, Tally>();
  for (const [key, log] of s.logs) {
    if (log.topic === metadataTopic) continue;
    const node = nodeOfReplicaKey(key);
    const tally = tallies.get(node) ?? { replicas: 0, leaders: 0, logBytes: 0, internal: new Map() };
    tallies.set(node, tally);
    const leads = s.replicas.get(key)?.role === 'leader' ? 1 : 0;
    tally.logBytes += logSizeInBytes(log);
    if (isInternalTopic(log.topic)) {
      const folded = tally.internal.get(log.topic) ?? { topic: log.topic, replicas: 0, leaders: 0 };
      folded.replicas += 1;
      folded.leaders += leads;
      tally.internal.set(log.topic, folded);
    } else {
      tally.replicas += 1;
      tally.leaders += leads;
    }
  }
  return tallies;
}

export function topicViews(s: SimState): TopicView[] {
  const image = committedImage(s);
  return [...image.topics.values()].map((topic) => {
    const replicationFactor = topic.partitions[0]?.replicas.length ?? 0;
    return {
      name: topic.name,
      topicId: topic.topicId,
      internal: isInternalTopic(topic.name),
      partitions: topic.partitions.length,
      replicationFactor,
      minInsyncReplicas: effectiveMinIsr(s, image, topic.name, replicationFactor),
      configs: Object.fromEntries(image.configs.get(`topic:${topic.name}`) ?? []),
    };
  });
}

function diskView(disk: DiskTrouble | undefined): Pick<BrokerView, 'disk'> {
  if (disk === undefined) return {};
  return { disk: { slow: disk.appendUs > 0 || disk.flushUs > 0, limited: disk.capacityBytes !== null } };
}
