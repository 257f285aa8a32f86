import { lensNames } from '../../scenario/link-parameters.ts';
import { usePage } from '../../store/page.ts';
import { selectLens } from '../../store/selectors.ts';
import { useMessages } from '../messages.tsx';

/** What the stage shows: the cluster, one topic, its consumer groups, or what lies on the disks. */
export function LensSwitch() {
  const { top } = useMessages();
  const shown = usePage(selectLens);
  return (
    <nav className="lenses" aria-label={top.lenses}>
      {lensNames.map((lens) => (
        <button
          key={lens}
          type="button"
          aria-current={lens === shown ? 'page' : undefined}
          onClick={() => usePage.getState().showLens(lens)}
        >
          {top.lensNames[lens]}
        </button>
      ))}
    </nav>
  );
}
