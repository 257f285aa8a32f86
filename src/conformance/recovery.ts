import { fromHex } from '../base/bytes.ts';
import { epochCheckpointText } from '../kafka/log/log-files.ts';
import { deleteDueFiles, tryOpenLog } from '../kafka/log/partition-log.ts';
import { fileNames, producerFacts, segmentFacts, stateOf } from './log-facts.ts';
import { logConfigOf, type TopicConfigs } from './log-steps.ts';
import { defineSuite } from './suite.ts';

interface Input {
  readonly config: TopicConfigs;
  readonly now: number;
  readonly files: Readonly<Record<string, string>>;
  readonly recoveryPoint: number;
  readonly logStartOffset: number;
  readonly hadCleanShutdown: boolean;
}

const TWO_MINUTES_MS = 120_000;

export const recoverySuite = defineSuite<Input>('recovery', (input) => {
  const { recoveryPoint, logStartOffset, hadCleanShutdown, now: nowMs } = input;
  const opened = tryOpenLog({
    topic: 'orders',
    partition: 0,
    topicId: '',
    files: new Map(Object.entries(input.files).map(([name, bytes]) => [name, fromHex(bytes)])),
    config: logConfigOf(input.config),
    cow: 0,
    nowMs,
    recoveryPoint,
    logStartOffset,
    hadCleanShutdown,
  });
  if (!opened.ok) {
    const { class: name, message, filesLeft } = opened.error;
    return { error: { class: name, message }, filesLeft };
  }
  const { log, report } = opened.value;
  // Nothing restores the high watermark here: it starts at the log start.
  const state = stateOf(log, log.logStartOffset, report.otherFiles);
  const answer = {
    error: null,
    state,
    segments: log.segments.map(segmentFacts),
    producers: producerFacts(log),
    leaderEpochCheckpoint: epochCheckpointText(log),
  };
  deleteDueFiles(log, nowMs + TWO_MINUTES_MS);
  return { ...answer, filesAfterDeleteDelay: fileNames(log, report.otherFiles) };
});
