import { useState } from 'react';
import { limits } from '../../scenario/limits.ts';
import type { KeyPattern } from '../../sim/setup.ts';
import { useMessages } from '../messages.tsx';
import { CheckField, ChoiceField, LinesField, NumberField } from './fields.tsx';

const fewestUsers = { users: 1, skewed: 2 };
const kinds = ['none', 'users', 'skewed', 'list'] as const;

interface Props {
  readonly keys: KeyPattern;
  readonly onChange: (keys: KeyPattern) => void;
}

export function KeyPatternFields({ keys, onChange }: Props) {
  const { keyKinds, users, keys: name } = useMessages().acts.producer;
  const choose = (kind: KeyPattern['kind']) => {
    const count = 'count' in keys ? keys.count : 12;
    if (kind === 'none') onChange({ kind });
    else if (kind === 'list') onChange({ kind, keys: ['order-1', 'order-2'], order: 'given' });
    else onChange({ kind, count });
  };
  const choices = kinds.map((value) => ({ value, label: keyKinds[value] }));
  return (
    <>
      <div className="pair">
        <ChoiceField name={name} value={keys.kind} choices={choices} onChange={choose} />
        {'count' in keys && (
          <NumberField
            name={users}
            value={keys.count}
            onChange={(count) => {
              if (count >= fewestUsers[keys.kind]) onChange({ kind: keys.kind, count: Math.floor(count) });
            }}
          />
        )}
      </div>
      {keys.kind === 'list' && <KeyList keys={keys} onChange={onChange} />}
    </>
  );
}

/** A key a line, as it is pasted; empty lines are no keys. */
function KeyList({ keys, onChange }: Props & { keys: KeyPattern & { readonly kind: 'list' } }) {
  const texts = useMessages().acts.producer;
  const [text, setText] = useState(keys.keys.join('\n'));
  const read = (pasted: string) => {
    setText(pasted);
    const lines = pasted.split(/\r\n|\n|\r/).filter((line) => line !== '');
    onChange({ ...keys, keys: lines });
  };
  return (
    <>
      <LinesField name={texts.keyList} hint={texts.keyListHint(limits.keyList)} value={text} onChange={read} />
      <CheckField
        name={texts.drawn}
        checked={keys.order === 'drawn'}
        onChange={(drawn) => onChange({ ...keys, order: drawn ? 'drawn' : 'given' })}
      />
    </>
  );
}
