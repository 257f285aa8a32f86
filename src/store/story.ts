import type { Update } from '../sim/update.ts';

export interface StoryEntry {
  /** Grows by one with every entry. */
  readonly id: number;
  readonly update: Update;
}

export interface Story {
  readonly nextId: number;
  /** What changed the cluster, oldest first. */
  readonly entries: readonly StoryEntry[];
  /** The newest event of the everyday kind (a segment rolled, cleaned or deleted): shown when nothing else happens. */
  readonly everyday: StoryEntry | null;
  /** A run that came back from storage tells nothing from up to the end of this moment, unless it is asked; null: it told all. */
  readonly untoldToUs: number | null;
}

export const emptyStory: Story = { nextId: 1, entries: [], everyday: null, untoldToUs: null };

const longest = 200;

/** Kinds that come again and again as long as records come, and would drown the others. */
const everydayKinds: ReadonlySet<Update['kind']> = new Set<Update['kind']>([
  'segment-rolled',
  'segments-deleted',
  'segments-cleaned',
]);

export function isEveryday(update: Update): boolean {
  return everydayKinds.has(update.kind);
}

/**
 * The story at `nowUs` after these updates. `fromUs`: the updates tell everything from there on (a replay), what was told
 * about it before is dropped; null: they are all new.
 */
export function tellStory(story: Story, updates: readonly Update[], nowUs: number, fromUs: number | null): Story {
  const stays = (atUs: number) => atUs <= nowUs && (fromUs === null || atUs < fromUs);
  const entries = story.entries.filter((entry) => stays(entry.update.atUs));
  const fresh = updates.filter((update) => update.atUs <= nowUs && (fromUs === null || update.atUs >= fromUs));
  const untoldToUs = fromUs === 0 ? null : story.untoldToUs;
  const isAsBefore = fresh.length === 0 && entries.length === story.entries.length;
  if (isAsBefore && untoldToUs === story.untoldToUs) return story;
  let nextId = story.nextId;
  let everyday = story.everyday !== null && stays(story.everyday.update.atUs) ? story.everyday : null;
  for (const update of fresh) {
    if (goesWithoutSaying(update, fresh)) continue;
    const entry = { id: nextId, update };
    nextId += 1;
    if (isEveryday(update)) everyday = entry;
    else entries.push(entry);
  }
  return { nextId, entries: entries.slice(-longest), everyday, untoldToUs };
}

/** The story with what happened up to the end of the moment `toUs`, told afterwards. */
export function tellEarlier(story: Story, updates: readonly Update[], toUs: number): Story {
  const earlier = tellStory({ ...emptyStory, nextId: story.nextId }, updates, toUs, null);
  const later = story.entries.filter(({ update }) => update.atUs > toUs);
  const entries = [...earlier.entries, ...later].slice(-longest);
  return { nextId: earlier.nextId, entries, everyday: story.everyday ?? earlier.everyday, untoldToUs: null };
}

/** A power failure kills every broker; that one sentence says it. */
function goesWithoutSaying(update: Update, all: readonly Update[]): boolean {
  if (update.kind !== 'broker-lost-power') return false;
  return all.some(
    (other) =>
      other.atUs === update.atUs &&
      (other.kind === 'powered-off' || (other.kind === 'rack-lost-power' && other.brokers.includes(update.broker))),
  );
}

/** The first microsecond that the story does not tell yet. */
function untoldFromUs({ entries, everyday, untoldToUs }: Story): number {
  return Math.max(entries.at(-1)?.update.atUs ?? -1, everyday?.update.atUs ?? -1, untoldToUs ?? -1) + 1;
}

/**
 * From when on the updates of a seek from `nowUs` to `atUs` tell everything. Back to what a run did before it came back
 * from storage it is played from its beginning.
 */
export function seekTellsFromUs(story: Story, nowUs: number, atUs: number): number {
  const isReplayed = atUs < nowUs && story.untoldToUs !== null && atUs <= story.untoldToUs;
  return isReplayed ? 0 : untoldFromUs(story);
}

/** The same of an undo of the act given at `givenUs`. */
export function undoTellsFromUs({ untoldToUs }: Story, givenUs: number): number {
  return untoldToUs !== null && givenUs <= untoldToUs ? 0 : givenUs;
}

/** A loss, a refusal, a partition without leader: what the reader must not miss. */
export function isAlarming(update: Update): boolean {
  switch (update.kind) {
    case 'acknowledged-lost':
    case 'partition-leaderless':
    case 'log-damaged':
    case 'log-recovered':
    case 'log-unreadable':
    case 'log-dir-failed':
    case 'refused':
      return true;
    case 'truncated':
      return update.acknowledged > 0;
    case 'produce-failed':
      return update.final;
    default:
      return false;
  }
}

/** Events so close together are one happening to a reader: its most telling sentence stands for it. */
const togetherUs = 300_000;

/** What the one line shows: the most telling of the last events, the latest of them when several tell as much. */
export function headlineOf({ entries }: Story): StoryEntry | null {
  const last = entries.at(-1);
  if (last === undefined) return null;
  const together = entries.filter((entry) => last.update.atUs - entry.update.atUs <= togetherUs);
  return together.reduce((best, entry) => (weightOf(entry.update) >= weightOf(best.update) ? entry : best));
}

function weightOf(update: Update): number {
  if (isAlarming(update)) return 4;
  switch (update.kind) {
    case 'leader-elected':
    case 'powered-off':
    case 'powered-on':
    case 'rack-lost-power':
    case 'consumer-crashed':
    case 'consumer-failed':
    case 'link-changed':
      return 3;
    case 'record-sent':
    case 'broker-killed':
    case 'broker-fenced':
    case 'member-left':
      return 2;
    case 'member-assigned':
      return update.partitions.length === 0 ? 2 : 1;
    default:
      return 1;
  }
}
