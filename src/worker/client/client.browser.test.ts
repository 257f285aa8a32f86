import { afterEach, expect, test } from 'vitest';
import { connectTo, connectWorker, type WorkerClient } from '../client.ts';
import type { CallName, Calls } from '../protocol.ts';

type RunDocument = Calls['open']['params']['document'];

const document: RunDocument = {
  format: 'samsa-run',
  version: 1,
  preset: 'custom',
  seed: 1,
  startTimeMs: 1_700_000_000_000,
  setup: {
    brokers: [1, 2, 3].map((id) => ({ id, rack: null })),
    controllerId: 100,
    network: { latencyUs: 20_000, jitterUs: 0, bandwidth: 0, lossPerMillion: 0, retransmitUs: 200_000 },
    brokerConfigs: {},
    topics: [{ name: 'orders', partitions: 3, replicationFactor: 3, configs: {} }],
    producers: [
      { id: 'shop', topic: 'orders', ratePerSecond: 4, keys: { kind: 'users', count: 9 }, valueBytes: 40, configs: {} },
    ],
    groups: [{ id: 'billing', topics: ['orders'], members: [{ id: 'billing-1', processingUs: 1000 }], configs: {} }],
  },
  commands: [],
  momentUs: 8_000_000,
};
const stored = { kind: 'stored', pendingBytes: 0 };
const clients: WorkerClient[] = [];

function connect(): WorkerClient {
  const client = connectWorker();
  clients.push(client);
  return client;
}

/** A worker of a few lines, to see what the client makes of it. */
function connectToScript(script: string): WorkerClient {
  const client = connectTo(new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))));
  clients.push(client);
  return client;
}

async function ask<N extends CallName>(
  client: WorkerClient,
  name: N,
  params: Calls[N]['params'],
): Promise<Calls[N]['result']> {
  const answer = await client.call(name, null, params);
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
  return answer.value;
}

afterEach(() => {
  for (const client of clients.splice(0)) client.terminate();
});

test('a real worker runs a document and hands its packets over', async () => {
  const client = connect();
  const run = await ask(client, 'open', { document, store: false });
  expect(run.frame.snapshot.brokers).toHaveLength(3);
  const shown = await ask(client, 'frame', { runId: run.runId, simulatedUs: 500_000, budgetMs: 1000 });
  expect(shown.snapshot.atUs).toBe(8_500_000);
  expect(shown.snapshot.packets).toBeInstanceOf(Float64Array);
});

test('a run in IndexedDB outlives its worker: same moment, same hash, and the bytes are whole', async () => {
  const first = connect();
  const { runId } = await ask(first, 'open', { document: { ...document, seed: 11 }, store: true });
  await ask(first, 'act', { runId, command: { do: 'kill-broker', broker: 1 } });
  await ask(first, 'frame', { runId, simulatedUs: 12_000_000, budgetMs: 5000 });
  expect(await ask(first, 'flush', { runId })).toEqual(stored);
  const { hash } = await ask(first, 'hash', { runId });
  first.terminate();

  const second = connect();
  const run = await ask(second, 'resume', {});
  expect(run?.resumed).toEqual({ damaged: false, restored: true });
  expect(run?.hash).toBe(hash);
  expect(run?.frame.storage.kind).toBe('stored');
  expect(run?.document.momentUs).toBe(20_000_000);
});

test('a second worker runs in memory until it takes over, and the first goes on in memory', async () => {
  const first = connect();
  const one = await ask(first, 'open', { document: { ...document, seed: 21 }, store: true });
  const second = connect();
  const two = await ask(second, 'open', { document: { ...document, seed: 22 }, store: true });
  expect(one.frame.storage.kind).toBe('stored');
  expect(two.frame.storage).toEqual({ kind: 'memory', reason: 'other-tab' });
  await ask(first, 'flush', { runId: one.runId });
  expect(await ask(second, 'takeOver', { runId: two.runId })).toEqual(stored);
  await ask(first, 'act', { runId: one.runId, command: { do: 'kill-broker', broker: 1 } });
  expect(await ask(first, 'flush', { runId: one.runId })).toEqual({ kind: 'memory', reason: 'other-tab' });
  const seeds = (await ask(second, 'storedRuns', {})).map((run) => run.document.seed);
  expect(seeds.slice(0, 2).sort((a, b) => a - b)).toEqual([21, 22]);
});

test('a worker that throws settles every call and tells of the crash', async () => {
  const client = connectToScript('onmessage = () => { throw new Error("boom") }');
  const told = new Promise<string>((resolve) => client.onCrash(resolve));
  const answer = await client.call('resume', null, {});
  expect(answer).toMatchObject({ ok: false, error: { kind: 'crashed' } });
  expect(await told).toContain('boom');
  expect(await client.call('resume', null, {})).toMatchObject({ ok: false, error: { kind: 'crashed' } });
});

test('a worker whose script is broken is a crash, too', async () => {
  const client = connectToScript('this is no script');
  const told = new Promise<string>((resolve) => client.onCrash(resolve));
  expect((await told).length).toBeGreaterThan(0);
});

test('ending the worker settles what was asked, without a crash', async () => {
  const client = connect();
  let crashed = false;
  client.onCrash(() => {
    crashed = true;
  });
  const asked = client.call('open', null, { document, store: false });
  client.terminate();
  expect(await asked).toMatchObject({ ok: false, error: { kind: 'crashed' } });
  expect(crashed).toBe(false);
});

test('parameters that cannot be sent are a bad call', async () => {
  const broken = { ...document, setup: () => {} } as unknown as RunDocument;
  const answer = await connect().call('open', null, { document: broken, store: false });
  expect(answer).toMatchObject({ ok: false, error: { kind: 'bad-call' } });
});
