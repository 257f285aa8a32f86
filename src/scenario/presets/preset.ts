import type { TimedCommand } from '../../sim/command.ts';
import type { ClusterSetup } from '../../sim/setup.ts';
import type { RunDocument } from '../document.ts';

export const presetIds = [
  'first-cluster',
  'keys-and-order',
  'more-consumers-than-partitions',
  'a-broker-dies',
  'acks-and-loss',
  'slow-consumer',
  'too-few-in-sync-replicas',
  'combined-nodes',
] as const;

/** Names and descriptions are found by this id. */
export type PresetId = (typeof presetIds)[number];

/** A built-in scenario. Once released its document stays as it is: links hold only what differs from it. */
export interface Preset {
  readonly id: PresetId;
  readonly document: RunDocument;
}

export interface PresetParts {
  readonly seed: number;
  readonly setup: ClusterSetup;
  readonly commands?: readonly TimedCommand[];
  /** Simulated seconds. */
  readonly opensAt: number;
}

/** 2026-01-05 09:00:00 UTC. */
const startTimeMs = 1_767_603_600_000;

export function preset(id: PresetId, parts: PresetParts): Preset {
  const { seed, setup, commands = [], opensAt } = parts;
  const momentUs = opensAt * 1_000_000;
  return {
    id,
    document: { format: 'samsa-run', version: 1, preset: id, seed, startTimeMs, setup, commands, momentUs },
  };
}
