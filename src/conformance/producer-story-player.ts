import { isAlive } from '../sim/broker/broker-state.ts';
import { applyCommand } from '../sim/commands.ts';
import { createSimulation } from '../sim/simulation.ts';
import type { SimState } from '../sim/state.ts';
import { awaitResults, closeProducer, flush, openProducer, sendAll } from './producer-story-clients.ts';
import { type Landed, landedBatches, offsetsOf } from './producer-story-facts.ts';
import type { ProducerOutcome, ProducerStep, ProducerStoryInput, ProducerStoryOutput } from './producer-story-steps.ts';
import { advance, ms, second } from './story-clock.ts';

const broker = 1;
const controller = 100;
/** One way between two processes of one machine. */
const latencyUs = 200;

/** A story that goes on. */
export interface ProducerStage {
  readonly s: SimState;
  readonly startMs: number;
  /** Node of each open producer, by its name; the tags whose results a later step asks for. */
  readonly producers: Map<string, { readonly node: number; later: readonly number[]; closed: boolean }>;
  readonly landed: Landed;
}

function stageOf(input: ProducerStoryInput): ProducerStage {
  const topics = Object.entries(input.topics).map(([name, given]) => {
    const shape = typeof given === 'number' ? { partitions: given } : given;
    const configs = Object.entries(shape.configs ?? {}).map(([key, value]) => [key, String(value)] as const);
    return { name, partitions: shape.partitions, replicationFactor: 1, configs: Object.fromEntries(configs) };
  });
  const settings = Object.entries(input.broker ?? {}).map(([key, value]) => [key, String(value)] as const);
  const setup = {
    brokers: [{ id: broker, rack: null }],
    controllerId: controller,
    network: { latencyUs, jitterUs: 0, bandwidth: 0, lossPerMillion: 0, retransmitUs: 0 },
    brokerConfigs: { 'metadata.max.idle.interval.ms': '0', ...Object.fromEntries(settings) },
    topics,
    producers: [],
    groups: [],
  };
  const s = createSimulation(setup, 1, 1_700_000_000_000);
  advance(s, 10 * second);
  const startMs = s.startTimeMs + Math.floor(s.nowUs / ms);
  return { s, startMs, producers: new Map(), landed: { read: new Map(), ids: new Map() } };
}

/** Plays a story: what each call gave, and what stands in the log half a second after the last change. */
export function playProducerStory(input: ProducerStoryInput, expected: ProducerStoryOutput): ProducerStoryOutput {
  const stage = stageOf(input);
  const steps = input.steps.map((step, at) => {
    const before = stage.s.nowUs;
    const outcome = play(stage, step);
    const tookMs = (stage.s.nowUs - before) / ms;
    const batches = settle(stage);
    const offsets = isRunning(stage.s) ? { offsets: offsetsOf(stage.s, broker, input.topics) } : {};
    const approxMs = step.timed === true ? { approxMs: about(tookMs, expected.steps[at]?.approxMs) } : {};
    return { ...outcome, ...approxMs, batches, ...offsets };
  });
  return { steps };
}

/** The recorded time, when ours lies within half a second or a fifth of it. */
function about(tookMs: number, recordedMs: number | undefined): number {
  if (recordedMs === undefined) return tookMs;
  return Math.abs(tookMs - recordedMs) <= Math.max(500, recordedMs / 5) ? recordedMs : tookMs;
}

type Batches = NonNullable<ProducerOutcome['batches']>;

function settle({ s, landed }: ProducerStage): Batches {
  let found = landedBatches(s, broker, landed);
  for (;;) {
    advance(s, 500 * ms);
    const more = landedBatches(s, broker, landed);
    if (Object.keys(more).length === 0) return found;
    found = joined(found, more);
  }
}

function joined(first: Batches, second: Batches): Batches {
  const names = new Set([...Object.keys(first), ...Object.keys(second)]);
  return Object.fromEntries([...names].map((name) => [name, [...(first[name] ?? []), ...(second[name] ?? [])]]));
}

function isRunning(s: SimState): boolean {
  const found = s.brokers.get(broker);
  return found !== undefined && isAlive(found);
}

function play(stage: ProducerStage, step: ProducerStep): ProducerOutcome {
  const { s } = stage;
  switch (step.do) {
    case 'open':
      return openProducer(stage, step.producer, step.config ?? {});
    case 'send':
      return sendAll(stage, step);
    case 'results':
      return awaitResults(stage, step.producer);
    case 'flush':
      flush(stage, step.producer);
      return {};
    case 'close':
      closeProducer(stage, step.producer, step.timeoutMs ?? 5000);
      return {};
    case 'stopBroker':
      applyCommand(s, { do: 'kill-broker', broker });
      applyCommand(s, { do: 'kill-controller', controller });
      return {};
    case 'startBroker': {
      applyCommand(s, { do: 'start-controller', controller });
      applyCommand(s, { do: 'start-broker', broker });
      for (let waited = 0; waited < 60 * second && s.brokers.get(broker)?.state !== 'running'; waited += 10 * ms) {
        advance(s, 10 * ms);
      }
      advance(s, (step.waitMs ?? 0) * ms);
      return {};
    }
    case 'wait':
      advance(s, step.ms * ms);
      return {};
    default:
      throw new Error(`there is no step ${String((step as { readonly do: unknown }).do)}`);
  }
}
