import { type Selection, selectionKey } from '../../diagram/cluster/selection.ts';
import type { Update } from '../../sim/update.ts';

/** What an update changed on the stage: it is drawn with a pulse for a moment. */
export function changedThings(update: Update): readonly Selection[] {
  switch (update.kind) {
    case 'broker-added':
    case 'broker-started':
    case 'broker-killed':
    case 'broker-lost-power':
    case 'byte-written':
    case 'broker-stopping':
    case 'broker-paused':
    case 'broker-resumed':
    case 'broker-stopped':
    case 'broker-registered':
    case 'broker-unfenced':
    case 'broker-fenced':
      return [{ kind: 'broker', id: update.broker }];
    case 'leader-elected':
      return [replica(update, update.leader)];
    case 'partition-leaderless':
      return [replica(update, update.previousLeader)];
    case 'isr-changed': {
      const { before, after } = update;
      const moved = [...before.filter((id) => !after.includes(id)), ...after.filter((id) => !before.includes(id))];
      return moved.map((broker) => replica(update, broker));
    }
    case 'truncated':
    case 'log-damaged':
    case 'log-recovered':
    case 'log-unreadable':
    case 'segments-deleted':
    case 'segments-cleaned':
      return [replica(update, update.broker)];
    case 'group-state':
    case 'coordinator-moved':
      return [{ kind: 'group', id: update.group }];
    case 'member-joined':
    case 'member-left':
    case 'member-assigned':
    case 'consumer-crashed':
    case 'consumer-stands':
    case 'consumer-failed':
    case 'commit-failed':
    case 'record-failed':
      return [{ kind: 'member', group: update.group, id: update.member }];
    case 'produce-failed':
    case 'producer-added':
    case 'producer-changed':
      return [{ kind: 'producer', id: update.producer }];
    case 'rack-lost-power':
      return update.brokers.map((id) => ({ kind: 'broker', id }));
    case 'disk-changed':
    case 'log-dir-failed':
      return [{ kind: 'broker', id: update.broker }];
    case 'link-changed':
      return [{ kind: 'link', from: update.from, to: update.to }];
    default:
      return [];
  }
}

function replica(at: { readonly topic: string; readonly partition: number }, broker: number): Selection {
  return { kind: 'replica', topic: at.topic, partition: at.partition, broker };
}

export const pulseMs = 1200;

/** Remembers for a moment of wall time what changed. */
export function createPulses(): {
  add(updates: readonly Update[], nowMs: number): void;
  keys(nowMs: number): ReadonlySet<string>;
} {
  const until = new Map<string, number>();
  let keys: ReadonlySet<string> = new Set();
  let stale = false;
  return {
    add(updates, nowMs) {
      for (const update of updates) {
        for (const thing of changedThings(update)) {
          until.set(selectionKey(thing), nowMs + pulseMs);
          stale = true;
        }
      }
    },
    keys(nowMs) {
      for (const [key, end] of until) {
        if (end > nowMs) continue;
        until.delete(key);
        stale = true;
      }
      if (stale) keys = new Set(until.keys());
      stale = false;
      return keys;
    },
  };
}
