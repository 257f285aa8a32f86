/** Timeouts of the metadata quorum, milliseconds, with the defaults of Kafka 4.3.1 (org.apache.kafka.raft.QuorumConfig). */
export interface QuorumConfig {
  /** controller.quorum.election.timeout.ms */
  readonly electionTimeoutMs: number;
  /** controller.quorum.fetch.timeout.ms */
  readonly fetchTimeoutMs: number;
  /** controller.quorum.election.backoff.max.ms */
  readonly electionBackoffMaxMs: number;
  /** controller.quorum.append.linger.ms */
  readonly appendLingerMs: number;
  /** controller.quorum.request.timeout.ms */
  readonly requestTimeoutMs: number;
  /** controller.quorum.retry.backoff.ms */
  readonly retryBackoffMs: number;
}

export const defaultQuorumConfig: QuorumConfig = {
  electionTimeoutMs: 1000,
  fetchTimeoutMs: 2000,
  electionBackoffMaxMs: 1000,
  appendLingerMs: 25,
  requestTimeoutMs: 2000,
  retryBackoffMs: 20,
};
