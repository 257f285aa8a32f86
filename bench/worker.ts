import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { RunDocument } from '../src/scenario/document.ts';
import { type BuiltPage, withBuiltPage } from './chromium.ts';
import { busyDocument } from './load.ts';
import { printTable, type Row, type Section } from './section.ts';

interface Measured {
  readonly records: number;
  readonly seconds: number;
  readonly simulatedSeconds: number;
  readonly storage: string;
}

/**
 * Drives the built worker by its protocol: the busiest document for `wallMs`, the next frame asked for as soon as the
 * last has come, and at the end what has not been written is waited for. Runs in the page.
 */
async function drive(
  page: Page,
  worker: string,
  document: RunDocument,
  store: boolean,
  wallMs: number,
): Promise<Measured> {
  const given = { worker, document, store, wallMs };
  return page.evaluate(async ({ worker: url, document: wanted, store: stored, wallMs: forMs }) => {
    interface Shown {
      readonly snapshot: { readonly atUs: number; readonly partitions: readonly Ends[] };
    }
    interface Ends {
      readonly replicas: readonly { readonly logEndOffset: number }[];
    }
    const engine = new Worker(url, { type: 'module' });
    let last = 0;
    const call = (runId: string | null, name: string, params: object): Promise<unknown> =>
      new Promise((resolve, reject) => {
        last += 1;
        const id = last;
        const listen = ({ data }: MessageEvent): void => {
          if (data.id !== id) return;
          engine.removeEventListener('message', listen);
          if (data.ok) resolve(data.result);
          else reject(new Error(JSON.stringify(data.error)));
        };
        engine.addEventListener('message', listen);
        engine.postMessage({ id, runId, call: name, params });
      });
    const appended = (frame: Shown): number =>
      frame.snapshot.partitions.reduce((sum, p) => sum + Math.max(...p.replicas.map((r) => r.logEndOffset)), 0);
    const opened = (await call(null, 'open', { document: wanted, store: stored })) as { runId: string };
    const { runId } = opened;
    const run = async (ms: number): Promise<Shown> => {
      const until = performance.now() + ms;
      let frame: Shown;
      do {
        frame = (await call(runId, 'frame', { runId, simulatedUs: 600_000_000, budgetMs: 12 })) as Shown;
      } while (performance.now() < until);
      return frame;
    };
    const before = await run(5000);
    const startedAt = performance.now();
    const after = await run(forMs);
    const state = (await call(runId, 'flush', { runId })) as { kind: string; reason?: string };
    const seconds = (performance.now() - startedAt) / 1000;
    engine.terminate();
    return {
      records: appended(after) - appended(before),
      seconds,
      simulatedSeconds: (after.snapshot.atUs - before.snapshot.atUs) / 1_000_000,
      storage: state.kind === 'stored' ? 'stored' : `in memory: ${state.reason}`,
    };
  }, given);
}

async function measure({ address, folder, page }: BuiltPage): Promise<Row[]> {
  const file = readdirSync(join(folder, 'assets')).find((name) => /^sim\.worker-.*\.js$/.test(name));
  // A page of the same origin that is not Samsa's own, which would hold the writing lock.
  await page.goto(`${address}favicon.svg`);
  const worker = `${address}assets/${file}`;
  const rows: Row[] = [];
  for (const store of [false, true]) {
    const { records, seconds, simulatedSeconds, storage } = await drive(page, worker, busyDocument(), store, 15_000);
    const what = store ? 'storage on' : 'storage off';
    const note = `${storage}; ${(simulatedSeconds / seconds).toFixed(2)} simulated seconds a wall second`;
    rows.push({
      what,
      value: records / seconds,
      unit: 'records/s',
      note,
      ...(store ? { ratioTo: 'storage off' } : {}),
    });
  }
  return rows;
}

export const workerSection: Section = {
  name: 'worker',
  title: 'The same twelve applications in the built worker in Chromium, with a snapshot each 12 ms',
  run: async (print) => {
    const problem = await withBuiltPage(async (built) => printTable(print, await measure(built)));
    if (problem !== null) print(`  ${problem}`);
  },
};
