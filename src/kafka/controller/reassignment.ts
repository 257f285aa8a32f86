/**
 * When a running reassignment is done (org.apache.kafka.controller.PartitionReassignmentReplicas).
 */
export interface ReassignmentReplicas {
  readonly replicas: readonly number[];
  readonly adding: readonly number[];
  readonly removing: readonly number[];
}

/**
 * The replica list and ISR after completion, or null while none runs or it has to wait: every added replica must be in
 * the ISR, a replica that stays must be in it, and when the replication factor shrinks all that stay must be.
 */
export function completedReassignment(
  { replicas, adding, removing }: ReassignmentReplicas,
  targetIsr: readonly number[],
): { readonly replicas: readonly number[]; readonly isr: readonly number[] } | null {
  if (adding.length === 0 && removing.length === 0) return null;
  const isr = targetIsr.filter((replica) => !removing.includes(replica));
  const staying = replicas.filter((replica) => !removing.includes(replica));
  if (removing.length > 0 && (isr.length === 0 || staying.length === 0)) return null;
  if (!adding.every((replica) => isr.includes(replica))) return null;
  if (adding.length < removing.length && !staying.every((replica) => isr.includes(replica))) return null;
  return { replicas: staying, isr };
}

/** What a reassignment to `target` adds and removes, each ascending; its replica list (PartitionReassignmentReplicas). */
export function reassignmentReplicas(current: readonly number[], target: readonly number[]): ReassignmentReplicas {
  const less = (a: readonly number[], b: readonly number[]): number[] =>
    a.filter((replica) => !b.includes(replica)).toSorted((x, y) => x - y);
  const removing = less(current, target);
  return { replicas: [...target, ...removing], adding: less(target, current), removing };
}

/**
 * The replicas and ISR after a reassignment is taken back. An ISR of added replicas alone leaves the first of the others
 * in it: that is an unclean election (PartitionReassignmentRevert).
 */
export function revertedReassignment(partition: {
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly addingReplicas: readonly number[];
}): { readonly replicas: readonly number[]; readonly isr: readonly number[]; readonly unclean: boolean } {
  const stays = (replica: number): boolean => !partition.addingReplicas.includes(replica);
  const replicas = partition.replicas.filter(stays);
  const isr = partition.isr.filter(stays);
  return isr.length > 0 ? { replicas, isr, unclean: false } : { replicas, isr: replicas.slice(0, 1), unclean: true };
}
