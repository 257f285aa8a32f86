import { lazy, Suspense } from 'react';
import { usePage } from '../../store/page.ts';
import { selectDialog } from '../../store/selectors.ts';
import { ShareDialog } from './share-dialog.tsx';

const FidelityDialog = lazy(async () => ({ default: (await import('./fidelity-dialog.tsx')).FidelityDialog }));
const ShortcutsDialog = lazy(async () => ({ default: (await import('./shortcuts-dialog.tsx')).ShortcutsDialog }));

const close = () => usePage.getState().openDialog(null);

export function Dialogs() {
  const dialog = usePage(selectDialog);
  return (
    <Suspense>
      {dialog === 'fidelity' && <FidelityDialog onClose={close} />}
      {dialog === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      {dialog === 'share' && <ShareDialog onClose={close} />}
    </Suspense>
  );
}
