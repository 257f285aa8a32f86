import { assert } from '../base/assert.ts';
import type { BuiltInPartitioner, NextRandom, PartitionInfo } from '../kafka/record/built-in-partitioner.ts';
import {
  createBuiltInPartitioner,
  peekPartition,
  updateLoadStats,
  updatePartitionInfo,
} from '../kafka/record/built-in-partitioner.ts';
import { defineSuite } from './suite.ts';

export interface VectorPartition {
  readonly id: number;
  readonly leader: number;
}

type Step =
  | { readonly op: 'append'; readonly bytes: number; readonly enableSwitch: boolean }
  | { readonly op: 'peek' }
  | { readonly op: 'cluster'; readonly partitions: readonly VectorPartition[] }
  | {
      readonly op: 'load';
      readonly queueSizes: readonly number[] | null;
      readonly partitionIds: readonly number[] | null;
      readonly length: number;
    };

interface Input {
  readonly stickyBatchSize: number;
  readonly partitions: readonly VectorPartition[];
  readonly randoms: readonly number[];
  readonly steps: readonly Step[];
}

export function toPartitions(partitions: readonly VectorPartition[]): PartitionInfo[] {
  return partitions.map(({ id, leader }) => ({ partition: id, leader }));
}

interface Player {
  readonly state: BuiltInPartitioner;
  readonly random: NextRandom;
  partitions: PartitionInfo[];
}

function playStep(player: Player, step: Step): object {
  const { state, random } = player;
  switch (step.op) {
    case 'append': {
      const partition = peekPartition(state, player.partitions, random);
      const switched = updatePartitionInfo(state, step.bytes, player.partitions, step.enableSwitch, random);
      return { partition, switched, next: state.stickyPartition };
    }
    case 'peek':
      return { partition: peekPartition(state, player.partitions, random) };
    case 'cluster':
      player.partitions = toPartitions(step.partitions);
      return {};
    case 'load': {
      updateLoadStats(state, step.queueSizes, step.partitionIds ?? [], step.length);
      const stats = state.loadStats;
      return { table: stats?.cumulativeFrequencies ?? null, partitionIds: stats?.partitionIds ?? null };
    }
  }
}

export const stickySuite = defineSuite<Input>('sticky', (input) => {
  let used = 0;
  const random = (): number => {
    const next = input.randoms[used++];
    assert(next !== undefined, 'the case gives enough random numbers');
    return next;
  };
  const state = createBuiltInPartitioner(input.stickyBatchSize);
  const player: Player = { state, random, partitions: toPartitions(input.partitions) };
  return { steps: input.steps.map((step) => ({ ...playStep(player, step), used })) };
});
