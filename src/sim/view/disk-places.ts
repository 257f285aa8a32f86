import { isAlive, type LogRecovery } from '../broker/broker-state.ts';
import { nodeOfReplicaKey, type SimState } from '../state.ts';

/** Offsets that divide the log of one partition's directory on a node. */
export interface DiskPlaces {
  readonly directory: string;
  readonly logStartOffset: number;
  readonly logEndOffset: number;
  /** null where there is none: the metadata log has no such file. */
  readonly highWatermark: number | null;
  /** Everything below has been flushed. */
  readonly recoveryPoint: number;
}

export function diskPlaces(s: SimState, node: number): DiskPlaces[] {
  const broker = s.brokers.get(node);
  const places: DiskPlaces[] = [];
  for (const [key, log] of s.logs) {
    if (nodeOfReplicaKey(key) !== node) continue;
    const checkpointed = broker?.highWatermarkCheckpoint.get(key);
    const highWatermark = s.replicas.get(key)?.highWatermark ?? checkpointed ?? (broker === undefined ? null : 0);
    places.push({
      directory: `${log.topic}-${log.partition}`,
      logStartOffset: log.logStartOffset,
      logEndOffset: log.logEndOffset,
      highWatermark: highWatermark === null ? null : Math.min(highWatermark, log.logEndOffset),
      recoveryPoint: log.recoveryPoint,
    });
  }
  return places;
}

/** Whether a byte on the node's disk may be overwritten by hand: only of a broker whose process does not run. */
export function isDiskAtRest(s: SimState, node: number): boolean {
  const broker = s.brokers.get(node);
  return broker !== undefined && !isAlive(broker);
}

/** What the broker's last start cut, by partition directory. */
export function diskRecoveries(
  s: SimState,
  node: number,
): { readonly directory: string; readonly recovery: LogRecovery }[] {
  const found: { directory: string; recovery: LogRecovery }[] = [];
  for (const [key, recovery] of s.brokers.get(node)?.recoveries ?? []) {
    const log = s.logs.get(key);
    if (log !== undefined) found.push({ directory: `${log.topic}-${log.partition}`, recovery });
  }
  return found;
}
