import { acknowledgedProduce } from './acknowledged-produce.ts';
import { acknowledgedRecords } from './acknowledged-records.ts';
import { epochHistory, followersCopy } from './appended-once.ts';
import { batchChecksums } from './batch-checksums.ts';
import { brokerEpochs } from './broker-epochs.ts';
import type { Checker } from './checker.ts';
import { cleanElections } from './clean-elections.ts';
import { committedOffsets } from './committed-offsets.ts';
import { committedPositions } from './committed-positions.ts';
import { compaction } from './compaction.ts';
import { consumerPositions } from './consumer-positions.ts';
import { coordinators } from './coordinators.ts';
import { doubleOwnership } from './double-ownership.ts';
import { duplicateAnswers } from './duplicate-answers.ts';
import { eligibleLeaders } from './eligible-leaders.ts';
import { epochCache } from './epoch-cache.ts';
import { fencedCommits } from './fenced-commits.ts';
import { fencedMembers } from './fenced-members.ts';
import { fetchEpochs } from './fetch-epochs.ts';
import { fetchers } from './fetchers.ts';
import { balancedAssignments, cooperativeHandover, validAssignments } from './group-assignments.ts';
import { groupGenerations } from './group-generations.ts';
import { groupStates } from './group-states.ts';
import { idempotentOrder } from './idempotent-order.ts';
import { indexEntries } from './index-entries.ts';
import { isrJoins } from './isr-joins.ts';
import { keyedPartitions } from './keyed-partitions.ts';
import { latestOffsets } from './latest-offsets.ts';
import { leaderCandidates } from './leader-candidates.ts';
import { leaderCompleteness } from './leader-completeness.ts';
import { leaderHighWatermark } from './leader-high-watermark.ts';
import { logMatching } from './log-matching.ts';
import { logOrder } from './log-order.ts';
import { logStart } from './log-start.ts';
import { metadataSnapshots } from './metadata-snapshots.ts';
import { minIsr } from './min-isr.ts';
import { offsets } from './offsets.ts';
import { oneLeader } from './one-leader.ts';
import { partitionEpochs } from './partition-epochs.ts';
import { partitionRecords } from './partition-records.ts';
import { placement } from './placement.ts';
import { produceAnswers } from './produce-answers.ts';
import { producerEpochs, producerSequences } from './producer-order.ts';
import { appliedMetadata, committedMetadata, quorumCompleteness } from './quorum-commits.ts';
import { quorumEpochs } from './quorum-epochs.ts';
import { quorumHighWatermark } from './quorum-high-watermark.ts';
import { quorumLeaders } from './quorum-leaders.ts';
import { quorumVotes } from './quorum-votes.ts';
import { reassignments } from './reassignments.ts';
import { rebalanceCauses } from './rebalance-causes.ts';
import { repeatableReads } from './repeatable-reads.ts';
import { replicationQuorum } from './replication-quorum.ts';
import { strongIsr } from './strong-isr.ts';
import { throttles } from './throttles.ts';
import { truncations } from './truncations.ts';
import { uncleanElections } from './unclean-elections.ts';

/** Every promise that is watched, in the order of docs/invariants.md: the first that is broken is told. */
export const checkers: readonly Checker[] = [
  logOrder,
  batchChecksums,
  offsets,
  logStart,
  epochCache,
  indexEntries,
  logMatching,
  epochHistory,
  truncations,
  followersCopy,
  strongIsr,
  leaderCandidates,
  leaderCompleteness,
  acknowledgedRecords,
  repeatableReads,
  leaderHighWatermark,
  replicationQuorum,
  minIsr,
  produceAnswers,
  isrJoins,
  oneLeader,
  partitionRecords,
  eligibleLeaders,
  fencedMembers,
  partitionEpochs,
  cleanElections,
  uncleanElections,
  latestOffsets,
  fetchers,
  fetchEpochs,
  reassignments,
  placement,
  throttles,
  quorumEpochs,
  quorumLeaders,
  quorumVotes,
  quorumHighWatermark,
  committedMetadata,
  quorumCompleteness,
  metadataSnapshots,
  appliedMetadata,
  brokerEpochs,
  compaction,
  producerSequences,
  producerEpochs,
  duplicateAnswers,
  idempotentOrder,
  acknowledgedProduce,
  keyedPartitions,
  validAssignments,
  doubleOwnership,
  balancedAssignments,
  cooperativeHandover,
  groupStates,
  groupGenerations,
  consumerPositions,
  committedPositions,
  committedOffsets,
  fencedCommits,
  rebalanceCauses,
  coordinators,
];
