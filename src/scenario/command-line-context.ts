import type { ApplicationSetup, KeyPattern, LoadPattern, RecordPattern } from '../sim/setup.ts';

/** What a command line needs to know beside the act. All of it is optional; a snapshot has the parts. */
export interface CommandLineContext {
  /** `localhost:9092` when not given. */
  readonly bootstrap?: string;
  /** 100 when not given. */
  readonly controllerId?: number;
  /** Every voter of the metadata quorum; the one controller when not given. */
  readonly controllers?: readonly number[];
  readonly brokers?: readonly number[];
  /** The rack of each broker that has one. */
  readonly racks?: readonly { readonly broker: number; readonly rack: string }[];
  readonly producers?: readonly ProducerInUse[];
  readonly groups?: readonly GroupInUse[];
}

/** What a new member of a group takes over from it. */
export interface GroupInUse {
  readonly id: string;
  readonly topics: readonly string[];
  readonly pattern?: string;
  readonly application?: ApplicationSetup;
  readonly configs?: Readonly<Record<string, string>>;
}

/** A producer as it is now: a changed one is started anew. */
export interface ProducerInUse {
  readonly id: string;
  readonly topic: string;
  readonly ratePerSecond: number;
  readonly keys: KeyPattern;
  readonly acks: '0' | '1' | 'all';
  readonly load?: LoadPattern;
  readonly record?: RecordPattern;
  readonly configs?: Readonly<Record<string, string>>;
}
