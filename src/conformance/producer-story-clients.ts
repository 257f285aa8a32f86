import { isBlocked, isFlushing } from '../kafka/client/producer/producer.ts';
import { parseConfigValue } from '../kafka/config/parse-config-value.ts';
import { producerConfigProblem } from '../kafka/config/producer-config-problem.ts';
import { producerConfigs } from '../kafka/config/producer-configs.ts';
import type { ProducerNode, SendOutcome } from '../sim/client/client-nodes.ts';
import { sendByHand, startProducer, step as stepProducerNode } from '../sim/client/producer-process.ts';
import { ownProducer } from '../sim/state.ts';
import type { ProducerStage } from './producer-story-player.ts';
import type {
  ConfigValues,
  ProducerOutcome,
  RecordShape,
  SendResult,
  SendStep,
  StoryError,
} from './producer-story-steps.ts';
import { advance, ms, second } from './story-clock.ts';

/** Longer than anything that a story waits for. */
const patienceUs = 600 * second;

type Client = NonNullable<ReturnType<ProducerStage['producers']['get']>>;

function clientOf({ producers }: ProducerStage, name: string): Client {
  const client = producers.get(name);
  if (client === undefined) throw new Error(`producer ${name} is not open`);
  return client;
}

function nodeOf({ s }: ProducerStage, { node }: Client): ProducerNode {
  const held = s.producers.get(node);
  if (held === undefined) throw new Error(`there is no producer node ${node}`);
  return held;
}

function waitUntil(stage: ProducerStage, isDone: () => boolean): void {
  for (let waited = 0; waited < patienceUs && !isDone(); waited += ms) advance(stage.s, ms);
}

/** The first value that Kafka refuses by itself, else what it refuses together. */
function configError(configs: Readonly<Record<string, string>>): StoryError | null {
  for (const def of producerConfigs) {
    const text = configs[def.name];
    const parsed = text === undefined ? null : parseConfigValue(def, text);
    if (parsed !== null && !parsed.ok) return { class: 'ConfigException', message: parsed.error };
  }
  const problem = producerConfigProblem(configs);
  return problem === null ? null : { class: problem.exception, message: problem.message };
}

export function openProducer(stage: ProducerStage, name: string, config: ConfigValues): ProducerOutcome {
  const { s, producers } = stage;
  const configs = Object.fromEntries(Object.entries(config).map(([key, value]) => [key, String(value)]));
  const error = configError(configs);
  if (error !== null) return { error };
  const setup = { id: name, topic: '', ratePerSecond: 0, keys: { kind: 'none' } as const, valueBytes: 0, configs };
  const node = startProducer(s, setup);
  ownProducer(s, node).outcomes = new Map();
  producers.set(name, { node, later: [], closed: false });
  return {};
}

function shapesOf(step: SendStep): RecordShape[] {
  const groups = step.records ?? [step];
  return groups.flatMap((shape) => Array.from({ length: shape.count ?? 1 }, () => ({ ...step, ...shape })));
}

const letter = (at: number): string => String.fromCharCode(97 + (at % 26));

/** Exceptions that send() throws itself; the others, ApiExceptions, are the future's. */
const thrown: ReadonlySet<string> = new Set(['IllegalStateException', 'KafkaException']);

/** One application thread sends the records, each when the send before has returned. */
export function sendAll(stage: ProducerStage, step: SendStep): ProducerOutcome {
  const client = clientOf(stage, step.producer);
  const tags: number[] = [];
  let error: StoryError | null = null;
  for (const [at, shape] of shapesOf(step).entries()) {
    const { partition = null, key = null, valueBytes = 10 } = shape;
    const value = shape.value === undefined ? letter(at).repeat(valueBytes) : shape.value;
    const timestamp = stage.startMs + at;
    sendByHand(stage.s, client.node, { topic: step.topic, partition, key, value, timestamp });
    const tag = nodeOf(stage, client).made;
    waitUntil(stage, () => !isBlocked(nodeOf(stage, client).producer));
    error = errorOf(nodeOf(stage, client).outcomes?.get(tag));
    if (error !== null && (client.closed || thrown.has(error.class))) break;
    error = null;
    tags.push(tag);
    if (step.each === true) awaitOutcomes(stage, client, [tag]);
  }
  if (step.flush === true) flush(stage, step.producer);
  if (step.later === true) client.later = [...client.later, ...tags];
  const results = step.later === true ? {} : { results: awaitOutcomes(stage, client, tags) };
  return { ...results, ...(error !== null && { error }) };
}

export function awaitResults(stage: ProducerStage, name: string): ProducerOutcome {
  const client = clientOf(stage, name);
  const { later } = client;
  client.later = [];
  return { results: awaitOutcomes(stage, client, later) };
}

function awaitOutcomes(stage: ProducerStage, client: Client, tags: readonly number[]): SendResult[] {
  waitUntil(stage, () => tags.every((tag) => nodeOf(stage, client).outcomes?.has(tag) === true));
  return tags.map((tag): SendResult => {
    const outcome = nodeOf(stage, client).outcomes?.get(tag);
    if (outcome === undefined) throw new Error('a send has no answer');
    if (outcome.ok) return { partition: outcome.partition, offset: outcome.offset };
    return { error: { class: outcome.exception, message: outcome.message } };
  });
}

function errorOf(outcome: SendOutcome | undefined): StoryError | null {
  return outcome === undefined || outcome.ok ? null : { class: outcome.exception, message: outcome.message };
}

export function flush(stage: ProducerStage, name: string): void {
  const client = clientOf(stage, name);
  stepProducerNode(stage.s, client.node, { kind: 'flush' });
  waitUntil(stage, () => !isFlushing(nodeOf(stage, client).producer));
}

export function closeProducer(stage: ProducerStage, name: string, timeoutMs: number): void {
  const client = clientOf(stage, name);
  stepProducerNode(stage.s, client.node, { kind: 'close', timeoutMs });
  waitUntil(stage, () => nodeOf(stage, client).producer.closed);
  client.closed = true;
}
