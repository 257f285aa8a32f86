import { nextBelow, seedPrng } from '../../base/prng.ts';
import type { ResetStrategy } from '../../kafka/group/offset-reset.ts';
import type { Command, TimedCommand } from '../command.ts';
import type { ApplicationSetup, ClusterSetup, GroupSetup, MemberSetup, PoisonSetup } from '../setup.ts';
import { type Dice, pick } from './dice.ts';
import { loadFrom, withWorkload } from './workloads.ts';

const apart = 0x6170_706c;
const deadLetters = 'orders.DLT';

interface Drawn {
  readonly setup: ClusterSetup;
  readonly commands: readonly TimedCommand[];
}

/**
 * Applications that commit, throw, hang, seek and pause, and what producers send, for half of the seeds; by dice of their
 * own: schedules without them stay what they are.
 */
export function withApplications(seed: number, setup: ClusterSetup, commands: readonly TimedCommand[]): Drawn {
  const prng = seedPrng((seed ^ apart) >>> 0);
  const dice: Dice = (count) => nextBelow(prng, count);
  if (dice(2) === 0) return { setup, commands };
  const often = 1 + dice(3);
  return {
    setup: {
      ...setup,
      // There is always a topic for dead letters, and one that a pattern matches as well.
      topics: [...setup.topics, { name: deadLetters, partitions: 1 + dice(2), replicationFactor: 1, configs: {} }],
      producers: setup.producers.map((producer) => (dice(2) === 0 ? withWorkload(dice, producer) : producer)),
      groups: setup.groups.map((group) => withApplication(dice, group)),
    },
    commands: commands.flatMap(({ atUs, command }) => {
      const changed = { atUs, command: richer(dice, command) };
      return dice(often) === 0 ? [changed, { atUs, command: applicationAct(dice) }] : [changed];
    }),
  };
}

/** The same act, on a client that does more. */
function richer(dice: Dice, command: Command): Command {
  switch (command.do) {
    case 'add-producer':
      return { ...command, producer: withWorkload(dice, command.producer) };
    case 'add-group':
      return { ...command, group: withApplication(dice, command.group) };
    case 'add-consumer':
      return dice(3) === 0 ? { ...command, assign: byHand(dice) } : command;
    default:
      return command;
  }
}

function applicationAct(dice: Dice): Command {
  const member = `${pick(dice, ['billing', 'billing', 'audit'])}-${dice(4)}`;
  const [topic, partition] = pick(dice, [[null, null] as const, ['orders', dice(3)] as const]);
  return pick<() => Command>(dice, [
    () => ({ do: 'freeze-consumer', member }),
    () => ({ do: 'unfreeze-consumer', member }),
    () => ({ do: 'pause-consumer', member }),
    () => ({ do: 'resume-consumer', member }),
    () => ({ do: 'pause-partitions', member, topic, partition }),
    () => ({ do: 'resume-partitions', member, topic, partition }),
    () => ({
      do: 'seek-consumer',
      member,
      topic,
      partition,
      to: pick<number | 'beginning' | 'end'>(dice, ['beginning', 'end', dice(50), 1_000_000]),
    }),
    () => ({ do: 'change-producer', producer: 'shop', load: pick(dice, [null, loadFrom(dice), loadFrom(dice)]) }),
    () => ({
      do: 'add-consumer',
      group: 'billing',
      member: `alone-${dice(1000)}`,
      processingUs: 1000,
      assign: byHand(dice),
    }),
    () => ({
      do: 'reset-offsets',
      group: pick(dice, ['billing', 'nobody']),
      topic: pick(dice, [null, 'orders']),
      to: pick<ResetStrategy>(dice, [{ kind: 'to-earliest' }, { kind: 'to-latest' }, { kind: 'shift-by', by: -5 }]),
    }),
  ])();
}

/** Partitions of its own; one of them may not exist. */
const byHand = (dice: Dice) =>
  Array.from({ length: 1 + dice(2) }, (_, at) => ({ topic: 'orders', partition: at + dice(2) * 2 }));

function withApplication(dice: Dice, group: GroupSetup): GroupSetup {
  const isByPattern = dice(4) === 0;
  const deadLetterTopic = isByPattern ? deadLetters : undefined;
  const application = dice(4) === 0 ? undefined : applicationFrom(dice, deadLetterTopic);
  const alone = dice(8) === 0;
  return {
    ...group,
    ...(isByPattern && { topics: [], pattern: pick(dice, ['orders', 'orders|t.*', '.*', 'no-such-.*']) }),
    ...(application !== undefined && { application }),
    members: group.members.map((member): MemberSetup => (alone ? { ...member, assign: byHand(dice) } : member)),
    configs: {
      ...group.configs,
      'isolation.level': pick(dice, ['read_uncommitted', 'read_committed']),
      // Else what a poll returns may take longer than max.poll.interval.ms, again and again.
      ...(application?.poison !== undefined && { 'max.poll.records': '5' }),
      ...(dice(4) === 0 && { 'auto.offset.reset': pick(dice, ['none', 'by_duration:PT10S']) }),
    },
  };
}

function applicationFrom(dice: Dice, deadLetterTopic: string | undefined): ApplicationSetup {
  return {
    ...(dice(3) > 0 && {
      commit: {
        call: pick(dice, ['commitSync', 'commitAsync'] as const),
        when: pick(dice, ['before', 'after'] as const),
        ...(dice(2) === 0 && { records: 1 + dice(4) }),
      },
    }),
    ...(dice(2) === 0 && { poison: poisonFrom(dice, deadLetterTopic) }),
  };
}

function poisonFrom(dice: Dice, deadLetterTopic: string | undefined): PoisonSetup {
  // One that is tried for ever, and one whose records work in the end.
  const retries = pick(dice, [0, 1, 3, null]);
  return {
    record: pick<PoisonSetup['record']>(dice, [
      { by: 'key', text: 'user-1' },
      { by: 'value', text: '3' },
      { by: 'offset', every: 3 + dice(20) },
    ]),
    ...((retries === null || dice(3) === 0) && { failures: 1 + dice(3) }),
    retries,
    backoffMs: dice(2) * 50,
    giveUp: pick(dice, ['stop', 'skip', 'skip', 'dead-letter', 'dead-letter']),
    ...(deadLetterTopic !== undefined && { deadLetterTopic }),
  };
}
