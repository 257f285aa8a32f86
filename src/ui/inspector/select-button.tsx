import type { ReactNode } from 'react';
import { usePage } from '../../store/page.ts';
import type { Selection } from '../../store/selection.ts';

/** A word that selects the thing it names. */
export function SelectButton({ to, children }: { to: Selection; children: ReactNode }) {
  return (
    <button type="button" className="link" onClick={() => usePage.getState().select(to)}>
      {children}
    </button>
  );
}
