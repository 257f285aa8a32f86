// biome-ignore-all lint/a11y/useSemanticElements: only the rows in sight exist, so this is no table
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid or tree has the focus and names what is active in it
import { memo } from 'react';
import type { ByteWindow } from '../../worker/protocol/disk.ts';
import { byteAt, byteText, charText, rangeAt } from './hex-layout.ts';
import { kindOfRange } from './range-kinds.ts';

export interface HexRowProps {
  readonly id: string;
  readonly window: ByteWindow;
  readonly start: number;
  readonly columns: number;
  readonly rowIndex: number;
  /** Columns [from, to) that are named just now, and those that the named one vouches for; −1: none. */
  readonly litFrom: number;
  readonly litTo: number;
  readonly coveredFrom: number;
  readonly coveredTo: number;
  /** The column with the cursor; −1: none. */
  readonly cursor: number;
  /** What the cell with the cursor says. */
  readonly cursorLabel: string | undefined;
}

/** One line of the hex view; drawn anew only when something in it changes. */
export const HexRow = memo(function HexRow(props: HexRowProps) {
  const { id, window, start, columns, rowIndex, cursor, cursorLabel } = props;
  const cells = Array.from({ length: columns }, (_, column) => start + column).filter(
    (position) => position < window.sizeInBytes,
  );
  return (
    <div role="row" className="hex-row" aria-rowindex={rowIndex + 1}>
      <span role="rowheader" className="at">
        {start}
      </span>
      {cells.map((position, column) => {
        const byte = byteAt(window, position);
        return (
          <span
            key={position}
            id={`${id}-${position}`}
            role="gridcell"
            className={cellClass(props, position, column)}
            data-at={position}
            aria-selected={column === cursor}
            {...(column === cursor && cursorLabel !== undefined ? { 'aria-label': cursorLabel } : {})}
          >
            {byte === null ? '  ' : byteText(byte)}
          </span>
        );
      })}
      <span className="text" aria-hidden="true">
        {cells.map((position, column) => {
          const byte = byteAt(window, position);
          return (
            <span key={position} className={textClass(props, column)} data-at={position}>
              {byte === null ? ' ' : charText(byte)}
            </span>
          );
        })}
      </span>
    </div>
  );
});

function cellClass(
  { window, litFrom, litTo, coveredFrom, coveredTo, cursor }: HexRowProps,
  position: number,
  column: number,
) {
  const range = rangeAt(window.ranges, position);
  const { committedTo, flushedTo } = window;
  const names = ['byte', `k-${range === null ? 'none' : kindOfRange(range.name)}`];
  if (range?.wrong) names.push('wrong');
  if (range?.start === position) names.push('begins');
  if (range?.start === position && range.name === 'baseOffset') names.push('batch-begins');
  if (committedTo !== null && position >= committedTo) names.push('above');
  if (flushedTo !== null && position >= flushedTo) names.push('unflushed');
  if (column >= coveredFrom && column < coveredTo) names.push('covered');
  if (column >= litFrom && column < litTo) names.push('lit');
  if (column === cursor) names.push('cursor');
  return names.join(' ');
}

function textClass({ litFrom, litTo, cursor }: HexRowProps, column: number): string {
  if (column === cursor) return 'cursor';
  return column >= litFrom && column < litTo ? 'lit' : '';
}
