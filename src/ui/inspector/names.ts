import type { Messages } from '../../i18n/en.ts';
import type { Snapshot } from '../../sim/snapshot.ts';

export function partitionName(at: { readonly topic: string; readonly partition: number }): string {
  return `${at.topic}-${at.partition}`;
}

/** `broker 2`, `controller 100`: a node by its id. */
export function nodeName(node: number, { brokers, controllers }: Snapshot, { diagram }: Messages): string {
  const isDedicated = controllers.some(({ id }) => id === node) && !brokers.some(({ id }) => id === node);
  return isDedicated ? diagram.controller(node) : diagram.broker(node);
}
