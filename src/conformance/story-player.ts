import { callController } from '../sim/client/admin-process.ts';
import { sendByHand, startProducer } from '../sim/client/producer-process.ts';
import type { Command } from '../sim/command.ts';
import { applyCommand } from '../sim/commands.ts';
import { createSimulation, runNextEvent } from '../sim/simulation.ts';
import type { SimState } from '../sim/state.ts';
import { differencesFrom } from './story-facts.ts';
import type { Story, StoryCluster, StoryStep } from './story-steps.ts';

const ms = 1000;
const second = 1_000_000;
/** A recorder looks when nothing has changed for long; so much simulated time stands for that. */
const settleUs = 30 * second;
/** With `now` the next step follows some tens of milliseconds after the result. */
const atOnceUs = 60 * ms;

function clusterOf(cluster: StoryCluster): SimState {
  const setup = {
    brokers: cluster.brokers,
    controllerId: cluster.controllers[0] ?? 100,
    network: { latencyUs: ms, jitterUs: 0, bandwidth: 0, lossPerMillion: 0, retransmitUs: 0 },
    brokerConfigs: { ...cluster.config, ...cluster.features, 'metadata.max.idle.interval.ms': '0' },
    topics: [],
    producers: [],
    groups: [],
  };
  const s = createSimulation(setup, 1, 1_700_000_000_000);
  advance(s, 10 * second);
  return s;
}

function advance(s: SimState, us: number): void {
  const until = s.nowUs + us;
  while (runNextEvent(s, until));
  s.nowUs = until;
}

/** Plays a story and gives every difference from what the real cluster showed; empty when there is none. */
export function playStory(story: Story): string[] {
  const s = clusterOf(story.in.cluster);
  const differences: string[] = [];
  for (const [at, step] of story.in.steps.entries()) {
    const outcome = story.out.steps[at];
    const result = play(s, step);
    advance(s, step.now === true ? atOnceUs : settleUs);
    if (outcome === undefined) continue;
    const where = `step ${at} (${step.do})`;
    if (result !== null && result.ok !== outcome.result.ok) {
      differences.push(`${where}: ok is ${result.ok}, Kafka said ${JSON.stringify(outcome.result)}`);
    }
    differences.push(...differencesFrom(s, outcome).map((text) => `${where}: ${text}`));
  }
  return differences;
}

function play(s: SimState, step: StoryStep): { readonly ok: boolean } | null {
  switch (step.do) {
    case 'create-topic': {
      const configs = Object.entries(step.config ?? {}).map(([name, value]) => ({ name, value: String(value) }));
      const { topic: name, assignment: assignments } = step;
      const topics = [{ name, numPartitions: -1, replicationFactor: -1, assignments, configs }];
      callController(s, { api: 'CreateTopics', topics }, elected(name, 0));
      return null;
    }
    case 'create-partitions': {
      const topics = [{ name: step.topic, count: step.total, assignments: step.assignment }];
      callController(s, { api: 'CreatePartitions', topics }, elected(step.topic, 0));
      return null;
    }
    case 'produce':
      return produce(s, step);
    case 'kill':
    case 'stop':
    case 'start':
      applyCommand(s, { do: `${step.do}-broker`, broker: step.broker });
      return null;
    case 'cut':
    case 'heal':
      for (const link of step.links) {
        const [from = -1, to = -1] = link.split('>').map(Number);
        applyCommand(s, { do: `${step.do}-link`, from, to });
      }
      return null;
    case 'elect': {
      const electionType = step.type === 'unclean' ? 'UNCLEAN' : 'PREFERRED';
      const partitions = [{ topic: step.topic, partition: step.partition }];
      callController(s, { api: 'ElectLeaders', electionType, partitions }, elected(step.topic, step.partition));
      return null;
    }
    case 'wait':
      advance(s, step.ms * ms);
      return null;
    case 'consume':
      return null;
  }
}

/** Some command to hang a refusal on; nothing reads it here. */
const elected = (topic: string, partition: number): Command => ({ do: 'elect-preferred-leader', topic, partition });

/** A fresh producer without retries sends one batch; runs until its answer, or its time, has come. */
function produce(s: SimState, step: Extract<StoryStep, { do: 'produce' }>): { readonly ok: boolean } {
  const timeout = Number(step.timeout ?? 5000);
  const configs = {
    acks: step.acks,
    retries: '0',
    'linger.ms': '20',
    'request.timeout.ms': String(timeout),
    'delivery.timeout.ms': String(timeout + 1000),
    'max.block.ms': '5000',
  };
  const { topic, partition } = step;
  const setup = {
    id: `story-${s.nextClientNode}`,
    topic,
    ratePerSecond: 0,
    keys: { kind: 'none' } as const,
    valueBytes: 0,
    configs,
  };
  const node = startProducer(s, setup, step.via === undefined ? null : [step.via]);
  const first = Number(step.first.slice(1));
  for (let n = first; n < first + step.count; n++) sendByHand(s, node, { topic, partition, key: null, value: `m${n}` });
  const done = (): number => {
    const producer = s.producers.get(node)?.producer;
    return (producer?.acknowledged ?? 0) + (producer?.failed ?? 0);
  };
  for (let waited = 0; waited < 15 * second && done() < step.count; waited += 10 * ms) advance(s, 10 * ms);
  return { ok: s.producers.get(node)?.producer.acknowledged === step.count };
}
