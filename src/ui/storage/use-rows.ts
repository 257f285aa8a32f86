import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

export interface Rows {
  readonly viewport: RefObject<HTMLDivElement | null>;
  /** First row that is drawn, and how many. */
  readonly first: number;
  readonly count: number;
  /** Where the first row stands, and how tall all of them are, pixels. */
  readonly top: number;
  readonly height: number;
  readonly onScroll: () => void;
  /** Scrolls so far that the row is in sight. */
  readonly reveal: (row: number) => void;
  /** Rows that fit into the viewport. */
  readonly page: number;
}

/** Browsers cut off what is taller; above it one pixel stands for several rows. */
const tallest = 8_000_000;
const overscan = 6;
/** More than any screen is high, should the viewport not be bounded. */
const mostRows = 200;
/** Rows are drawn anew when so many have passed. */
const chunk = 4;

/** Virtual rows: only what is in sight is drawn. */
export function useRows(total: number, rowHeight: number): Rows {
  const viewport = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ scrollTop: 0, page: 12 });
  const height = Math.min(tallest, total * rowHeight);
  const squeezed = total * rowHeight > tallest;

  const measure = useCallback(() => {
    const element = viewport.current;
    if (element === null) return;
    const page = Math.min(mostRows, Math.max(1, Math.ceil(element.clientHeight / rowHeight)));
    const step = squeezed ? 1 : chunk * rowHeight;
    const scrollTop = Math.floor(element.scrollTop / step) * step;
    setSeen((before) => (before.scrollTop === scrollTop && before.page === page ? before : { scrollTop, page }));
  }, [rowHeight, squeezed]);

  useEffect(() => {
    const element = viewport.current;
    if (element === null) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [measure]);

  const { page } = seen;
  const lastTop = Math.max(1, height - page * rowHeight);
  const atTop = squeezed
    ? Math.round((Math.min(lastTop, seen.scrollTop) / lastTop) * Math.max(0, total - page))
    : Math.floor(seen.scrollTop / rowHeight);
  const first = Math.max(0, Math.min(atTop, total) - (squeezed ? 0 : overscan));
  const count = Math.max(0, Math.min(total - first, page + 2 * overscan + chunk));

  const reveal = useCallback(
    (row: number) => {
      const element = viewport.current;
      if (element === null || row < 0) return;
      if (squeezed) {
        const shown = Math.max(1, Math.floor(element.clientHeight / rowHeight));
        const now = Math.round((element.scrollTop / lastTop) * Math.max(0, total - shown));
        if (row >= now && row < now + shown - 1) return;
        element.scrollTop = (Math.max(0, row - 2) / Math.max(1, total - shown)) * lastTop;
        return;
      }
      const top = row * rowHeight;
      const bottom = element.scrollTop + element.clientHeight;
      if (top < element.scrollTop) element.scrollTop = Math.max(0, top - rowHeight);
      else if (top + rowHeight > bottom) element.scrollTop = top + 2 * rowHeight - element.clientHeight;
    },
    [rowHeight, squeezed, total, lastTop],
  );

  const top = squeezed ? Math.min(seen.scrollTop, lastTop) : first * rowHeight;
  return { viewport, first, count, top, height, onScroll: measure, reveal, page };
}
