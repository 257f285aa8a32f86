/**
 * Which partitions of a topic `leader.` or `follower.replication.throttled.replicas` names for a broker, from the
 * config's text: `partition:broker,…`, or `*` for all replicas.
 * Source: kafka.server.TopicConfigHandler.parseThrottledPartitions, ReplicationQuotaManager.isThrottled (4.3.1).
 */
export function isThrottledPartition(text: string, broker: number, partition: number): boolean {
  const list = text.trim();
  if (list === '*') return true;
  return list.split(',').some((item) => {
    const [ofPartition, ofBroker] = item.trim().split(':');
    return ofBroker !== undefined && Number(ofBroker) === broker && Number(ofPartition) === partition;
  });
}
