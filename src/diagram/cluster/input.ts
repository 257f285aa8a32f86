import { offsetAt, windowOf } from './cells.ts';
import type { RecordCursor } from './draw-replicas.ts';
import type { RovingFocus } from './focus.ts';
import { arrows, type Direction } from './navigate.ts';
import { selectionsOf } from './places.ts';
import type { Scene } from './scene.ts';
import type { Selection } from './selection.ts';
import type { ClusterCallbacks } from './view.ts';

/** Pointer, touch and keyboard on the stage. */
export interface Input {
  /** The record that the keyboard stands on, while its replica has the focus. */
  readonly cursor: () => RecordCursor | null;
}

/**
 * A click, Enter or Space selects; Escape and a click on the empty stage select nothing. Arrows go to the neighbour.
 * With Shift, left and right go from record to record of the focused replica, and Enter opens the record.
 */
export function listen(
  host: HTMLElement,
  stage: SVGSVGElement,
  focus: RovingFocus,
  scene: () => Scene | null,
  callbacks: ClusterCallbacks,
  redraw: () => void,
): Input {
  let cursor: RecordCursor | null = null;
  let hovered: string | null = null;
  const selectionAt = (key: string | null): Selection | null => {
    const now = scene();
    return (key !== null && now && selectionsOf(now.layout).get(key)) || null;
  };
  const setCursor = (next: RecordCursor | null) => {
    if (next === cursor) return;
    cursor = next;
    redraw();
  };
  const choose = (key: string, offset: number | null) => {
    const selection = selectionAt(key);
    if (!selection) return;
    callbacks.onSelect(selection);
    if (selection.kind !== 'replica' || offset === null) return;
    const { topic, partition, broker } = selection;
    callbacks.onRecord({ topic, partition, broker, offset });
  };

  stage.addEventListener('click', (event) => {
    const key = keyUnder(event.target);
    if (key === null) callbacks.onSelect(null);
    else choose(key, offsetUnder(event, key, scene(), stage));
  });
  stage.addEventListener('pointerover', (event) => {
    const key = keyUnder(event.target);
    if (key === hovered) return;
    hovered = key;
    callbacks.onHover?.(selectionAt(key));
  });
  stage.addEventListener('pointerleave', () => {
    hovered = null;
    callbacks.onHover?.(null);
  });
  host.addEventListener('focusout', () => setCursor(null));
  stage.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = focus.keyOf(event.target);
    if (key === null) return;
    const direction = arrows[event.key];
    if (event.key === 'Enter' || event.key === ' ') choose(key, cursor?.key === key ? cursor.offset : null);
    else if (event.key === 'Escape' && cursor) setCursor(null);
    else if (event.key === 'Escape') callbacks.onSelect(null);
    else if (direction && event.shiftKey) setCursor(nextRecord(cursor, key, direction, scene()) ?? cursor);
    else if (!direction || !focus.go(key, direction)) return;
    event.preventDefault();
  });
  return { cursor: () => cursor };
}

const keyUnder = (target: EventTarget | null): string | null =>
  target instanceof Element ? (target.closest('[data-key]')?.getAttribute('data-key') ?? null) : null;

function replicaAt(key: string, scene: Scene) {
  const place = scene.layout.strips.find((strip) => strip.key === key);
  const partition = place && scene.partitions.get(`${place.topic}-${place.partition}`);
  const replica = partition?.replicas.find(({ broker }) => broker === place?.broker);
  return place && partition && replica ? { place, partition, replica } : null;
}

/** The offset of the record cell under the pointer. */
function offsetUnder(event: MouseEvent, key: string, scene: Scene | null, stage: SVGSVGElement): number | null {
  const found = scene && replicaAt(key, scene);
  if (!found || scene.bars) return null;
  const { place, partition, replica } = found;
  const { cells, cellCount } = place.parts;
  const frame = stage.getBoundingClientRect();
  const x = event.clientX - frame.x - place.box.x;
  const y = event.clientY - frame.y - place.box.y;
  if (y < cells.y - 4 || y > cells.y + cells.height + 4 || !isPointed(event)) return null;
  return offsetAt(x, windowOf(partition, cellCount, false), cells, replica);
}

/** False for clicks that assistive technology makes without a place. */
const isPointed = (event: MouseEvent): boolean => event.clientX !== 0 || event.clientY !== 0;

/** The record beside the cursor; the newest one to begin with. */
function nextRecord(
  cursor: RecordCursor | null,
  key: string,
  direction: Direction,
  scene: Scene | null,
): RecordCursor | null {
  const found = scene && replicaAt(key, scene);
  if (!found || direction === 'up' || direction === 'down') return null;
  const { replica, partition, place } = found;
  const first = Math.max(replica.logStartOffset, windowOf(partition, place.parts.cellCount, scene.bars).first);
  const last = replica.logEndOffset - 1;
  if (last < first) return null;
  const wanted = cursor?.key === key ? cursor.offset + (direction === 'right' ? 1 : -1) : last;
  return { key, offset: Math.max(first, Math.min(last, wanted)) };
}
