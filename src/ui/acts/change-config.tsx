import { Suspense, use, useState } from 'react';
import type { Command } from '../../sim/command.ts';
import { type ConfigOwner, configDefaults } from '../inspector/config-defaults.ts';
import { useMessages } from '../messages.tsx';
import { Act, ActForm } from './act.tsx';
import { CheckField, ChoiceField, TextField } from './fields.tsx';

interface Props {
  readonly owner: Extract<ConfigOwner, 'topic' | 'broker'>;
  /** The config that is offered first. */
  readonly first: string;
  /** What is offered; absent: the whole catalogue. */
  readonly names?: readonly string[];
  /** What is set now, by name. */
  readonly set: Readonly<Record<string, string>>;
  readonly commandOf: (configs: Readonly<Record<string, string | null>>) => Command;
  readonly title: string;
}

/** kafka-configs --alter for one config of Kafka's catalogue; what Kafka refuses, it refuses in its own words. */
export function ChangeConfig(props: Props) {
  return (
    <Act title={props.title}>
      <Suspense>
        <ConfigForm {...props} />
      </Suspense>
    </Act>
  );
}

function ConfigForm({ owner, first, names, set, commandOf }: Props) {
  const { acts } = useMessages();
  const defaults = use(configDefaults(owner));
  const [name, setName] = useState(first);
  const [given, setValue] = useState<string | null>(null);
  const [back, setBack] = useState(false);
  const byDefault = defaults.get(name) ?? null;
  const value = given ?? set[name] ?? byDefault ?? '';
  const choose = (chosen: string) => {
    setName(chosen);
    setValue(null);
    setBack(false);
  };
  return (
    <ActForm command={commandOf({ [name]: back ? null : value })} submit={acts.config.change}>
      <ChoiceField
        name={acts.config.name}
        value={name}
        choices={(names ?? [...defaults.keys()]).map((key) => ({ value: key, label: key }))}
        onChange={choose}
      />
      <CheckField name={acts.config.back(byDefault ?? 'null')} checked={back} onChange={setBack} />
      {!back && <TextField name={acts.config.value} value={value} onChange={setValue} />}
    </ActForm>
  );
}
