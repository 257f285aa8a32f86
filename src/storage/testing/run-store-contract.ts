import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { hex } from '../../base/hex.ts';
import { chunkBytes, type FileChange, type LoadedRun, type RunStore } from '../run-store.ts';
import { aCommit, someBytes } from './storage-fixtures.ts';

const log = 'broker-1/orders-0/00000000000000000000.log';

const write = (path: string, bytes: Uint8Array, from = 0): FileChange => ({ kind: 'write', path, from, bytes });

async function loaded(store: RunStore, id = 'r1'): Promise<LoadedRun> {
  const result = await store.load(id);
  if (!result.ok || result.value === null) throw new Error(`run ${id} is not there`);
  return result.value;
}

/** Comparing long arrays item by item is slow. */
const text = (bytes: Uint8Array | undefined): string => (bytes === undefined ? 'no file' : hex(bytes));
const contents = (files: ReadonlyMap<string, Uint8Array>): string[] =>
  [...files].map(([path, bytes]) => `${path} ${text(bytes)}`).sort();

/** What every store keeps. `newDisk` gives an empty disk, which every call of the opener it gives then opens. */
export function describeRunStore(name: string, newDisk: () => Promise<() => Promise<RunStore>>): void {
  describe(`${name} store`, () => {
    let open: () => Promise<RunStore>;
    let store: RunStore;
    beforeEach(async () => {
      open = await newDisk();
      store = await open();
      await store.claim();
    });

    test('an empty disk lists nothing and loads nothing', async () => {
      expect(await store.list()).toEqual({ ok: true, value: [] });
      expect(await store.load('r1')).toEqual({ ok: true, value: null });
    });

    test('a committed run comes back with its session, checkpoint and files', async () => {
      const state = { brokers: new Map([[1, { id: 1, bytes: Uint8Array.of(1, 2) }]]), at: 0.5 };
      await store.commit(aCommit('r1', { state, changes: [write(log, someBytes(100))] }));
      const run = await loaded(await open());
      expect(run.run).toEqual(aCommit('r1').run);
      expect(run.saved.state).toEqual(state);
      expect(run.files).toEqual(new Map([[log, someBytes(100)]]));
    });

    test('the checkpoint is taken when commit is called, not later', async () => {
      const state = { at: 1 };
      const committed = store.commit(aCommit('r1', { state }));
      state.at = 2;
      await committed;
      expect((await loaded(store)).saved.state).toEqual({ at: 1 });
    });

    test('a file grows over several commits and pieces', async () => {
      const whole = someBytes(3 * chunkBytes + 10);
      await store.commit(aCommit('r1', { changes: [write(log, whole.slice(0, 50))] }));
      await store.commit(aCommit('r1', { changes: [write(log, whole.slice(0, 2 * chunkBytes))] }));
      await store.commit(aCommit('r1', { changes: [write(log, whole.slice(2 * chunkBytes), 2 * chunkBytes)] }));
      expect(text((await loaded(store)).files.get(log))).toBe(text(whole));
    });

    test('writing a shorter end truncates', async () => {
      const whole = someBytes(3 * chunkBytes);
      await store.commit(aCommit('r1', { changes: [write(log, whole)] }));
      await store.commit(aCommit('r1', { changes: [write(log, whole.slice(chunkBytes, chunkBytes + 5), chunkBytes)] }));
      expect(text((await loaded(store)).files.get(log))).toBe(text(whole.slice(0, chunkBytes + 5)));
      await store.commit(aCommit('r1', { changes: [write(log, new Uint8Array())] }));
      expect((await loaded(store)).files.get(log)).toEqual(new Uint8Array());
    });

    test('a deleted file is gone, others stay, also one whose path begins alike', async () => {
      const changes = ['a/x.log', 'a/x.log2', 'a/y.log'].map((path) => write(path, someBytes(9)));
      await store.commit(aCommit('r1', { changes }));
      await store.commit(aCommit('r1', { changes: [{ kind: 'delete', path: 'a/x.log' }] }));
      expect([...(await loaded(store)).files.keys()].sort()).toEqual(['a/x.log2', 'a/y.log']);
    });

    test('a view into a larger buffer is stored as the view', async () => {
      const buffer = someBytes(1000);
      await store.commit(aCommit('r1', { changes: [write(log, buffer.subarray(100, 110))] }));
      expect((await loaded(store)).files.get(log)).toEqual(buffer.slice(100, 110));
    });

    test('a fresh commit forgets what stood under the id', async () => {
      await store.commit(aCommit('r1', { changes: [write('old.log', someBytes(5))] }));
      await store.commit(aCommit('r1', { fresh: true, changes: [write('new.log', someBytes(6))] }));
      expect((await loaded(store)).files).toEqual(new Map([['new.log', someBytes(6)]]));
    });

    test('runs stand beside each other, newest first', async () => {
      await store.commit(aCommit('r1', { atMs: 1, changes: [write(log, someBytes(5, 1))] }));
      await store.commit(aCommit('r2', { atMs: 3, changes: [write(log, someBytes(5, 2))] }));
      await store.commit(aCommit('r3', { atMs: 2 }));
      const list = await store.list();
      expect(list.ok && list.value.map((run) => run.id)).toEqual(['r2', 'r3', 'r1']);
      await store.remove('r2');
      expect(await store.load('r2')).toEqual({ ok: true, value: null });
      expect((await loaded(store, 'r1')).files.get(log)).toEqual(someBytes(5, 1));
    });

    test('a commit with something that cannot be kept fails and changes nothing', async () => {
      await store.commit(aCommit('r1', { changes: [write(log, someBytes(5))] }));
      const bad = aCommit('r1', { atMs: 2, state: { at: () => 1 }, changes: [write(log, someBytes(9))] });
      const failed = await store.commit(bad);
      expect(failed).toEqual({ ok: false, error: 'failed' });
      const run = await loaded(store);
      expect(run.run.savedAtMs).toBe(1);
      expect(run.files.get(log)).toEqual(someBytes(5));
    });

    test('whoever has not claimed the writing role cannot write', async () => {
      const reader = await open();
      expect(await reader.commit(aCommit('r1'))).toEqual({ ok: false, error: 'superseded' });
      expect(await reader.remove('r1')).toEqual({ ok: false, error: 'superseded' });
    });

    test('a claim defeats the commits of the one before, also those under way', async () => {
      await store.commit(aCommit('r1', { atMs: 1, changes: [write(log, someBytes(5))] }));
      const other = await open();
      const claimed = other.claim();
      const late = store.commit(aCommit('r1', { atMs: 2, changes: [write(log, someBytes(9))] }));
      await claimed;
      expect(await late).toEqual({ ok: false, error: 'superseded' });
      expect((await loaded(other)).run.savedAtMs).toBe(1);
      expect(await other.commit(aCommit('r1', { atMs: 3 }))).toEqual({ ok: true, value: null });
    });

    test('any order of writes, truncations and deletions gives the files a plain map would hold', async () => {
      const path = fc.constantFrom('a.log', 'b.log', 'c.log');
      const step = fc.oneof(
        fc.record({ kind: fc.constant('append' as const), path, length: fc.integer({ min: 0, max: 90_000 }) }),
        fc.record({ kind: fc.constant('truncate' as const), path, length: fc.integer({ min: 0, max: 90_000 }) }),
        fc.record({ kind: fc.constant('delete' as const), path, length: fc.constant(0) }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(step, { maxLength: 3 }), { maxLength: 6 }), async (commits) => {
          const model = new Map<string, Uint8Array>();
          for (const [i, steps] of commits.entries()) {
            const changes = steps.map((s) => applyStep(model, s, i));
            await store.commit(aCommit('r1', { atMs: i, changes, fresh: i === 0 }));
          }
          if (commits.length > 0) expect(contents((await loaded(store)).files)).toEqual(contents(model));
        }),
        { numRuns: 25 },
      );
    });
  });
}

interface Step {
  readonly kind: 'append' | 'truncate' | 'delete';
  readonly path: string;
  readonly length: number;
}

function applyStep(model: Map<string, Uint8Array>, step: Step, seed: number): FileChange {
  const { kind, path, length } = step;
  if (kind === 'delete') {
    model.delete(path);
    return { kind: 'delete', path };
  }
  const before = model.get(path) ?? new Uint8Array();
  const kept = kind === 'append' ? before.length : Math.min(before.length, length);
  const added = kind === 'append' ? someBytes(length, seed) : new Uint8Array();
  const after = new Uint8Array(kept + added.length);
  after.set(before.subarray(0, kept));
  after.set(added, kept);
  model.set(path, after);
  const from = Math.floor(kept / chunkBytes) * chunkBytes;
  return { kind: 'write', path, from, bytes: after.slice(from) };
}
