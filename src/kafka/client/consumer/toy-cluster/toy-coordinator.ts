import { assert } from '../../../../base/assert.ts';
import {
  createShard,
  type Deletion,
  defaultGroupCoordinatorConfig,
  deleteGroup,
  deleteOffsets,
  deleteOffsetsOfTopic,
  type GroupContext,
  type GroupCoordinatorConfig,
  type GroupEffect,
  type GroupRecord,
  type GroupRequest,
  type GroupShard,
  handleGroupRequest,
  handleGroupTimer,
  onLoaded,
  replayRecord,
  unloadShard,
  writeOutcome,
} from '../../../group/group-coordinator.ts';
import type { ErrorCode } from '../../../protocol/errors.ts';
import type { KafkaResponse, TopicPartition } from '../../../protocol/requests.ts';
import type { ToyClock } from './toy-clock.ts';

const commitUs = 2_000;

/** The real coordinator of all groups over a toy log. */
export class ToyCoordinator {
  shard: GroupShard;
  readonly log: GroupRecord[] = [];
  readonly serverLog: { readonly atUs: number; readonly line: string }[] = [];
  /** What the log of `__consumer_offsets` answers to an append; `NONE`: committed a little later. */
  appendError: ErrorCode = 'NONE';
  /** Appended, but never committed. */
  commitsHang = false;
  private readonly clock: ToyClock;
  private readonly config: GroupCoordinatorConfig;
  private readonly nowMs: () => number;
  private readonly partitionCount: (topic: string) => number;
  private readonly answers = new Map<number, (response: KafkaResponse) => void>();
  private nextToken = 1;
  private uuids = 0;

  constructor(
    clock: ToyClock,
    config: Partial<GroupCoordinatorConfig>,
    nowMs: () => number,
    partitionCount: (topic: string) => number,
  ) {
    this.clock = clock;
    this.config = { ...defaultGroupCoordinatorConfig, ...config };
    this.nowMs = nowMs;
    this.partitionCount = partitionCount;
    this.shard = createShard(0, 0, 0);
    this.take(onLoaded(this.shard, this.context()));
  }

  private context(): GroupContext {
    return {
      nowUs: this.clock.nowUs,
      nowMs: this.nowMs(),
      newMemberUuid: () => `00000000-0000-0000-0000-${String(this.uuids++).padStart(12, '0')}`,
      config: this.config,
      partitionCount: this.partitionCount,
    };
  }

  handle(request: GroupRequest, answer: (response: KafkaResponse) => void): void {
    const token = this.nextToken++;
    this.answers.set(token, answer);
    this.take(handleGroupRequest(this.shard, token, request, this.context()));
  }

  deleteGroup = (groupId: string): ErrorCode => this.deletion(deleteGroup(this.shard, groupId, this.context()));

  deleteOffsets = (groupId: string, partitions: readonly TopicPartition[]): ErrorCode =>
    this.deletion(deleteOffsets(this.shard, groupId, partitions, this.context()));

  deleteOffsetsOfTopic = (topic: string): void => this.take(deleteOffsetsOfTopic(this.shard, topic, this.context()));

  private deletion({ error, effects }: Deletion): ErrorCode {
    this.take(effects);
    return error;
  }

  private take(effects: readonly GroupEffect[]): void {
    for (const effect of effects) {
      if (effect.kind === 'respond') {
        const answer = this.answers.get(effect.token);
        assert(answer !== undefined, `request ${effect.token} is answered once`);
        this.answers.delete(effect.token);
        answer(effect.response);
      } else if (effect.kind === 'timer') {
        const { key } = effect;
        this.clock.setTimer(key, effect.atUs, () => this.take(handleGroupTimer(this.shard, key, this.context())));
      } else if (effect.kind === 'cancelTimer') {
        this.clock.cancelTimer(effect.key);
      } else if (effect.kind === 'append') {
        this.append(effect.appendId, effect.records);
      } else {
        this.serverLog.push({ atUs: this.clock.nowUs, line: `${effect.level} ${effect.message}` });
      }
    }
  }

  private append(appendId: number, records: readonly GroupRecord[]): void {
    const report = (outcome: ErrorCode): void => this.take(writeOutcome(this.shard, appendId, outcome, this.context()));
    if (this.appendError !== 'NONE') {
      report(this.appendError);
      return;
    }
    this.log.push(...records);
    const { shard } = this;
    if (!this.commitsHang) this.clock.at(commitUs, () => this.shard === shard && report('NONE'));
  }

  /** Another broker takes over: the old one lets go, the new one loads the log. */
  move(): void {
    this.take(unloadShard(this.shard, this.context()));
    this.shard = createShard(0, this.shard.epoch + 1, 0);
    for (const { key, value } of this.log) replayRecord(this.shard, key, value);
    this.take(onLoaded(this.shard, this.context()));
  }
}
