import type { Snapshot } from '../../sim/snapshot.ts';
import { Acts, SimpleAct } from '../acts/act.tsx';
import { AddBroker } from '../acts/add-broker-form.tsx';
import { useMessages } from '../messages.tsx';
import { Facts } from './facts.tsx';
import { Heading } from './heading.tsx';
import { SelectButton } from './select-button.tsx';

export function RackPanel({ name, view }: { name: string; view: Snapshot }) {
  const { acts, inspector, diagram } = useMessages();
  const brokers = view.brokers.filter((broker) => broker.rack === name);
  return (
    <>
      <Heading kick={inspector.rack.kick} title={name} />
      <Facts
        facts={brokers.map(({ id, state }) => ({
          name: diagram.broker(id),
          value: <SelectButton to={{ kind: 'broker', id }}>{inspector.states[state]}</SelectButton>,
          word: true,
        }))}
      />
      <Acts>
        <SimpleAct command={{ do: 'power-off-rack', rack: name }} text={acts.rackPowerText} danger />
        <AddBroker key={name} brokers={view.brokers} rack={name} />
      </Acts>
    </>
  );
}
