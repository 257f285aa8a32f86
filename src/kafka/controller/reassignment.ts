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
