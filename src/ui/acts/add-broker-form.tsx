import { useState } from 'react';
import type { BrokerView } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { Act, ActForm } from './act.tsx';
import { ChoiceField, NumberField } from './fields.tsx';

export function AddBroker({ brokers, rack: inRack }: { brokers: readonly BrokerView[]; rack?: string }) {
  const { acts } = useMessages();
  const [given, setId] = useState<number | null>(null);
  const racks = [...new Set(brokers.flatMap(({ rack }) => (rack === null ? [] : [rack])))];
  const [rack, setRack] = useState(inRack ?? racks[0] ?? '');
  const id = given ?? Math.max(0, ...brokers.map((broker) => broker.id)) + 1;
  return (
    <Act title={acts.names['add-broker']} text={acts.addBroker.text}>
      <ActForm command={{ do: 'add-broker', broker: id, rack: rack === '' ? null : rack }} onDone={() => setId(null)}>
        <div className="pair">
          <NumberField name={acts.addBroker.id} value={id} onChange={setId} />
          <ChoiceField
            name={acts.addBroker.rack}
            value={rack}
            choices={[
              ...racks.map((name) => ({ value: name, label: name })),
              { value: '', label: acts.addBroker.noRack },
            ]}
            onChange={setRack}
          />
        </div>
      </ActForm>
    </Act>
  );
}
