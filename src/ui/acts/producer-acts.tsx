import { useState } from 'react';
import type { Command } from '../../sim/command.ts';
import type { KeyPattern } from '../../sim/setup.ts';
import type { ProducerView } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { type Acks, acksChoices } from './acks.ts';
import { Act, ActForm, Acts, SimpleAct } from './act.tsx';
import { ChoiceField, NumberField } from './fields.tsx';
import { KeyPatternFields } from './key-pattern-fields.tsx';

export function ProducerActs({ producer }: { producer: ProducerView }) {
  return (
    <Acts>
      <ChangeProducer key={producer.id} producer={producer} />
      <SimpleAct command={{ do: 'remove-producer', producer: producer.id }} danger />
    </Acts>
  );
}

interface Changes {
  readonly ratePerSecond?: number;
  readonly keys?: KeyPattern;
  readonly acks?: Acks;
}

function ChangeProducer({ producer }: { producer: ProducerView }) {
  const messages = useMessages();
  const texts = messages.acts.producer;
  const [changes, setChanges] = useState<Changes>({});
  const { ratePerSecond, keys, acks } = { ...producer, ...changes };
  const command: Command = { do: 'change-producer', producer: producer.id, ...changes };
  const nothing = Object.keys(changes).length === 0;
  return (
    <Act title={messages.acts.names['change-producer']}>
      <ActForm
        command={command}
        submit={texts.change}
        disabled={nothing || !Number.isFinite(ratePerSecond)}
        onDone={() => setChanges({})}
      >
        <NumberField
          name={texts.rate}
          hint={texts.handOnly}
          step="any"
          value={ratePerSecond}
          onChange={(rate) => setChanges({ ...changes, ratePerSecond: rate })}
        />
        <KeyPatternFields keys={keys} onChange={(pattern) => setChanges({ ...changes, keys: pattern })} />
        <ChoiceField
          name={<code>{texts.acks}</code>}
          value={acks}
          choices={acksChoices(messages)}
          onChange={(chosen) => setChanges({ ...changes, acks: chosen })}
        />
      </ActForm>
    </Act>
  );
}
