import type { ServerLogLine } from '../../sim/server-log/server-log.ts';
import type { Snapshot } from '../../sim/snapshot.ts';
import type { Selection } from '../../store/selection.ts';

/** What a line is about, as far as the stage shows it at this moment; else the process that wrote it. */
export function selectionOf({ about, node }: ServerLogLine, view: Snapshot): Selection | null {
  if (about?.kind === 'partition') {
    const { topic, partition } = about;
    const shown = view.partitions.find((p) => p.topic === topic && p.partition === partition && !p.internal);
    if (shown?.replicas.some(({ broker }) => broker === node))
      return { kind: 'replica', topic, partition, broker: node };
    if (shown !== undefined) return { kind: 'partition', topic, partition };
  }
  if (about?.kind === 'group' && view.groups.some(({ id }) => id === about.id)) return { kind: 'group', id: about.id };
  const broker = about?.kind === 'broker' ? about.id : node;
  if (view.brokers.some(({ id }) => id === broker)) return { kind: 'broker', id: broker };
  return view.controllers.some(({ id }) => id === node) ? { kind: 'controller', id: node } : null;
}
