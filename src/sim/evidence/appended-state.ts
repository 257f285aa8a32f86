/** Records of one producer that one leader epoch has one after the other, as they were sent. Immutable. */
export interface AppendedRun {
  readonly epoch: number;
  readonly firstOffset: number;
  /** Of its records among those that the producer has put into batches of the partition. */
  readonly firstOrdinal: number;
  readonly count: number;
}

/** What leaders have appended of one producer to one partition. Immutable. */
export interface Appended {
  /** After the highest that was ever appended. */
  readonly nextOrdinal: number;
  /** In the order in which they were appended; the older ones are forgotten. */
  readonly runs: readonly AppendedRun[];
}
