import type { Messages } from '../../i18n/en.ts';

export function partitionName(at: { readonly topic: string; readonly partition: number }): string {
  return `${at.topic}-${at.partition}`;
}

/** `broker 2`, `controller 100`: a node by its id. */
export function nodeName(node: number, controllerId: number, { diagram }: Messages): string {
  return node === controllerId ? diagram.controller(node) : diagram.broker(node);
}
