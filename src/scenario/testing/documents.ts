import fc from 'fast-check';
import type { Command, TimedCommand } from '../../sim/command.ts';
import type { ClusterSetup } from '../../sim/setup.ts';
import type { RunDocument } from '../document.ts';
import { limits } from '../limits.ts';
import { presets } from '../presets/index.ts';

/** The smallest cluster that does something, with any part replaced. */
export function aSetup(parts: Partial<ClusterSetup> = {}): ClusterSetup {
  return {
    brokers: [{ id: 1, rack: null }],
    controllerId: 100,
    network: { latencyUs: 500, jitterUs: 0, bandwidth: 0, lossPerMillion: 0, retransmitUs: 1000 },
    brokerConfigs: {},
    topics: [{ name: 'orders', partitions: 1, replicationFactor: 1, configs: {} }],
    producers: [
      { id: 'shop', topic: 'orders', ratePerSecond: 1, keys: { kind: 'none' }, valueBytes: 10, configs: { acks: '1' } },
    ],
    groups: [{ id: 'billing', topics: ['orders'], members: [{ id: 'billing-1', processingUs: 0 }], configs: {} }],
    ...parts,
  };
}

export function aDocument(parts: Partial<RunDocument> = {}): RunDocument {
  return {
    format: 'samsa-run',
    version: 1,
    preset: 'custom',
    seed: 7,
    startTimeMs: 0,
    setup: aSetup(),
    commands: [],
    momentUs: 1_000_000,
    ...parts,
  };
}

const text = fc.string({ unit: 'binary', maxLength: 40 });
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);

/** Acts on the document of `aDocument`, one of each kind that needs no other before it. */
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.constantFrom<Command>(
    { do: 'kill-broker', broker: 1 },
    { do: 'start-broker', broker: 1 },
    { do: 'cut-link', from: 1, to: 100 },
    { do: 'slow-link', from: 1, to: 100, latencyUs: null },
    { do: 'elect-preferred-leader', topic: 'orders', partition: 0 },
    { do: 'change-producer', producer: 'shop', ratePerSecond: 0.5 },
    { do: 'reset-offsets', group: 'billing', topic: 'orders', partitions: [0], to: { kind: 'shift-by', by: -3 } },
    { do: 'crash-consumer', member: 'billing-1' },
    { do: 'power-off' },
    { do: 'power-on' },
  ),
  fc
    .record({ key: fc.option(text), value: fc.option(text), acks: fc.constantFrom('0', '1', 'all') })
    .map(
      ({ key, value, acks }): Command => ({ do: 'produce-record', topic: 'orders', partition: null, key, value, acks }),
    ),
  word.map(
    (name): Command => ({
      do: 'create-topic',
      topic: { name, partitions: 1, replicationFactor: 3, configs: { 'min.insync.replicas': '2' } },
    }),
  ),
);

function timed(commands: readonly Command[], gaps: readonly number[]): TimedCommand[] {
  let atUs = 0;
  return commands.map((given, i) => {
    atUs += gaps[i] ?? 0;
    return { atUs, command: given };
  });
}

const commands = fc
  .tuple(fc.array(command, { maxLength: 15 }), fc.array(fc.nat(5_000_000), { minLength: 15, maxLength: 15 }))
  .map(([given, gaps]) => timed(given, gaps));

const seed = fc.nat(limits.seed);
const momentUs = fc.nat(limits.momentUs);

const ownDocument = fc.record({ seed, momentUs, commands, startTimeMs: fc.nat(limits.startTimeMs) }).map(aDocument);

/** Built-in scenarios at any moment and with any seed, and documents of their own with commands. */
export const anyDocument: fc.Arbitrary<RunDocument> = fc.oneof(
  ownDocument,
  fc.constantFrom(...presets.map((preset) => preset.document)),
  fc
    .record({ from: fc.constantFrom(...presets), seed: fc.option(seed), momentUs })
    .map(({ from, seed: other, momentUs: moment }) => ({
      ...from.document,
      seed: other ?? from.document.seed,
      momentUs: moment,
    })),
);
