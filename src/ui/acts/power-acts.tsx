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

const isUp = ({ controllers, brokers }: Snapshot): boolean =>
  controllers.some(({ state }) => state !== 'stopped') ||
  brokers.some(({ state }) => state !== 'stopped' && state !== 'crashed');

/** Off while anything runs, else on. */
export function PowerAct({ view }: { view: Snapshot }) {
  const { acts } = useMessages();
  return isUp(view) ? (
    <SimpleAct command={{ do: 'power-off' }} text={acts.power.off} danger />
  ) : (
    <SimpleAct command={{ do: 'power-on' }} text={acts.power.on} />
  );
}
