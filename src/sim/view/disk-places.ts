import { DIRTY_EXPIRE_MS, writeBackPages } from '../../kafka/log/page-cache.ts';
import type { PartitionLog } from '../../kafka/log/partition-log.ts';
import { type Broker, isAlive, type LogRecovery } from '../broker/broker-state.ts';
import { nodeOfReplicaKey, type SimState, wallMs } from '../state.ts';

/** Offsets that divide the log of one partition's directory on a node. */
export interface DiskPlaces {
  readonly directory: string;
  readonly logStartOffset: number;
  /** null: the process is gone, and its files were changed since; they tell it themselves. */
  readonly logEndOffset: number | null;
  /** null where there is none: the metadata log has no such file. */
  readonly highWatermark: number | null;
  /** Everything below was forced to the disk; recovery reads from here on. */
  readonly recoveryPoint: number;
  /** Everything below has left the page cache, by a flush or by the operating system. */
  readonly durableOffset: number;
  /** The process holds them; otherwise they are what its checkpoint files say. */
  readonly fromProcess: boolean;
}

export function diskPlaces(s: SimState, node: number): DiskPlaces[] {
  const broker = s.brokers.get(node);
  const places: DiskPlaces[] = [];
  for (const [key, log] of s.logs) {
    if (nodeOfReplicaKey(key) !== node) continue;
    const common = { directory: `${log.topic}-${log.partition}`, durableOffset: durableOffset(s, log) };
    if (broker === undefined || isAlive(broker)) places.push({ ...common, ...fromProcess(s, key, log, broker) });
    else places.push({ ...common, ...fromCheckpoints(key, log, broker) });
  }
  return places;
}

type Told = Omit<DiskPlaces, 'directory' | 'durableOffset'>;

function fromProcess(s: SimState, key: number, log: PartitionLog, broker: Broker | undefined): Told {
  const known = s.replicas.get(key)?.highWatermark ?? broker?.highWatermarkCheckpoint.get(key) ?? null;
  const { logStartOffset, logEndOffset, recoveryPoint } = log;
  const highWatermark = known === null ? null : Math.min(known, logEndOffset);
  return { logStartOffset, logEndOffset, recoveryPoint, highWatermark, fromProcess: true };
}

function fromCheckpoints(key: number, log: PartitionLog, broker: Broker): Told {
  return {
    logStartOffset: broker.logStartOffsetCheckpoint.get(key) ?? log.segments[0]?.baseOffset ?? 0,
    logEndOffset: broker.rawDirectories.has(key) ? null : log.logEndOffset,
    recoveryPoint: broker.recoveryPointCheckpoint.get(key) ?? 0,
    highWatermark: broker.highWatermarkCheckpoint.get(key) ?? 0,
    fromProcess: false,
  };
}

/** With what the operating system has written back by now; the log itself notes it later. */
function durableOffset(s: SimState, log: PartitionLog): number {
  const copy = { ...log };
  writeBackPages(copy, wallMs(s) - DIRTY_EXPIRE_MS);
  return copy.durableOffset;
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
