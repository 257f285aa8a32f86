import type { KeyPattern } from '../../sim/setup.ts';
import { useMessages } from '../messages.tsx';
import { ChoiceField, NumberField } from './fields.tsx';

const fewestUsers = { none: 0, users: 1, skewed: 2 };

export function KeyPatternFields({ keys, onChange }: { keys: KeyPattern; onChange: (keys: KeyPattern) => void }) {
  const { acts } = useMessages();
  const { keyKinds } = acts.producer;
  const choose = (kind: KeyPattern['kind']) => {
    const count = keys.kind === 'none' ? 12 : keys.count;
    onChange(kind === 'none' ? { kind } : { kind, count });
  };
  return (
    <div className="pair">
      <ChoiceField
        name={acts.producer.keys}
        value={keys.kind}
        choices={(['none', 'users', 'skewed'] as const).map((value) => ({ value, label: keyKinds[value] }))}
        onChange={choose}
      />
      {keys.kind !== 'none' && (
        <NumberField
          name={acts.producer.users}
          value={keys.count}
          onChange={(count) => {
            if (count >= fewestUsers[keys.kind]) onChange({ kind: keys.kind, count: Math.floor(count) });
          }}
        />
      )}
    </div>
  );
}
