import { invalidTopicName } from '../../kafka/controller/topic-names.ts';
import { coordinatorPartition } from '../../kafka/group/coordinator-partition.ts';
import { lastStableOffset, latestEpoch, offsetForTimestamp } from '../../kafka/log/partition-log.ts';
import type {
  FindCoordinatorRequest,
  FindCoordinatorResponse,
  ListOffsetsRequest,
  ListOffsetsResponse,
  MetadataRequest,
  MetadataResponse,
  MetadataTopic,
} from '../../kafka/protocol/requests.ts';
import { setting } from '../settings.ts';
import { brokerOf, logAt, offsetsTopic, ownBroker, replicaKey, type SimState } from '../state.ts';
import { sendToController } from './controller-channel.ts';
import { fetchError } from './fetch-read.ts';

/** From the broker's own image, which may be behind the controller's. Source: KRaftMetadataCache. */
export function answerMetadata(s: SimState, id: number, request: MetadataRequest): MetadataResponse {
  const image = brokerOf(s, id).image;
  const names = request.topics ?? [...image.topics.keys()];
  const alive = [...image.brokers.values()].filter((broker) => !broker.fenced);
  const topics = names.map((name): MetadataTopic => {
    const topic = image.topics.get(name);
    if (topic === undefined) {
      const error = invalidTopicName(name) === null ? 'UNKNOWN_TOPIC_OR_PARTITION' : 'INVALID_TOPIC_EXCEPTION';
      return { error, name, topicId: '', partitions: [] };
    }
    const partitions = topic.partitions.map((p) => ({
      error: p.leader < 0 ? ('LEADER_NOT_AVAILABLE' as const) : ('NONE' as const),
      leader: p.leader,
      leaderEpoch: p.leaderEpoch,
      replicas: p.replicas,
      isr: p.isr,
    }));
    return { error: 'NONE', name, topicId: topic.topicId, partitions };
  });
  const brokers = alive.map((broker) => ({ nodeId: broker.id, rack: broker.rack }));
  return { api: 'Metadata', brokers, controllerId: brokers[0]?.nodeId ?? -1, topics };
}

/** The leader of the group's offsets partition; the topic is created at first use. Source: KafkaApis.getCoordinator. */
export function answerFindCoordinator(
  s: SimState,
  id: number,
  request: FindCoordinatorRequest,
): FindCoordinatorResponse {
  const none: FindCoordinatorResponse = { api: 'FindCoordinator', error: 'COORDINATOR_NOT_AVAILABLE', nodeId: -1 };
  const broker = brokerOf(s, id);
  const topic = broker.image.topics.get(offsetsTopic);
  if (topic === undefined) {
    createOffsetsTopic(s, id);
    return none;
  }
  const leader = topic.partitions[coordinatorPartition(request.key, topic.partitions.length)]?.leader ?? -1;
  const registered = broker.image.brokers.get(leader);
  if (leader < 0 || registered === undefined || registered.fenced) return none;
  return { api: 'FindCoordinator', error: 'NONE', nodeId: leader };
}

/** Source: DefaultAutoTopicCreationManager: forwarded to the controller, one request at a time. */
function createOffsetsTopic(s: SimState, id: number): void {
  if (brokerOf(s, id).creatingOffsetsTopic) return;
  const broker = ownBroker(s, id);
  broker.creatingOffsetsTopic = true;
  broker.nextCorrelationId += 1;
  sendToController(s, id, broker.nextCorrelationId, {
    api: 'CreateTopics',
    topics: [
      {
        name: offsetsTopic,
        numPartitions: setting(s, 'offsets.topic.num.partitions'),
        replicationFactor: setting(s, 'offsets.topic.replication.factor'),
        assignments: [],
        configs: [
          { name: 'cleanup.policy', value: 'compact' },
          { name: 'compression.type', value: 'producer' },
          { name: 'segment.bytes', value: String(setting(s, 'offsets.topic.segment.bytes')) },
        ],
      },
    ],
  });
}

export function onOffsetsTopicCreated(s: SimState, id: number): void {
  ownBroker(s, id).creatingOffsetsTopic = false;
}

const latest = -1;
const earliest = -2;

/** Source: kafka.cluster.Partition.fetchOffsetForTimestamp (4.3.1). */
export function answerListOffsets(s: SimState, id: number, request: ListOffsetsRequest): ListOffsetsResponse {
  const responses = request.partitions.map((asked) => {
    const { topic, partition } = asked;
    const answer = (error: ReturnType<typeof fetchError>, timestamp = -1, offset = -1, leaderEpoch = -1) => ({
      topic,
      partition,
      error,
      timestamp,
      offset,
      leaderEpoch,
    });
    const error = fetchError(s, id, asked);
    if (error !== 'NONE') return answer(error);
    const key = replicaKey(s, id, topic, partition);
    const log = logAt(s, key);
    const replica = s.replicas.get(key);
    if (replica === undefined) return answer('NOT_LEADER_OR_FOLLOWER');
    const epoch = latestEpoch(log) ?? -1;
    if (asked.timestamp === earliest) return answer('NONE', -1, log.logStartOffset, epoch);
    const { highWatermark } = replica;
    const stable = request.isolationLevel === 'read_committed' ? lastStableOffset(log, highWatermark) : highWatermark;
    const bound = request.replicaId >= 0 ? log.logEndOffset : stable;
    if (asked.timestamp === latest) {
      // Until the high watermark has reached this leader's epoch the answer could go back.
      if (request.replicaId < 0 && replica.highWatermark < replica.leaderEpochStartOffset)
        return answer('OFFSET_NOT_AVAILABLE');
      return answer('NONE', -1, bound, epoch);
    }
    const found = offsetForTimestamp(log, asked.timestamp);
    return found === null || found === undefined || found.offset >= bound
      ? answer('NONE')
      : answer('NONE', found.timestamp, found.offset, found.leaderEpoch ?? -1);
  });
  return { api: 'ListOffsets', responses };
}
