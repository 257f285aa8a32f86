import { limits } from '../../scenario/limits.ts';
import type { CallName, Calls } from '../protocol.ts';

type Check = (value: unknown) => boolean;
type Checks<P> = { readonly [K in keyof P]-?: Check };

const text: Check = (value) => typeof value === 'string' && value.length <= 1000;
const flag: Check = (value) => typeof value === 'boolean';
/** Looked into by what it is handed to. */
const data: Check = (value) => typeof value === 'object' && value !== null;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const whole =
  (max: number): Check =>
  (value) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= max;
const amount =
  (max: number): Check =>
  (value) =>
    typeof value === 'number' && value >= 0 && value <= max;

const run = { runId: text };

const place = whole(Number.MAX_SAFE_INTEGER);
const source: Check = (value) => {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'run') return 'runId' in value && text(value.runId) && 'node' in value && place(value.node);
  return value.kind === 'opened' && 'id' in value && place(value.id);
};
const oneOf =
  (...words: string[]): Check =>
  (value) =>
    typeof value === 'string' && words.includes(value);
const chosenFiles: Check = (value) => Array.isArray(value) && value.every(isChosenFile);
const file = { source, path: text, from: place, count: place };

const checks: { readonly [N in CallName]: Checks<Calls[N]['params']> } = {
  open: { document: data, store: flag },
  resume: { storedRun: optional(text) },
  storedRuns: {},
  frame: { ...run, simulatedUs: amount(limits.momentUs), budgetMs: amount(60_000) },
  act: { ...run, command: data },
  step: run,
  seek: { ...run, atUs: whole(limits.momentUs) },
  undo: run,
  hash: run,
  document: run,
  record: { ...run, topic: text, partition: whole(limits.partitionsPerTopic), offset: whole(Number.MAX_SAFE_INTEGER) },
  serverLog: {
    ...run,
    node: (value) => value === null || whole(limits.nodeId)(value),
    level: oneOf('INFO', 'WARN', 'ERROR'),
    text,
    limit: whole(5000),
  },
  groups: run,
  evidence: run,
  biography: {
    ...run,
    topic: text,
    partition: whole(limits.partitionsPerTopic),
    offset: place,
    epoch: place,
    budgetMs: amount(60_000),
  },
  producer: { ...run, id: text },
  rebalance: {
    ...run,
    group: text,
    fromUs: whole(limits.momentUs),
    untilUs: whole(limits.momentUs),
    budgetMs: amount(60_000),
  },
  lookBack: { ...run, untilUs: whole(limits.momentUs), budgetMs: amount(60_000) },
  resetPreview: { ...run, command: data },
  flush: run,
  takeOver: run,
  close: run,
  diskFiles: { source },
  diskBatches: file,
  diskRecords: { ...file, position: place },
  diskEntries: file,
  diskBytes: file,
  diskLookup: { source, directory: text, by: oneOf('offset', 'timestamp'), target: place },
  diskDownload: { source, path: text },
  diskOpen: { name: text, files: chosenFiles },
  diskClose: { id: place },
};

function isChosenFile(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return 'path' in value && text(value.path) && 'blob' in value && value.blob instanceof Blob;
}

export function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(checks, name);
}

/** What is wrong with the parameters of a call, or null. */
export function paramsProblem(name: CallName, params: unknown): string | null {
  if (typeof params !== 'object' || params === null) return `${name} needs parameters`;
  const wanted: Readonly<Record<string, Check>> = checks[name];
  const given: Readonly<Record<string, unknown>> = { ...params };
  for (const key of Object.keys(given))
    if (!Object.hasOwn(wanted, key)) return `${name} has no parameter ${key.slice(0, 40)}`;
  for (const [key, check] of Object.entries(wanted)) if (!check(given[key])) return `${name}: ${key} is not right`;
  return null;
}
