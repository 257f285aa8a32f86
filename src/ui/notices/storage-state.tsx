import { usePage } from '../../store/page.ts';
import { selectStorage } from '../../store/selectors.ts';
import { useDriver } from '../driver-context.tsx';
import { useMessages } from '../messages.tsx';
import { testIds } from '../test-ids.ts';

/** Where the run is kept, and why not in storage when it is not. */
export function StorageState() {
  const { storage } = useMessages();
  const state = usePage(selectStorage);
  const driver = useDriver();
  if (state === null) return null;
  if (state.kind === 'stored') {
    return <span data-testid={testIds.storage}>{storage.stored}</span>;
  }
  return (
    <span className="row" data-testid={testIds.storage}>
      <span title={storage.why[state.reason]}>{storage.memory}</span>
      {state.reason === 'other-tab' && (
        <button type="button" className="link" onClick={() => void driver.takeOver()}>
          {storage.takeOver}
        </button>
      )}
    </span>
  );
}
