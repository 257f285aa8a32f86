import type { ResetStrategy } from '../kafka/group/offset-reset.ts';
import type { TopicPartition } from '../kafka/protocol/requests.ts';
import type { GroupSetup, KeyPattern, LoadPattern, ProducerSetup, RecordPattern, TopicSetup } from './setup.ts';

/** Config name → new value; null takes it back to its default. */
export type ConfigChange = Readonly<Record<string, string | null>>;

/** How often and how hard chaos strikes; `chaos/profiles.ts`. */
export type ChaosProfile = 'gentle' | 'rough' | 'brutal';

/** What a person may do to a running cluster. A command given at T is applied after every event of T. */
export type Command =
  | { readonly do: 'stop-broker'; readonly broker: number }
  | { readonly do: 'kill-broker'; readonly broker: number }
  | { readonly do: 'start-broker'; readonly broker: number }
  /** The power of one broker fails: as a kill, and what its operating system had not written to the disk is gone. */
  | { readonly do: 'power-off-broker'; readonly broker: number }
  /** The power of a rack fails: that of every broker in it. */
  | { readonly do: 'power-off-rack'; readonly rack: string }
  /**
   * The disk of a broker takes so long, microseconds, for what is appended to a partition, and for forcing it to the
   * platter where the append has to (flush.messages). 0 and 0: in no time, as at first.
   */
  | { readonly do: 'slow-disk'; readonly broker: number; readonly appendUs: number; readonly flushUs: number }
  /** The disk of a broker has room for so many more bytes of log; what does not fit takes its log directory offline. */
  | { readonly do: 'fill-disk'; readonly broker: number; readonly freeBytes: number }
  | { readonly do: 'free-disk'; readonly broker: number }
  /**
   * One byte of a file in a partition's directory is overwritten by hand; only while the broker's process does not run.
   * `path` as `orders-0/00000000000000000000.log`; `value` 0 to 255.
   */
  | {
      readonly do: 'write-byte';
      readonly broker: number;
      readonly path: string;
      readonly position: number;
      readonly value: number;
    }
  /** The processes of the metadata quorum's voters, as those of brokers. */
  | { readonly do: 'stop-controller'; readonly controller: number }
  | { readonly do: 'kill-controller'; readonly controller: number }
  | { readonly do: 'start-controller'; readonly controller: number }
  | { readonly do: 'pause-controller'; readonly controller: number }
  | { readonly do: 'resume-controller'; readonly controller: number }
  | { readonly do: 'add-broker'; readonly broker: number; readonly rack: string | null }
  /** kafka-cluster unregister: the controller forgets a broker that will not come back; what it was assigned stays so. */
  | { readonly do: 'unregister-broker'; readonly broker: number }
  /** Requests from node `from` to node `to`: connections close, new ones are refused. Node ids of brokers and controller. */
  | { readonly do: 'cut-link'; readonly from: number; readonly to: number }
  | { readonly do: 'heal-link'; readonly from: number; readonly to: number }
  /** One way latency of the link in both directions, microseconds; null: back to the network's own. */
  | { readonly do: 'slow-link'; readonly from: number; readonly to: number; readonly latencyUs: number | null }
  /** Of what goes from node `from` to node `to` so much is lost and sent again; null: as the network's own. */
  | {
      readonly do: 'lose-packets';
      readonly from: number;
      readonly to: number;
      readonly lossPerMillion: number | null;
    }
  /** The whole network at once: the slow one of a preset, or a data centre's. */
  | { readonly do: 'change-network'; readonly latencyUs: number; readonly jitterUs: number }
  | { readonly do: 'elect-preferred-leader'; readonly topic: string; readonly partition: number }
  /** A leader from outside the ISR, for a partition that has none. */
  | { readonly do: 'elect-unclean-leader'; readonly topic: string; readonly partition: number }
  /** The process of a broker stands still (SIGSTOP) with its sockets open, and goes on (SIGCONT). */
  | { readonly do: 'pause-broker'; readonly broker: number }
  | { readonly do: 'resume-broker'; readonly broker: number }
  /** kafka-configs on a topic; null: back to the default. */
  | { readonly do: 'alter-topic-config'; readonly topic: string; readonly configs: ConfigChange }
  /** kafka-configs on one broker, or on all of them (`broker` null). */
  | { readonly do: 'alter-broker-config'; readonly broker: number | null; readonly configs: ConfigChange }
  | { readonly do: 'delete-topic'; readonly topic: string }
  /** Everything before `offset`; −1: up to the high watermark. */
  | { readonly do: 'delete-records'; readonly topic: string; readonly partition: number; readonly offset: number }
  /**
   * kafka-reassign-partitions --execute: the partition gets these replicas, the preferred leader first. `replicas` null:
   * --cancel, which takes the throttles back too. `throttle`: bytes a second; absent: as fast as it goes.
   */
  | {
      readonly do: 'reassign-partition';
      readonly topic: string;
      readonly partition: number;
      readonly replicas: readonly number[] | null;
      readonly throttle?: number;
    }
  /** kafka-reassign-partitions --verify: says how far a move to `replicas` is; when none runs, throttles are taken back. */
  | {
      readonly do: 'verify-reassignment';
      readonly topic: string;
      readonly partition: number;
      readonly replicas: readonly number[];
    }
  /** kafka-console-producer with one record. Text is UTF-8; null is Kafka's null. */
  | {
      readonly do: 'produce-record';
      readonly topic: string;
      readonly partition: number | null;
      readonly key: string | null;
      readonly value: string | null;
      readonly acks: '0' | '1' | 'all';
      readonly headers?: readonly { readonly key: string; readonly value: string | null }[];
      /** Milliseconds since 1970; absent: the time of the send. */
      readonly timestamp?: number;
    }
  | { readonly do: 'create-topic'; readonly topic: TopicSetup }
  | { readonly do: 'add-partitions'; readonly topic: string; readonly total: number }
  | { readonly do: 'add-producer'; readonly producer: ProducerSetup }
  | {
      readonly do: 'change-producer';
      readonly producer: string;
      readonly ratePerSecond?: number;
      readonly keys?: KeyPattern;
      /** null: at its rate, for ever. */
      readonly load?: LoadPattern | null;
      /** null: as without one. */
      readonly record?: RecordPattern | null;
      readonly acks?: '0' | '1' | 'all';
      /** The process is closed and started anew with these. */
      readonly configs?: ConfigChange;
    }
  | { readonly do: 'remove-producer'; readonly producer: string }
  | { readonly do: 'add-group'; readonly group: GroupSetup }
  | {
      readonly do: 'add-consumer';
      readonly group: string;
      readonly member: string;
      readonly processingUs: number;
      readonly rack?: string;
      readonly instanceId?: string;
      readonly assign?: readonly TopicPartition[];
    }
  /** close(): commits, leaves the group. */
  | { readonly do: 'remove-consumer'; readonly member: string }
  /** The process dies: nothing more is sent; its session runs out. */
  | { readonly do: 'crash-consumer'; readonly member: string }
  | { readonly do: 'slow-consumer'; readonly member: string; readonly processingUs: number }
  /** The application hangs and does not poll; heartbeats go on. */
  | { readonly do: 'freeze-consumer' | 'unfreeze-consumer'; readonly member: string }
  /** The process stands still (SIGSTOP) with its sockets open, and goes on (SIGCONT). */
  | { readonly do: 'pause-consumer' | 'resume-consumer'; readonly member: string }
  /** seek, seekToBeginning or seekToEnd, once it is done with its records. `topic` and `partition` null: all it has. */
  | {
      readonly do: 'seek-consumer';
      readonly member: string;
      readonly topic: string | null;
      readonly partition: number | null;
      readonly to: number | 'beginning' | 'end';
    }
  /** pause and resume of the consumer. `topic` and `partition` null: all it has. */
  | {
      readonly do: 'pause-partitions' | 'resume-partitions';
      readonly member: string;
      readonly topic: string | null;
      readonly partition: number | null;
    }
  /**
   * kafka-consumer-groups --reset-offsets --execute, for a group without members. `topic` null: all that it has committed;
   * `partitions` absent: all of the topic.
   */
  | {
      readonly do: 'reset-offsets';
      readonly group: string;
      readonly topic: string | null;
      readonly partitions?: readonly number[];
      readonly to: ResetStrategy;
    }
  /** Faults and their ends from the dice of this seed, until they are stopped. */
  | { readonly do: 'start-chaos'; readonly profile: ChaosProfile; readonly seed: number }
  | { readonly do: 'stop-chaos' }
  /** Power fails for every broker and the controller at once. */
  | { readonly do: 'power-off' }
  | { readonly do: 'power-on' };

export interface TimedCommand {
  /** Microseconds since the start of the run. */
  readonly atUs: number;
  readonly command: Command;
}

/** What a person does to a consumer that runs. */
export type ConsumerCommand = Command & {
  readonly do:
    | 'remove-consumer'
    | 'crash-consumer'
    | 'slow-consumer'
    | 'freeze-consumer'
    | 'unfreeze-consumer'
    | 'pause-consumer'
    | 'resume-consumer'
    | 'seek-consumer'
    | 'pause-partitions'
    | 'resume-partitions';
};
