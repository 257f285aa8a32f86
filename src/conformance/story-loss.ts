import { readBatches } from '../kafka/record/record-batch.ts';
import { filesOf } from '../sim/disk/raw-directories.ts';
import { logAt, ownBroker, replicaKey, type SimState } from '../sim/state.ts';

/**
 * The log of a broker that does not run loses the batch that holds offset `from`, and what follows it in each segment, as
 * a power failure loses what was not flushed. The other files stay as they are.
 */
export function loseRecords(s: SimState, id: number, topic: string, partition: number, from: number): void {
  const key = replicaKey(s, id, topic, partition);
  if (!s.logs.has(key)) return;
  const broker = ownBroker(s, id);
  const files = new Map(broker.rawDirectories.get(key) ?? filesOf(logAt(s, key)));
  for (const [name, bytes] of files) if (name.endsWith('.log')) files.set(name, bytes.slice(0, keptBytes(bytes, from)));
  broker.rawDirectories = new Map(broker.rawDirectories).set(key, files);
}

function keptBytes(bytes: Uint8Array, from: number): number {
  let kept = 0;
  for (const batch of readBatches(bytes).batches) {
    if (batch.lastOffset >= from) break;
    kept += batch.sizeInBytes;
  }
  return kept;
}
