import { deleteOldSegments } from '../../kafka/log/retention.ts';
import { logConfigOf } from '../settings.ts';
import { brokerOf, isInternalTopic, logAt, ownLog, type SimState, tell, wallMs } from '../state.ts';

/** The task kafka-log-retention: first after 30 s, then every log.retention.check.interval.ms. Source: LogManager. */
export function deleteOldSegmentsOf(s: SimState, id: number): void {
  const image = brokerOf(s, id).image;
  for (const [key, replica] of s.replicas) {
    if (replica.broker !== id) continue;
    const config = logConfigOf(s, image, replica.topic);
    if (logAt(s, key).segments.length < 2 && config.retentionMs < 0 && config.retentionBytes < 0) continue;
    const log = ownLog(s, key);
    const deleted = deleteOldSegments(log, config, wallMs(s), replica.highWatermark);
    if (deleted.length === 0 || isInternalTopic(replica.topic)) continue;
    const { topic, partition } = replica;
    tell(s, {
      kind: 'segments-deleted',
      topic,
      partition,
      broker: id,
      segments: deleted.length,
      logStartOffset: log.logStartOffset,
    });
  }
}
