// biome-ignore-all lint/a11y/useSemanticElements: only the rows in sight exist, so this is no table
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid or tree has the focus and names what is active in it
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react';
import { usePage } from '../../store/page.ts';
import { selectDiskPath } from '../../store/selectors.ts';
import { bytesText } from '../format.ts';
import { ChevronIcon } from '../icons.tsx';
import { useDisk, useLookAt } from './disk-context.tsx';
import { useStorageTexts } from './texts.tsx';
import { type TreeRow, treeRows } from './tree-rows.ts';
import { useRows } from './use-rows.ts';

const rowHeight = 28;

/** The log directory as a tree. The focus stays on the tree, which says which row is active, so that rows may come and go. */
export function FileTree() {
  const texts = useStorageTexts();
  const { listing, owner } = useDisk();
  const lookAt = useLookAt();
  const path = usePage(selectDiskPath);
  const id = useId();
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(path.includes('/') ? [parentOf(path)] : []));
  const rootName = owner.kind === 'node' ? texts.root : texts.openedHere;
  const rows = useMemo(() => treeRows(listing?.files ?? [], open, rootName), [listing, open, rootName]);
  const [activePath, setActive] = useState(path);
  const active = Math.max(
    0,
    rows.findIndex((row) => row.path === activePath),
  );
  const { viewport, first, count, top, height, onScroll, reveal, page } = useRows(rows.length, rowHeight);

  useEffect(() => {
    const parent = parentOf(path);
    if (parent !== '') setOpen((before) => (before.has(parent) ? before : new Set([...before, parent])));
    setActive(path);
  }, [path]);
  useEffect(() => reveal(active), [reveal, active]);

  const fold = (row: TreeRow, expanded: boolean) => {
    if (row.path === '') return;
    const next = new Set(open);
    if (expanded) next.add(row.path);
    else next.delete(row.path);
    setOpen(next);
  };
  const choose = (row: TreeRow) => {
    setActive(row.path);
    if (row.kind === 'directory') fold(row, row.path !== path || row.expanded !== true);
    lookAt(row.path);
  };
  const moveTo = (index: number) => setActive(rows[Math.max(0, Math.min(rows.length - 1, index))]?.path ?? '');
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[active];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys(row)[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const keys = (row: TreeRow): Readonly<Record<string, () => void>> => ({
    ArrowDown: () => moveTo(active + 1),
    ArrowUp: () => moveTo(active - 1),
    PageDown: () => moveTo(active + page - 1),
    PageUp: () => moveTo(active - page + 1),
    Home: () => moveTo(0),
    End: () => moveTo(rows.length - 1),
    ArrowRight: () => (row.expanded === false ? fold(row, true) : row.expanded && moveTo(active + 1)),
    ArrowLeft: () => (row.expanded && row.path !== '' ? fold(row, false) : setActive(parentOf(row.path))),
    Enter: () => choose(row),
    ' ': () => choose(row),
  });
  const shown = rows.slice(first, first + count);
  const activeShown = active >= first && active < first + count;
  return (
    <div
      ref={viewport}
      className="tree"
      role="tree"
      aria-label={texts.tree}
      tabIndex={0}
      aria-activedescendant={activeShown ? `${id}-${active}` : undefined}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height }}>
        <div role="presentation" className="rows" style={{ transform: `translateY(${top}px)` }}>
          {shown.map((row, i) => (
            <Row
              key={row.path}
              id={`${id}-${first + i}`}
              row={row}
              chosen={row.path === path}
              active={first + i === active}
              onChoose={() => choose(row)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly row: TreeRow;
  readonly chosen: boolean;
  readonly active: boolean;
  readonly onChoose: () => void;
}

function Row({ id, row, chosen, active, onChoose }: RowProps) {
  const { name, level, place, of, expanded, sizeInBytes, kind } = row;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys of its active row
    <div
      id={id}
      role="treeitem"
      className={`${kind} level-${level}${active ? ' active' : ''}`}
      aria-level={level}
      aria-posinset={place}
      aria-setsize={of}
      aria-selected={chosen}
      {...(expanded === null ? {} : { 'aria-expanded': expanded })}
      onClick={onChoose}
    >
      {expanded !== null && <ChevronIcon />}
      <span className="name" title={name}>
        {name}
      </span>
      <span className="size">{bytesText(sizeInBytes)}</span>
    </div>
  );
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}
