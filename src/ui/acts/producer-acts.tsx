import { useState } from 'react';
import type { Command } from '../../sim/command.ts';
import type { KeyPattern, LoadPattern, RecordPattern } from '../../sim/setup.ts';
import type { ProducerView } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { type Acks, acksChoices } from './acks.ts';
import { Act, ActForm, Acts, SimpleAct } from './act.tsx';
import { ChoiceField } from './fields.tsx';
import { KeyPatternFields } from './key-pattern-fields.tsx';
import { LoadFields } from './load-fields.tsx';
import { type ConfigDraft, ProducerConfigFields } from './producer-config-fields.tsx';
import { RecordPatternFields } from './record-pattern-fields.tsx';

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
  readonly load?: LoadPattern | null;
  readonly record?: RecordPattern | null;
  readonly acks?: Acks;
  readonly configs?: ConfigDraft;
}

function ChangeProducer({ producer }: { producer: ProducerView }) {
  const messages = useMessages();
  const texts = messages.acts.producer;
  const [changes, setChanges] = useState<Changes>({});
  const [times, setTimes] = useState(0);
  const { ratePerSecond, keys, acks, load = null, record = null } = { ...producer, ...changes };
  const command: Command = { do: 'change-producer', producer: producer.id, ...changes };
  const nothing = Object.keys(changes).length === 0;
  const change = (more: Changes) => setChanges({ ...changes, ...more });
  const done = () => {
    setChanges({});
    setTimes(times + 1);
  };
  return (
    <Act title={messages.acts.names['change-producer']}>
      <ActForm
        key={times}
        command={command}
        submit={texts.change}
        disabled={nothing || !Number.isFinite(ratePerSecond)}
        onDone={done}
      >
        <LoadFields
          ratePerSecond={ratePerSecond}
          load={load}
          onRate={(rate) => change({ ratePerSecond: rate })}
          onLoad={(pattern) => change({ load: pattern })}
        />
        <KeyPatternFields keys={keys} onChange={(pattern) => change({ keys: pattern })} />
        <RecordPatternFields
          record={record ?? {}}
          onChange={(pattern) => change({ record: Object.keys(pattern).length === 0 ? null : pattern })}
        />
        <ChoiceField
          name={<code>{texts.acks}</code>}
          value={acks}
          choices={acksChoices(messages)}
          onChange={(chosen) => change({ acks: chosen })}
        />
        <ProducerConfigFields
          set={producer.configs}
          draft={changes.configs ?? {}}
          onChange={(configs) => change({ configs })}
          hint={texts.configsText}
        />
      </ActForm>
    </Act>
  );
}
