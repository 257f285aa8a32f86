import type { Snapshot } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { Acts, SimpleAct } from './act.tsx';

export function PowerActs({ view }: { view: Snapshot }) {
  return (
    <Acts>
      <PowerAct view={view} />
    </Acts>
  );
}

/** Off while anything runs, else on. */
export function PowerAct({ view }: { view: Snapshot }) {
  const { acts } = useMessages();
  return view.controller.running ? (
    <SimpleAct command={{ do: 'power-off' }} text={acts.power.off} danger />
  ) : (
    <SimpleAct command={{ do: 'power-on' }} text={acts.power.on} />
  );
}
