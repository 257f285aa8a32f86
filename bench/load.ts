import { encodeUtf8 } from '../src/base/utf8.ts';
import type { RunDocument } from '../src/scenario/document.ts';
import { step } from '../src/sim/client/producer-process.ts';
import { advanceTo, drainUpdates, nowUs, openRun, type Run, type RunOrigin } from '../src/sim/run.ts';
import type { ClusterSetup, ProducerSetup } from '../src/sim/setup.ts';
import { wallMs } from '../src/sim/state.ts';

/** 2026-01-05 09:00:00 UTC. */
const startTimeMs = 1_767_603_600_000;
const topic = 'bench';
export const valueBytes = 100;

/** Three brokers in a data centre's network, six partitions with three replicas. */
function loadSetup(producers: readonly ProducerSetup[]): ClusterSetup {
  return {
    brokers: [1, 2, 3].map((id) => ({ id, rack: null })),
    controllerId: 100,
    network: { latencyUs: 250, jitterUs: 0, bandwidth: 0, lossPerMillion: 0, retransmitUs: 200_000 },
    brokerConfigs: { 'metadata.max.idle.interval.ms': '0' },
    topics: [
      {
        name: topic,
        partitions: 6,
        replicationFactor: 3,
        configs: { 'min.insync.replicas': '2', 'segment.bytes': '16777216', 'retention.bytes': '67108864' },
      },
    ],
    producers,
    groups: [],
  };
}

function loadProducer(id: string, ratePerSecond: number): ProducerSetup {
  const configs = { acks: 'all', 'linger.ms': '5', 'batch.size': '65536', 'enable.idempotence': 'false' };
  return { id, topic, ratePerSecond, keys: { kind: 'none' }, valueBytes, configs };
}

/** As many records as a shared document can ask for: twelve applications that each send 1000 records a second. */
export function busyDocument(): RunDocument {
  const producers = Array.from({ length: 12 }, (_, at) => loadProducer(`load-${at + 1}`, 1000));
  const setup = loadSetup(producers);
  return { format: 'samsa-run', version: 1, preset: 'custom', seed: 1, startTimeMs, setup, commands: [], momentUs: 0 };
}

/** A run whose topic exists and whose one client has its metadata; nothing is sent by itself. */
export function idleLoadRun(): Run {
  const run = openRun({ seed: 1, startTimeMs, setup: loadSetup([loadProducer('load', 0)]), commands: [] });
  advanceTo(run, 5_000_000);
  return run;
}

/** Records that leaders have appended to the topic. */
export function recordsAppended(run: Run): number {
  let records = 0;
  const ends = new Map<number, number>();
  for (const log of run.state.logs.values()) {
    if (log.topic !== topic) continue;
    ends.set(log.partition, Math.max(ends.get(log.partition) ?? 0, log.logEndOffset));
  }
  for (const end of ends.values()) records += end;
  return records;
}

/**
 * Hands `records` to the one client, `perMs` of them at each simulated millisecond, by the client's own send: keyless
 * records, so the sticky partitioner, batches of 64 KiB with their CRC-32C, Produce, append, two followers' Fetch, high
 * watermark, answer. What it leaves out is the application's timer for each record.
 */
export function pourRecords(run: Run, records: number, perMs: number): void {
  const node = [...run.state.producers.keys()][0] ?? -1;
  const value = encodeUtf8('.'.repeat(valueBytes));
  for (let sent = 0; sent < records; ) {
    const timestamp = wallMs(run.state);
    for (let i = 0; i < perMs && sent < records; i++, sent++) {
      const record = { topic, partition: null, key: null, value, timestamp, tag: null };
      step(run.state, node, { kind: 'send', record });
    }
    advanceTo(run, nowUs(run) + 1000);
  }
  advanceTo(run, nowUs(run) + 2_000_000);
  drainUpdates(run);
}

/** 2000 partitions with three replicas on 50 brokers: far beyond what a shared document may ask for. */
export const largeOrigin: RunOrigin = {
  seed: 1,
  startTimeMs,
  setup: {
    brokers: Array.from({ length: 50 }, (_, at) => ({ id: at + 1, rack: `rack-${at % 3}` })),
    controllerId: 100,
    network: { latencyUs: 1000, jitterUs: 0, bandwidth: 0, lossPerMillion: 0, retransmitUs: 200_000 },
    brokerConfigs: { 'metadata.max.idle.interval.ms': '0' },
    topics: [{ name: 'large', partitions: 2000, replicationFactor: 3, configs: { 'min.insync.replicas': '2' } }],
    producers: [],
    groups: [],
  },
  commands: [],
};
