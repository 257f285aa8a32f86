/**
 * How large a document may be: what the engine carries in a tab, and what a link can hold. Limits of this playground,
 * not of Kafka. Counts hold for the whole run, also for what commands add.
 */
export const limits = {
  brokers: 12,
  /** Voters of the metadata quorum: one, three or five. */
  controllers: 5,
  /** Client nodes are numbered from 1000. */
  nodeId: 999,
  topics: 20,
  partitionsPerTopic: 60,
  /** Partitions × replication factor over all topics of the document. */
  replicas: 600,
  producers: 12,
  ratePerSecond: 1000,
  /** The slowest producer that sends by itself. */
  slowestRate: 0.01,
  keys: 1000,
  /** Keys of a list, and UTF-16 units of one. */
  keyList: 200,
  listedKey: 200,
  /** Records of one burst; between bursts lies at least a second, so that the rate stays below ratePerSecond. */
  burst: 1000,
  burstUs: { min: 1_000_000, max: 86_400_000_000 },
  /** Records after which a producer is done. */
  recordsInAll: 1_000_000,
  headers: 8,
  /** By how much a record's own time may lie before its sending, milliseconds. */
  latenessMs: 86_400_000,
  valueBytes: 10_000,
  groups: 10,
  /** Partitions that one consumer takes by hand. */
  assigned: 60,
  /** Attempts at a record, and records between two commits or from one poisoned record to the next. */
  attempts: 1000,
  every: 1_000_000,
  /** Between two attempts, milliseconds. */
  backoffMs: 3_600_000,
  /** Consumers of all groups together. */
  members: 40,
  commands: 2000,
  /** A simulated year, microseconds: nobody plays on for longer. */
  momentUs: 366 * 86_400 * 1_000_000,
  /** The end of the year 9998, milliseconds since 1970. */
  startTimeMs: 253_370_764_800_000,
  seed: 4_294_967_295,
  /** UTF-16 units of a name: Kafka's own limit for a topic (org.apache.kafka.common.internals.Topic). */
  name: 249,
  /** UTF-16 units of a key or a value that is produced by hand. */
  recordText: 1000,
  /** UTF-16 units of the path of a file: a directory's and a file's name (255 bytes each on a real disk). */
  filePath: 511,
  /** Offset of a record: 2^53−1, the largest that a link holds exactly. */
  offset: 9_007_199_254_740_991,
  /** Position in a file: a segment is at most so large. */
  filePosition: 2_147_483_647,
  /** Entries of one `configs` record. */
  configs: 60,
  latencyUs: { min: 50, max: 60_000_000 },
  processingUs: 3_600_000_000,
  /** Microseconds that a slow disk takes for an append or a flush. */
  diskUs: 60_000_000,
  /** Bytes that are left on a disk. */
  freeBytes: 1_000_000_000_000_000,
  /** Bytes per second of a link; 0 is unlimited. */
  bandwidth: { min: 1000, max: 1_000_000_000_000 },
  lossPerMillion: 500_000,
  retransmitUs: { min: 1000, max: 60_000_000 },
  replicationFactor: 32_767,
  /** UTF-16 units of the text of a link. */
  linkText: 64 * 1024,
  /** Bytes of the JSON that a link inflates to. */
  linkJson: 512 * 1024,
} as const;
