import type { ProduceInto } from '../../store/look-slice.ts';
import { usePage } from '../../store/page.ts';
import { PlusIcon } from '../icons.tsx';
import { useMessages } from '../messages.tsx';

/** Opens the form for a record by hand, with this topic and partition chosen. */
export function ProduceHere({ into }: { into: ProduceInto }) {
  const { acts } = useMessages();
  return (
    <button type="button" className="btn" onClick={() => usePage.getState().openProduce(into)}>
      <PlusIcon />
      {acts.produce.title}
    </button>
  );
}
