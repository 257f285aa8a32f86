/** Level of a line; Kafka's own configuration shows INFO and above. */
export type LogLevel = 'INFO' | 'WARN' | 'ERROR' | 'FATAL';

/** What a Kafka process writes to its log, without the time: `[%d] %p %m (%c)` in Kafka's config/log4j2.yaml. */
export interface LogLine {
  readonly level: LogLevel;
  /** The logger's whole name, as `kafka.cluster.Partition`. */
  readonly logger: string;
  readonly message: string;
}

export const info = (logger: string, message: string): LogLine => ({ level: 'INFO', logger, message });
export const warn = (logger: string, message: string): LogLine => ({ level: 'WARN', logger, message });
export const error = (logger: string, message: string): LogLine => ({ level: 'ERROR', logger, message });
export const fatal = (logger: string, message: string): LogLine => ({ level: 'FATAL', logger, message });

export interface PartitionName {
  readonly topic: string;
  readonly partition: number;
}

/** TopicPartition.toString. */
export const nameOf = ({ topic, partition }: PartitionName): string => `${topic}-${partition}`;

/** mkString("[", ",", "]"), as Scala's classes print a list. */
export const scalaList = (items: readonly number[]): string => `[${items.join(',')}]`;

/** Arrays.toString and List.toString, as Java's classes do. */
export const javaList = (items: readonly (number | string)[]): string => `[${items.join(', ')}]`;

/** Option.toString. */
export const option = (value: number | string | null): string => (value === null ? 'None' : `Some(${value})`);
