import { shownController } from '../../diagram/cluster/structure.ts';
import type { DiskOwner } from '../../store/disk-slice.ts';
import { usePage } from '../../store/page.ts';
import { selectDiskOwner, selectDocument, selectOpened } from '../../store/selectors.ts';

/** The chosen owner as long as there is one, else the first broker. */
export function useOwner(): DiskOwner | null {
  const chosen = usePage(selectDiskOwner);
  const opened = usePage(selectOpened);
  const setup = usePage(selectDocument)?.setup ?? null;
  const known = usePage((state) =>
    chosen?.kind === 'node' && state.view !== null
      ? chosen.node === shownController(state.view)?.id || state.view.brokers.some(({ id }) => id === chosen.node)
      : false,
  );
  if (chosen?.kind === 'opened' && opened.some(({ id }) => id === chosen.id)) return chosen;
  if (chosen?.kind === 'node' && known) return chosen;
  const first = setup?.brokers[0]?.id;
  return first === undefined ? null : { kind: 'node', node: first };
}
