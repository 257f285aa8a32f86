// biome-ignore-all lint/a11y/useSemanticElements: only the rows in sight exist, so this is no table
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid or tree has the focus and names what is active in it
import { type KeyboardEvent, memo, type ReactNode, useEffect, useId, useState } from 'react';
import './data-grid.css';
import { useRows } from './use-rows.ts';

const rowHeight = 28;

export interface Column {
  readonly key: string;
  readonly name: string;
  /** Of a grid template, such as `7ch` or `minmax(8ch, 1fr)`. */
  readonly width: string;
  readonly end?: boolean;
}

export interface DataGridProps {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly total: number;
  /** Cells of the rows from `from` on, as far as they have come. */
  readonly from: number;
  readonly rows: readonly (readonly ReactNode[])[];
  /** The row that is chosen; −1: none. */
  readonly current: number;
  readonly onChoose?: (index: number) => void;
  /** Rows from `first` on are needed. */
  readonly onWindow: (first: number) => void;
}

/** Rows are asked for in windows that begin at multiples of this. */
const step = 50;
export const rowsAWindow = 200;

/** A table of which only the rows in sight exist. The focus stays on the grid, which names its active row. */
export function DataGrid({ label, columns, total, from, rows, current, onChoose, onWindow }: DataGridProps) {
  const id = useId();
  const [moved, setMoved] = useState<number | null>(null);
  const { viewport, first, count, top, height, onScroll, reveal, page } = useRows(total, rowHeight);
  const active = Math.min(total - 1, moved ?? Math.max(0, current));
  const wanted = Math.max(0, Math.floor(first / step) * step - step);
  useEffect(() => onWindow(wanted), [onWindow, wanted]);
  useEffect(() => {
    setMoved(null);
    reveal(current);
  }, [reveal, current]);

  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(total - 1, index));
    setMoved(next);
    reveal(next);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => moveTo(active + 1),
    ArrowUp: () => moveTo(active - 1),
    PageDown: () => moveTo(active + page - 1),
    PageUp: () => moveTo(active - page + 1),
    Home: () => moveTo(0),
    End: () => moveTo(total - 1),
    Enter: () => onChoose?.(active),
    ' ': () => onChoose?.(active),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  const template = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') };
  const inSight = active >= first && active < first + count;
  return (
    <div
      ref={viewport}
      className="data-grid"
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      tabIndex={0}
      aria-activedescendant={inSight ? `${id}-${active}` : undefined}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="head">
        <div role="row" aria-rowindex={1} className="grid-row" style={template}>
          {columns.map(({ key, name, end = false }) => (
            <span key={key} role="columnheader" className={end ? 'end' : undefined}>
              {name}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height }}>
        <div role="presentation" className="rows" style={{ transform: `translateY(${top}px)` }}>
          {Array.from({ length: count }, (_, i) => first + i).map((index) => (
            <GridRow
              key={index}
              id={`${id}-${index}`}
              index={index}
              columns={columns}
              cells={rows[index - from]}
              current={index === current}
              active={index === active}
              onChoose={onChoose}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface GridRowProps {
  readonly id: string;
  readonly index: number;
  readonly columns: readonly Column[];
  readonly cells: readonly ReactNode[] | undefined;
  readonly current: boolean;
  readonly active: boolean;
  readonly onChoose: ((index: number) => void) | undefined;
}

const GridRow = memo(function GridRow({ id, index, columns, cells, current, active, onChoose }: GridRowProps) {
  const template = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys of its active row
    <div
      id={id}
      role="row"
      className={`grid-row${current ? ' current' : ''}${active ? ' active' : ''}`}
      style={template}
      aria-rowindex={index + 2}
      aria-selected={current}
      onClick={() => onChoose?.(index)}
    >
      {columns.map(({ key, end = false }, i) => (
        <span key={key} role="gridcell" className={end ? 'end' : undefined}>
          {cells?.[i] ?? '…'}
        </span>
      ))}
    </div>
  );
});
