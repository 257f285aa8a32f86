import { isAlive } from '../sim/broker/broker-state.ts';
import { applyCommand } from '../sim/commands.ts';
import { setting } from '../sim/settings.ts';
import { createSimulation } from '../sim/simulation.ts';
import type { SimState } from '../sim/state.ts';
import { playAdminStep } from './story-admin.ts';
import { consume, produce } from './story-clients.ts';
import { advance, ms, second } from './story-clock.ts';
import { lookAt } from './story-facts.ts';
import { loseRecords } from './story-loss.ts';
import type { StoryCluster, StoryInput, StoryOutput, StoryResult, StoryStep } from './story-steps.ts';

/** A recorder looks when nothing has changed for long; so much simulated time stands for that. */
const settleUs = 30 * second;
/** Without a quorum a recording goes on sooner: what brokers forward meanwhile they hold for a minute. */
const lostQuorumUs = 4 * second;
/** With `now` the next step follows some tens of milliseconds after the result. */
const atOnceUs = 60 * ms;

function clusterOf(cluster: StoryCluster): SimState {
  const setup = {
    brokers: cluster.brokers.map(({ id, rack }) => ({ id, rack: rack ?? null })),
    controllerId: cluster.controllers[0] ?? 100,
    ...(cluster.controllers.length > 1 && { controllerIds: cluster.controllers }),
    network: { latencyUs: ms, jitterUs: 0, bandwidth: 0, lossPerMillion: 0, retransmitUs: 0 },
    brokerConfigs: {
      ...cluster.config,
      ...cluster.features,
      'metadata.max.idle.interval.ms': '0',
      // A recording is over before the first of these.
      'unclean.leader.election.interval.ms': '1000000000',
    },
    topics: [],
    producers: [],
    groups: [],
  };
  const s = createSimulation(setup, 1, 1_700_000_000_000);
  advance(s, 10 * second);
  return s;
}

/**
 * Plays a story and looks where the recorder looked. What conformance does not compare (metadata records, server log,
 * messages) is as it was recorded.
 */
export function playStory(input: StoryInput, expected: StoryOutput): StoryOutput {
  const s = clusterOf(input.cluster);
  const steps = input.steps.map((step, at) => {
    const outcome = expected.steps[at] ?? { result: { ok: true } };
    const result = play(s, step);
    advance(s, pauseAfter(s, step, input.steps[at + 1]));
    return { ...outcome, result: { ...messageOf(outcome.result), ...result }, ...lookAt(s, outcome) };
  });
  return { steps };
}

/**
 * Brokers that die one right after the other are fenced one after the other: their last heartbeats lie anywhere within
 * an interval, and the recordings that agree are those in which they lie in that order.
 */
function pauseAfter(s: SimState, step: StoryStep, next: StoryStep | undefined): number {
  if (step.now !== true) return hasMajority(s) ? settleUs : lostQuorumUs;
  const falls = (one: StoryStep | undefined): boolean =>
    (one?.do === 'kill' || one?.do === 'pause') && s.brokers.has(one.broker);
  if (!falls(step) || !falls(next)) return atOnceUs;
  return (setting(s, 'broker.heartbeat.interval.ms') + setting(s, 'broker.session.timeout.ms') / 4) * ms;
}

const hasMajority = (s: SimState): boolean =>
  2 * [...s.controllers.values()].filter(({ running, frozen }) => running && frozen === null).length >
  s.controllers.size;

function messageOf(result: StoryResult & { readonly message?: string }): object {
  return result.message === undefined ? {} : { message: result.message };
}

const done: StoryResult = { ok: true };

function play(s: SimState, step: StoryStep): StoryResult {
  switch (step.do) {
    case 'produce':
      return produce(s, step);
    case 'consume':
      return consume(s, step.topic, step.partition, step.from);
    case 'kill':
    case 'start':
    case 'pause':
    case 'resume':
      if (s.controllers.has(step.broker)) applyCommand(s, { do: `${step.do}-controller`, controller: step.broker });
      else applyCommand(s, { do: `${step.do}-broker`, broker: step.broker });
      return done;
    case 'stop':
      return stop(s, step.broker);
    case 'cut':
    case 'heal':
      for (const link of step.links) {
        const [from = -1, to = -1] = link.split('>').map(Number);
        applyCommand(s, { do: `${step.do}-link`, from, to });
      }
      return done;
    case 'lose':
      loseRecords(s, step.broker, step.topic, step.partition, step.from);
      return done;
    case 'wait':
      advance(s, step.ms * ms);
      return done;
    default:
      return playAdminStep(s, step);
  }
}

/** The recorder waits until the process has ended. */
function stop(s: SimState, id: number): StoryResult {
  if (s.controllers.has(id)) applyCommand(s, { do: 'stop-controller', controller: id });
  else applyCommand(s, { do: 'stop-broker', broker: id });
  const runs = (): boolean => {
    if (s.controllers.get(id)?.running === true) return true;
    const broker = s.brokers.get(id);
    return broker !== undefined && isAlive(broker);
  };
  for (let waited = 0; waited < 60 * second && runs(); waited += 10 * ms) advance(s, 10 * ms);
  return done;
}
