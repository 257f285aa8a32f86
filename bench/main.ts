import { cpus, loadavg, totalmem } from 'node:os';
import { appendSection } from './append.ts';
import { assignorsSection } from './assignors.ts';
import { checkpointSection } from './checkpoint.ts';
import { codecSection } from './codec.ts';
import { daySection } from './day.ts';
import { groupsSection } from './groups.ts';
import { largeSection } from './large.ts';
import { pageSection } from './page.ts';
import type { Section } from './section.ts';
import { speedSection } from './speed.ts';
import { storageSection } from './storage.ts';
import { watchSection } from './watch.ts';
import { workerSection } from './worker.ts';

const sections: readonly Section[] = [
  appendSection,
  workerSection,
  speedSection,
  checkpointSection,
  largeSection,
  codecSection,
  storageSection,
  assignorsSection,
  groupsSection,
  daySection,
  watchSection,
  pageSection,
];

function machine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const cores = cpus().length;
  // Other work on the machine makes every figure below worse.
  const load = (loadavg()[0] ?? 0).toFixed(1);
  return `${first?.model ?? 'unknown processor'}, ${cores} cores, ${memory} GiB, Node ${process.version}, load ${load}`;
}

/** `npm run bench [-- NAME,NAME]`: every section, or those that are named. */
export async function main(args: readonly string[]): Promise<number> {
  const asked = args.flatMap((arg) => arg.split(',')).filter((name) => name !== '');
  const unknown = asked.filter((name) => !sections.some((section) => section.name === name));
  if (unknown.length > 0) {
    console.error(`no such section: ${unknown.join(', ')}. There are: ${sections.map(({ name }) => name).join(', ')}`);
    return 2;
  }
  console.log(machine());
  for (const section of sections) {
    if (asked.length > 0 && !asked.includes(section.name)) continue;
    console.log(`\n${section.name}: ${section.title}`);
    await section.run(console.log);
  }
  return 0;
}
