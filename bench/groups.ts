import { currentGroup } from '../src/sim/checkers/seen/current-group.ts';
import { actOn, advanceTo, drainUpdates, eventCount, nowUs, openRun, type Run } from '../src/sim/run.ts';
import type { ClusterSetup, GroupSetup } from '../src/sim/setup.ts';
import { secondsOf } from './measure.ts';
import { printTable, type Row, type Section } from './section.ts';

const groups = 100;
const members = 10;
const partitions = 1000;
const topic = 'orders';
const assignors = ['Range', 'RoundRobin', 'Sticky', 'CooperativeSticky'] as const;
type AssignorClass = (typeof assignors)[number];

const second = 1_000_000;
/** How often it is asked whether all groups are stable, microseconds. */
const lookEveryUs = 100_000;

const groupIds: readonly string[] = Array.from({ length: groups }, (_, at) => `group-${at}`);
const memberId = (group: string, at: number): string => `${group}-${at}`;

const groupOf = (id: string, assignor: AssignorClass): GroupSetup => ({
  id,
  topics: [topic],
  members: Array.from({ length: members }, (_, at) => ({ id: memberId(id, at), processingUs: 0 })),
  configs: {
    'auto.offset.reset': 'earliest',
    'partition.assignment.strategy': `org.apache.kafka.clients.consumer.${assignor}Assignor`,
  },
});

const setupOf = (assignor: AssignorClass): ClusterSetup => ({
  brokers: [1, 2, 3].map((id) => ({ id, rack: null })),
  controllerId: 100,
  network: { latencyUs: 1_000, jitterUs: 0, bandwidth: 0, lossPerMillion: 0, retransmitUs: 200_000 },
  brokerConfigs: { 'metadata.max.idle.interval.ms': '0' },
  topics: [{ name: topic, partitions, replicationFactor: 1, configs: {} }],
  producers: [],
  groups: groupIds.map((id) => groupOf(id, assignor)),
});

/** All groups are stable with so many members, each of which holds its part. */
function isStable({ state }: Run, size: number): boolean {
  const held = new Map<string, number>();
  for (const { group, consumer } of state.consumers.values())
    held.set(group, (held.get(group) ?? 0) + consumer.partitions.size);
  return groupIds.every((id) => {
    const group = currentGroup(state, id);
    return group?.state === 'Stable' && group.members.size === size && held.get(id) === partitions;
  });
}

function untilStable(run: Run, size: number): void {
  const giveUpUs = nowUs(run) + 120 * second;
  while (!isStable(run, size)) {
    if (nowUs(run) > giveUpUs) throw new Error('the groups do not become stable');
    advanceTo(run, nowUs(run) + lookEveryUs);
    drainUpdates(run);
  }
}

/** One member of each group leaves. */
function rowsFor(assignor: AssignorClass): Row[] {
  const run = openRun({ seed: 1, startTimeMs: 1_767_603_600_000, setup: setupOf(assignor), commands: [] });
  advanceTo(run, 10 * second);
  untilStable(run, members);
  const [before, startUs] = [eventCount(run), nowUs(run)];
  const wall = secondsOf(() => {
    for (const id of groupIds) actOn(run, { do: 'remove-consumer', member: memberId(id, members - 1) });
    untilStable(run, members - 1);
  });
  const spanUs = nowUs(run) - startUs;
  const events = eventCount(run) - before;
  const note = `${(spanUs / second).toFixed(1)} simulated seconds, ${events} events`;
  const quiet = secondsOf(() => advanceTo(run, nowUs(run) + spanUs));
  return [
    { what: `${assignor}: a rebalance`, value: (1000 * wall) / groups, unit: 'ms', note },
    {
      what: `${assignor}: the same span when quiet`,
      value: (1000 * quiet) / groups,
      unit: 'ms',
      ratioTo: `${assignor}: a rebalance`,
    },
  ];
}

export const groupsSection: Section = {
  name: 'groups',
  title: `${groups} groups of ${members} members read one topic of ${partitions} partitions; one member of each leaves: wall time a group until all are stable`,
  run: async (print) => {
    for (const assignor of assignors) printTable(print, rowsFor(assignor));
  },
};
