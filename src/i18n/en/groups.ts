import type { BarFacts } from '../groups.ts';
import { code, words } from '../words.ts';

const when = ({ from, to, took }: BarFacts): string =>
  to === null ? `since ${from} (${took} so far)` : `${from} to ${to} (${took})`;

function waits({ phase, before, join, sync }: BarFacts): string {
  const first = phase === 'arriving' ? 'to find the coordinator' : 'to commit before';
  const steps = [
    before === null ? '' : `${before} ${first}`,
    join === null ? '' : `${join} for the other members (JoinGroup)`,
    sync === null ? '' : `${sync} for the leader’s assignment (SyncGroup)`,
  ].filter((step) => step !== '');
  return steps.length === 0 ? '' : `: ${steps.join(', ')}`;
}

/** What the groups lens says. */
export const groupsLens = {
  label: 'Consumer groups',
  which: 'Group',
  loading: 'Reading …',
  empty: 'There is no consumer group in this cluster.',
  emptyText: 'A group shares the partitions of its topics among its consumers. Add one in the panel of the cluster.',
  toPanel: 'Show the cluster’s panel',
  acts: 'Configs and acts',

  facts: 'The group',
  state: 'State',
  generation: 'Generation',
  protocol: 'Protocol',
  assignor: 'Assignor',
  topics: 'Subscribed to',
  coordinator: 'Coordinator',
  offsetsPartition: 'Commits to',
  lag: 'Lag',
  none: 'none',
  broker: (id: number) => `broker ${id}`,

  rebalances: {
    title: 'Who read, and who stood still',
    chart: 'Consumers over simulated time. Arrow keys go from bar to bar.',
    window: 'Time',
    windows: { short: '30 s', middle: '2 min', long: '10 min', all: 'all' },
    generation: (generation: number) => `gen ${generation}`,
    hint: 'Point at a bar or go to it with Tab and the arrow keys: it says from when to when, and why. Enter selects the consumer.',
    goTo: (clock: string) => `Go to ${clock}`,
    nobody: 'No consumer of this group was there in this time.',
    legend: 'Legend',
    phases: {
      reading: 'has partitions and reads',
      joining: 'stands still: gave them up, waits for the group',
      dead: 'crashed, the group does not know yet',
      expelled: 'out of the group, has not noticed',
      idle: 'member without a partition',
      arriving: 'joins for the first time',
    },
    commit: 'commit',
    mark: 'new generation',
    coordinator: 'new coordinator',
  },

  inBar: {
    joining: (took: string) => `waits ${took}`,
    dead: (took: string) => `crashed ${took}`,
    expelled: (took: string) => `out ${took}`,
    idle: 'idle',
    arriving: 'joins',
  },

  bar: (it: BarFacts): string => {
    const start = `${it.id}, ${when(it)}: `;
    switch (it.phase) {
      case 'reading':
        return `${start}reads ${it.partitions}, since generation ${it.generation}.`;
      case 'idle':
        return `${start}is a member without a partition, as the assignor had none for it in generation ${it.generation}.`;
      case 'arriving':
        return `${start}joins for the first time and has no partition yet${waits(it)}.`;
      case 'joining': {
        const what =
          it.partitions === '' ? 'has nothing to read and waits' : `stands still, gave up ${it.partitions} and waits`;
        const why = it.reason === '' ? '' : `; it joins again because “${it.reason}”`;
        return `${start}${what} for the group${waits(it)}${why}.`;
      }
      case 'expelled':
        return `${start}is out of the group and has not noticed, while another member may read ${it.partitions} already.`;
      case 'dead':
        return it.partitions === ''
          ? `${start}has crashed without a partition, and stays a member until session.timeout.ms is over.`
          : `${start}has crashed, and nobody reads ${it.partitions} until session.timeout.ms is over.`;
    }
  },
  generationMark: (clock: string, generation: number, members: number, joined: string, left: string): string => {
    const who = [joined === '' ? '' : `${joined} came`, left === '' ? '' : `${left} went`].filter(
      (part) => part !== '',
    );
    const why = who.length === 0 ? 'the same members joined again' : who.join(', ');
    return `Generation ${generation} at ${clock} with ${members === 1 ? '1 member' : `${members} members`}: ${why}.`;
  },
  coordinatorMark: (clock: string, broker: number): string => `Broker ${broker} is the coordinator from ${clock} on.`,
  commitMark: (id: string, clock: string, partitions: number, offsets: string): string =>
    `${id} committed ${partitions === 1 ? '1 partition' : `${partitions} partitions`} at ${clock}: ${offsets}.`,

  arrows: {
    show: 'Show its messages',
    title: 'Messages of this rebalance',
    text: (from: string, until: string) =>
      `From ${from} to ${until}, played once more. Time runs down, and is drawn shorter where nothing happens; each arrow leads to its moment. Heartbeats without news are left out.`,
    close: 'Close',
    working: 'Playing that time once more …',
    tooOld: 'It lies before what is kept of this run.',
    none: 'No member and no coordinator sent anything then.',
    cut: 'There were more; the first of them are shown.',
    answer: (api: string) => `answer to ${api}`,
    generation: (generation: number) => `generation ${generation}`,
    says: (what: string, from: string, to: string, clock: string, took: string) =>
      `${what}, ${from} to ${to}, sent ${clock}, ${took} on its way`,
  },

  members: {
    title: 'Members',
    id: 'Consumer',
    memberId: 'Member id',
    state: 'State',
    states: { joining: 'joining', stable: 'stable', crashed: 'crashed', closed: 'closing' },
    leader: 'group leader',
    partition: 'Partition',
    position: 'Position',
    recordsLag: 'records-lag',
    stoodStill: 'Stood still',
    stoodStillText: words`Stood still: for how long partitions that it had were not read, because it waited for a rebalance or had crashed. ${code('records-lag')}: high watermark − position, as its own metric says.`,
    idle: 'none',
    ms: (ms: string) => `${ms} ms`,
    nobody: 'The group has no members.',
  },

  described: {
    title: 'Offsets, as kafka-consumer-groups shows them',
    copy: 'Copy the command',
    text: words`${code('CURRENT-OFFSET')} is the committed offset, ${code('LOG-END-OFFSET')} what ListOffsets answers (the high watermark), ${code('LAG')} their difference; ${code('-')}: nothing is committed, or nobody can be asked.`,
    noCoordinator: 'Nobody can be asked: the group has no coordinator yet.',
    nothing: 'Nothing is assigned and nothing committed.',
  },
};
