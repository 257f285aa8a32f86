import { readFileSync } from 'node:fs';
import { assert } from '../src/base/assert.ts';
import { javaHashMapOrder } from '../src/base/java-string.ts';
import {
  type Assignor,
  type AssignorCluster,
  type AssignorMember,
  assignorByName,
} from '../src/kafka/group/assignors/assignor.ts';
import { collectGarbage, quantile } from './measure.ts';
import type { Print, Section } from './section.ts';

/** A row of vectors/times/assignors.json, where the rule for the input stands too. Milliseconds. */
interface TimedRow {
  readonly assignor: string;
  readonly members: number;
  readonly topics: number;
  readonly partitionsPerTopic: number;
  readonly load: 'fresh' | 'leave' | 'mixed';
  readonly medianCpuMs: number;
}

interface Input {
  readonly cluster: AssignorCluster;
  readonly members: readonly AssignorMember[];
}

function freshInput(row: TimedRow): Input {
  const topics = Array.from({ length: row.topics }, (_, at) => `topic-${String(at).padStart(2, '0')}`);
  const ids = Array.from({ length: row.members }, (_, at) => `member-${String(at).padStart(4, '0')}`);
  const subscribes = (member: number, topic: number): boolean => row.load !== 'mixed' || (member + topic) % 3 !== 0;
  const members = javaHashMapOrder(ids).map((memberId) => ({
    memberId,
    groupInstanceId: null,
    topics: topics.filter((_, topic) => subscribes(ids.indexOf(memberId), topic)),
    ownedPartitions: [],
    generationId: -1,
    rackId: null,
    userData: null,
  }));
  return { cluster: { partitionsPerTopic: new Map(topics.map((it) => [it, row.partitionsPerTopic])) }, members };
}

/** The first assignment was taken, then the last member left. */
function afterLeave(assignor: Assignor, { cluster, members }: Input): Input {
  const assignment = assignor.assign(cluster, members);
  const leaver = `member-${String(members.length - 1).padStart(4, '0')}`;
  const stay = members.filter(({ memberId }) => memberId !== leaver);
  const joining = stay.map((member) => {
    const topics = [...(assignment.get(member.memberId) ?? [])];
    const partitions = topics.flatMap(([topic, list]) => list.map((partition) => ({ topic, partition })));
    const userData = assignor.subscriptionUserData({ partitions, generationId: 1 });
    const cooperative = assignor.supportedProtocols.includes('COOPERATIVE');
    return { ...member, generationId: 1, userData, ownedPartitions: cooperative ? partitions : [] };
  });
  return { cluster, members: joining };
}

/** CPU milliseconds of this process, helper threads included. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Median CPU milliseconds of a call: batches of calls of about 5 ms, after 0.7 s of calls to warm up. */
function medianCpuMs(work: () => void): number {
  const warmUntil = cpuMs() + 700;
  let calls = 0;
  for (; cpuMs() < warmUntil || calls < 15; calls++) work();
  const batch = Math.max(1, Math.round((calls / 700) * 5));
  collectGarbage();
  const taken: number[] = [];
  for (const until = cpuMs() + 900; cpuMs() < until || taken.length < 15; ) {
    const startedAt = cpuMs();
    for (let i = 0; i < batch; i++) work();
    taken.push((cpuMs() - startedAt) / batch);
  }
  return quantile(
    taken.sort((a, b) => a - b),
    0.5,
  );
}

function measure(print: Print, row: TimedRow): number | null {
  const assignor = assignorByName(row.assignor);
  // The coordinator's own assignors (KIP-848) have rows too.
  if (assignor === undefined) return null;
  const fresh = freshInput(row);
  const { cluster, members } = row.load === 'leave' ? afterLeave(assignor, fresh) : fresh;
  let assigned = 0;
  const ours = medianCpuMs(() => {
    assigned += assignor.assign(cluster, members).size;
  });
  assert(assigned > 0, 'the work is used');
  const size = `${row.members} × ${row.topics} × ${row.partitionsPerTopic}`;
  const what = `${row.assignor.padEnd(18)}  ${size.padEnd(15)}  ${row.load.padEnd(5)}`;
  const ratio = ours / row.medianCpuMs;
  print(
    `  ${what}  ${ours.toFixed(3).padStart(8)} ms  Kafka ${row.medianCpuMs.toFixed(3).padStart(7)} ms  = ${ratio.toFixed(2)} ×`,
  );
  return ratio;
}

export const assignorsSection: Section = {
  name: 'assignors',
  title:
    "Client assignors, members × topics × partitions: median CPU of an assign() beside Kafka's own Java classes (aim: 3 ×)",
  run: async (print) => {
    const text = readFileSync('vectors/times/assignors.json', 'utf8');
    const { rows } = JSON.parse(text) as { readonly rows: readonly TimedRow[] };
    const ratios = rows.map((row) => measure(print, row)).filter((ratio) => ratio !== null);
    print(`  highest ratio: ${Math.max(...ratios).toFixed(2)} ×`);
  },
};
