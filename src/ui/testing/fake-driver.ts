import type { Command } from '../../sim/command.ts';
import type { RecordDetail, Snapshot } from '../../sim/snapshot.ts';
import type { Driver } from '../../store/driver.ts';

/** A driver without an engine: it keeps the acts it was given. */
export function fakeDriver(snapshot: Snapshot, record: RecordDetail | null = null): Driver & { acts: Command[] } {
  const acts: Command[] = [];
  const nothing = async () => {};
  return {
    acts,
    onFrame: () => () => {},
    latest: () => snapshot,
    open: { boot: nothing, follow: nothing, preset: nothing, stored: nothing, reset: nothing },
    link: async () => 'http://localhost/#p=first-cluster',
    play: () => {},
    pause: () => {},
    toggle: () => {},
    step: nothing,
    seek: nothing,
    act: async (command) => {
      acts.push(command);
    },
    undo: nothing,
    takeHash: nothing,
    record: async () => record,
    evidence: async () => null,
    biography: async () => null,
    serverLog: async () => null,
    groups: async () => null,
    producer: async () => null,
    rebalance: async () => null,
    lookBack: async () => 'told',
    resetPreview: async () => null,
    disk: async () => null,
    storedRuns: async () => [],
    takeOver: nothing,
    restart: nothing,
    pageFailed: () => {},
    refresh: nothing,
    flush: nothing,
    stop: () => {},
  };
}
