import type { ReplicaView } from '../../sim/snapshot.ts';
import type { RovingFocus } from '../cluster/focus.ts';
import { arrows } from '../cluster/navigate.ts';
import type { Selection } from '../cluster/selection.ts';
import type { Cursor } from './draw-ruler.ts';
import { groupHere, type RulerData, type TopicScene } from './scene.ts';
import type { TopicCallbacks } from './view.ts';

/** What a key of the picture stands for. */
export type Thing =
  | { readonly kind: 'partition'; readonly data: RulerData }
  | { readonly kind: 'replica'; readonly data: RulerData; readonly replica: ReplicaView }
  | { readonly kind: 'group'; readonly data: RulerData; readonly id: string };

export function thingAt(key: string | null, { layout, rulers }: TopicScene): Thing | null {
  if (key === null) return null;
  for (const ruler of layout.rulers) {
    const data = rulers.get(ruler.partition);
    if (data === undefined) continue;
    if (ruler.key === key) return { kind: 'partition', data };
    const row = ruler.replicas.find((place) => place.key === key);
    const replica = row && data.partition.replicas.find(({ broker }) => broker === row.broker);
    if (replica) return { kind: 'replica', data, replica };
    const group = ruler.groups.find((place) => place.key === key);
    if (group) return { kind: 'group', data, id: group.id };
  }
  return null;
}

function selectionOf(thing: Thing): Selection {
  const { topic, partition } = thing.data.partition;
  if (thing.kind === 'group') return { kind: 'group', id: thing.id };
  if (thing.kind === 'partition') return { kind: 'partition', topic, partition };
  return { kind: 'replica', topic, partition, broker: thing.replica.broker };
}

function sentenceOf(thing: Thing, offset: number | null, { snapshot, view }: TopicScene): string {
  const { sentences } = view.labels;
  const { partition } = thing.data;
  if (thing.kind === 'partition') return sentences.partition(partition);
  if (thing.kind === 'replica') {
    return offset === null
      ? sentences.replica(partition, thing.replica)
      : sentences.record(partition, thing.replica, offset);
  }
  const here = groupHere(snapshot, partition, thing.id);
  return here === null ? '' : sentences.group(here.group, partition, here.offsets);
}

export interface TopicInput {
  /** The record that the keyboard stands on, while its replica has the focus. */
  readonly cursor: () => Cursor | null;
  /** About what the pointer or else the focus is on; '' for nothing. */
  readonly sentence: () => string;
}

/**
 * A click, Enter or Space selects; Escape and a click beside everything select nothing. Up and down go from thing to
 * thing, left and right from record to record of the focused replica, whose Enter opens the record.
 */
export function listen(
  host: HTMLElement,
  stage: SVGSVGElement,
  focus: RovingFocus,
  scene: () => TopicScene | null,
  callbacks: TopicCallbacks,
  redraw: () => void,
): TopicInput {
  let cursor: Cursor | null = null;
  let hovered: { readonly key: string; readonly offset: number | null } | null = null;
  let focused: string | null = null;
  const setCursor = (next: Cursor | null) => {
    cursor = next;
    redraw();
  };
  const choose = (key: string, offset: number | null) => {
    const now = scene();
    const thing = now && thingAt(key, now);
    if (!thing) return;
    callbacks.onSelect(selectionOf(thing));
    if (thing.kind !== 'replica' || offset === null) return;
    const { topic, partition } = thing.data.partition;
    callbacks.onRecord({ topic, partition, broker: thing.replica.broker, offset });
  };
  const under = (event: MouseEvent) => {
    const key = focus.keyOf(event.target);
    return key === null ? null : { key, offset: offsetUnder(event, key, scene(), stage) };
  };

  stage.addEventListener('click', (event) => {
    const at = under(event);
    if (at === null) callbacks.onSelect(null);
    else choose(at.key, at.offset);
  });
  stage.addEventListener('pointermove', (event) => {
    const at = under(event);
    if (at?.key === hovered?.key && at?.offset === hovered?.offset) return;
    hovered = at;
    redraw();
  });
  stage.addEventListener('pointerleave', () => {
    hovered = null;
    redraw();
  });
  host.addEventListener('focusin', (event) => {
    focused = focus.keyOf(event.target);
    redraw();
  });
  host.addEventListener('focusout', () => {
    focused = null;
    setCursor(null);
  });
  stage.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = focus.keyOf(event.target);
    if (key === null) return;
    // Whoever goes by keyboard has left the pointer where it lies.
    hovered = null;
    const direction = arrows[event.key];
    if (event.key === 'Enter' || event.key === ' ') choose(key, cursor?.key === key ? cursor.offset : null);
    else if (event.key === 'Escape' && cursor) setCursor(null);
    else if (event.key === 'Escape') callbacks.onSelect(null);
    else if (direction === 'left' || direction === 'right')
      setCursor(nextRecord(cursor, key, direction, scene()) ?? cursor);
    else if (!direction || !focus.go(key, direction)) return;
    event.preventDefault();
  });
  return {
    cursor: () => cursor,
    sentence() {
      const now = scene();
      const at = hovered ?? (focused === null ? null : { key: focused, offset: cursor?.offset ?? null });
      const thing = now && at && thingAt(at.key, now);
      return thing ? sentenceOf(thing, at.offset, now) : '';
    },
  };
}

/** The offset of the cell under the pointer; null between the bars of a long log, where a pixel is many records. */
function offsetUnder(event: MouseEvent, key: string, scene: TopicScene | null, stage: SVGSVGElement): number | null {
  if (!scene?.cells) return null;
  const thing = thingAt(key, scene);
  // Clicks that assistive technology makes have no place.
  const isPointed = event.clientX !== 0 || event.clientY !== 0;
  if (thing?.kind !== 'replica' || !isPointed) return null;
  const { track } = scene.layout;
  const { first, count } = thing.data.window;
  const x = event.clientX - stage.getBoundingClientRect().x;
  const offset = first + Math.floor(((x - track.x) / track.width) * count);
  const { logStartOffset, logEndOffset } = thing.replica;
  return offset >= Math.max(first, logStartOffset) && offset < logEndOffset ? offset : null;
}

/** The record beside the cursor; the newest one in sight to begin with. */
function nextRecord(
  cursor: Cursor | null,
  key: string,
  direction: 'left' | 'right',
  scene: TopicScene | null,
): Cursor | null {
  const thing = scene && thingAt(key, scene);
  if (thing?.kind !== 'replica') return null;
  const { first, count } = thing.data.window;
  const { logStartOffset, logEndOffset } = thing.replica;
  const least = Math.max(logStartOffset, first);
  const most = Math.min(logEndOffset, first + count) - 1;
  if (most < least) return null;
  const wanted = cursor?.key === key ? cursor.offset + (direction === 'right' ? 1 : -1) : most;
  return { key, offset: Math.max(least, Math.min(most, wanted)) };
}
