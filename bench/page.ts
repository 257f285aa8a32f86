import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { workerChunks } from '../scripts/worker-chunks.mjs';
import { withBuiltPage } from './chromium.ts';
import { quantile } from './measure.ts';
import { printTable, type Row, type Section } from './section.ts';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
}

const watchedMs = 10_000;

/** Milliseconds from the navigation to the first record packet that has changed its place. */
async function timeToFirstMovingRecord(page: Page, address: string): Promise<number> {
  await page.addInitScript(() => {
    const places = new Map<Element, string>();
    const look = (): void => {
      for (const box of document.querySelectorAll('g.packet')) {
        const place = box.getAttribute('transform') ?? '';
        const before = places.get(box);
        if (before !== undefined && before !== '' && before !== place) {
          document.documentElement.dataset.movingAt ??= String(performance.now());
          return;
        }
        places.set(box, place);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(address);
  await page.waitForFunction(() => document.documentElement.dataset.movingAt !== undefined, null, { timeout: 60_000 });
  return page.evaluate(() => Number(document.documentElement.dataset.movingAt));
}

/** Script time between two animation frames of the page's main thread, and the time between them, ms, each sorted. */
async function frames(browser: Browser, page: Page): Promise<{ script: number[]; interval: number[] }> {
  await browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] });
  await page.waitForTimeout(watchedMs);
  const trace: { traceEvents: TraceEvent[] } = JSON.parse((await browser.stopTracing()).toString('utf8'));
  const painted = trace.traceEvents.filter((event) => event.name === 'FireAnimationFrame');
  const [{ pid, tid } = { pid: -1, tid: -1 }] = painted;
  const ofMainThread = trace.traceEvents.filter((event) => event.pid === pid && event.tid === tid);
  const starts = [...new Set(painted.filter((e) => e.pid === pid && e.tid === tid).map((e) => e.ts))].sort(
    (a, b) => a - b,
  );
  const scripts = outermost(ofMainThread.filter((e) => isScript(e.name) && e.dur !== undefined));
  const perFrame = new Array<number>(starts.length).fill(0);
  let frame = 0;
  for (const { ts, dur = 0 } of scripts) {
    while (frame + 1 < starts.length && (starts[frame + 1] ?? 0) <= ts) frame += 1;
    if (ts >= (starts[0] ?? 0)) perFrame[frame] = (perFrame[frame] ?? 0) + dur / 1000;
  }
  const interval = starts.slice(1).map((ts, at) => (ts - (starts[at] ?? 0)) / 1000);
  // More than one callback may run in a frame; two starts within a millisecond are one frame.
  return { script: perFrame.sort((a, b) => a - b), interval: interval.filter((ms) => ms > 1).sort((a, b) => a - b) };
}

const isScript = (name: string): boolean =>
  ['FunctionCall', 'EvaluateScript', 'FireAnimationFrame', 'TimerFire', 'EventDispatch', 'RunMicrotasks'].includes(
    name,
  );

/** Events that lie in no other. */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  const sorted = [...events].sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  let end = Number.NEGATIVE_INFINITY;
  return sorted.filter(({ ts, dur = 0 }) => {
    if (ts < end) return false;
    end = ts + dur;
    return true;
  });
}

const gzippedKib = (path: string): number => gzipSync(readFileSync(path), { level: 9 }).length / 1024;

/** What index.html names, and the worker beside it. */
function sizes(folder: string): Row[] {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path]) =>
    join(folder, path ?? ''),
  );
  const page = named.reduce((sum, path) => sum + gzippedKib(path), 0);
  const engine = workerChunks(folder).reduce((sum, path) => sum + gzippedKib(path), 0);
  return [
    { what: 'JS named by index.html', value: page, unit: 'KiB gz', note: 'budget 110' },
    {
      what: 'the worker',
      value: engine,
      unit: 'KiB gz',
      note: 'docs/decisions/0008-budgets.md',
    },
  ];
}

export const pageSection: Section = {
  name: 'page',
  title: 'The first preset in the built page in Chromium, 1440 × 900, playing at ×1',
  run: async (print) => {
    const problem = await withBuiltPage(async ({ address, folder, browser, page }) => {
      const rows = sizes(folder);
      const sized = new Map<string, number>();
      page.on('response', async (response) => {
        const { pathname } = new URL(response.url());
        if (pathname.endsWith('.js')) sized.set(pathname, gzippedKib(join(folder, pathname)));
      });
      const moving = await timeToFirstMovingRecord(page, address);
      const loaded = [...sized.values()].reduce((sum, kib) => sum + kib, 0);
      rows.push({ what: 'JS loaded by then', value: loaded, unit: 'KiB gz' });
      rows.push({
        what: 'first moving record',
        value: moving,
        unit: 'ms',
        note: 'from the navigation, no network delay',
      });
      const { script, interval } = await frames(browser, page);
      rows.push({ what: 'script a frame, 95 of 100', value: quantile(script, 0.95), unit: 'ms', note: 'aim 4' });
      rows.push({ what: 'script a frame, median', value: quantile(script, 0.5), unit: 'ms' });
      rows.push({ what: 'frame interval, median', value: quantile(interval, 0.5), unit: 'ms' });
      rows.push({ what: 'frame interval, 95 of 100', value: quantile(interval, 0.95), unit: 'ms' });
      printTable(print, rows);
    });
    if (problem !== null) print(`  ${problem}`);
  },
};
