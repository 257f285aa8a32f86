// biome-ignore-all lint/a11y/useSemanticElements: only the rows in sight exist, so this is no table
import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useId, useState } from 'react';
import type { ByteWindow, NamedRange } from '../../worker/protocol/disk.ts';
import { byteAt, byteText, inRow, rangeAt } from './hex-layout.ts';
import { HexRow } from './hex-row.tsx';
import { useStorageTexts } from './texts.tsx';
import { useRows } from './use-rows.ts';

const rowHeight = 22;

export interface HexViewProps {
  readonly file: string;
  readonly window: ByteWindow;
  /** The byte with the cursor. */
  readonly position: number;
  readonly onMove: (position: number) => void;
  /** The byte under the pointer, null when there is none. */
  readonly onPoint: (position: number | null) => void;
  readonly pointed: number | null;
  /** Bytes from `first` on are needed. */
  readonly onWindow: (first: number) => void;
  readonly columns: number;
}

/** Windows of bytes begin at multiples of this. */
const step = 2048;
export const bytesAWindow = 8192;

/** Bytes with their names. The focus stays on the grid, which says which byte is active. */
export function HexView({ file, window, position, onMove, onPoint, pointed, onWindow, columns }: HexViewProps) {
  const texts = useStorageTexts();
  const id = useId();
  const { sizeInBytes, ranges } = window;
  const total = Math.ceil(sizeInBytes / columns);
  const { viewport, first, count, top, height, onScroll, reveal, page } = useRows(total, rowHeight);
  const wanted = Math.max(0, Math.floor((first * columns) / step) * step - step);
  const [focused, setFocused] = useState(false);
  useEffect(() => onWindow(wanted), [onWindow, wanted]);
  const row = Math.floor(position / columns);
  useEffect(() => reveal(row), [reveal, row]);

  const named = rangeAt(ranges, pointed ?? position);
  const lit: readonly [number, number] | null = named === null ? null : [named.start, named.end];
  const covered = named?.covers ?? null;
  const shown = row >= first && row < first + count;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.altKey) return;
    const next = movedBy(event, position, { columns, sizeInBytes, page, ranges });
    if (next === null) return;
    event.preventDefault();
    onMove(Math.max(0, Math.min(sizeInBytes - 1, next)));
  };
  const onPointer = useCallback((event: PointerEvent) => onPoint(positionOf(event.target)), [onPoint]);
  return (
    <div
      ref={viewport}
      className="hex"
      data-columns={columns}
      role="grid"
      aria-label={texts.bytes.grid(file)}
      aria-rowcount={total}
      aria-colcount={columns + 1}
      tabIndex={0}
      aria-activedescendant={shown ? `${id}-${position}` : undefined}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onPointerOver={onPointer}
      onPointerLeave={() => onPoint(null)}
      onClick={(event) => {
        const at = positionOf(event.target);
        if (at !== null) onMove(at);
      }}
    >
      <div role="rowgroup" style={{ height }}>
        <div role="presentation" className="rows" style={{ transform: `translateY(${top}px)` }}>
          {Array.from({ length: count }, (_, i) => first + i).map((index) => {
            const start = index * columns;
            const litHere = inRow(lit, start, columns);
            const coveredHere = inRow(covered, start, columns);
            const here = index === row;
            return (
              <HexRow
                key={index}
                id={id}
                window={window}
                start={start}
                columns={columns}
                rowIndex={index}
                litFrom={litHere?.from ?? -1}
                litTo={litHere?.to ?? -1}
                coveredFrom={coveredHere?.from ?? -1}
                coveredTo={coveredHere?.to ?? -1}
                cursor={here ? position - start : -1}
                cursorLabel={here && focused ? cellLabel(window, position, texts.bytes.unnamed) : undefined}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** `1a, crc, 0x1ac0bc28` */
function cellLabel(window: ByteWindow, position: number, unnamed: string): string {
  const range = rangeAt(window.ranges, position);
  const byte = byteText(byteAt(window, position) ?? 0);
  return range === null ? `${byte}, ${unnamed}` : `${byte}, ${range.name}, ${range.value}`;
}

function positionOf(target: EventTarget): number | null {
  const cell = target instanceof Element ? target.closest('[data-at]') : null;
  const at = cell?.getAttribute('data-at') ?? null;
  return at === null ? null : Number(at);
}

interface Measures {
  readonly columns: number;
  readonly sizeInBytes: number;
  readonly page: number;
  readonly ranges: readonly NamedRange[];
}

/** Arrows by byte and row; with Ctrl by field. */
function movedBy(
  event: KeyboardEvent,
  position: number,
  { columns, sizeInBytes, page, ranges }: Measures,
): number | null {
  const range = rangeAt(ranges, position);
  const inLine = position % columns;
  switch (event.key) {
    case 'ArrowLeft':
      return event.ctrlKey ? (rangeAt(ranges, (range?.start ?? position) - 1)?.start ?? position - 1) : position - 1;
    case 'ArrowRight':
      return event.ctrlKey ? (range?.end ?? position + 1) : position + 1;
    case 'ArrowUp':
      return position < columns ? position : position - columns;
    case 'ArrowDown':
      return position + columns < sizeInBytes ? position + columns : position;
    case 'PageUp':
      return Math.max(inLine, position - columns * (page - 1));
    case 'PageDown':
      return position + columns * (page - 1);
    case 'Home':
      return event.ctrlKey ? 0 : position - inLine;
    case 'End':
      return event.ctrlKey ? sizeInBytes - 1 : position - inLine + columns - 1;
    default:
      return null;
  }
}
