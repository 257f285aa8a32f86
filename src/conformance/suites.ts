import { assignorSuites } from './assignor.ts';
import { checkpointFilesSuite } from './checkpoint-files.ts';
import { compactionSuite } from './compaction.ts';
import { coordinatorSuite } from './coordinator.ts';
import { dumpLogSuite } from './dump-log.ts';
import { groupStoriesSuite } from './group-stories.ts';
import { indexSuite } from './index-files.ts';
import { javaRandomSuite } from './java-random.ts';
import { logValidatorSuite } from './log-validator.ts';
import { murmur2Suite } from './murmur2.ts';
import { offsetsSchemaSuite } from './offsets-schema.ts';
import { partitionerSuite } from './partitioner.ts';
import { placementSuite } from './placement.ts';
import { producerStoriesSuite } from './producer-stories.ts';
import { recordBatchSuite } from './record-batch.ts';
import { recordBatchInvalidSuite } from './record-batch-invalid.ts';
import { recoverySuite } from './recovery.ts';
import { replicationQuotaSuite } from './replication-quota.ts';
import { segmentsSuite } from './segments.ts';
import { stickySuite } from './sticky.ts';
import { ownStoriesSuite, storiesSuite } from './stories.ts';
import type { Suite } from './suite.ts';

/** Every suite that the runner knows, by name. */
export const suites: ReadonlyMap<string, Suite> = new Map(
  [
    ...assignorSuites,
    checkpointFilesSuite,
    compactionSuite,
    coordinatorSuite,
    dumpLogSuite,
    groupStoriesSuite,
    indexSuite,
    javaRandomSuite,
    logValidatorSuite,
    murmur2Suite,
    offsetsSchemaSuite,
    partitionerSuite,
    placementSuite,
    producerStoriesSuite,
    recordBatchSuite,
    recordBatchInvalidSuite,
    recoverySuite,
    replicationQuotaSuite,
    segmentsSuite,
    stickySuite,
    storiesSuite,
    ownStoriesSuite,
  ].map((suite) => [suite.name, suite]),
);
