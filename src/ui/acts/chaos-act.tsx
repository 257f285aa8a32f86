import { useState } from 'react';
import type { ChaosProfile } from '../../sim/command.ts';
import type { Snapshot } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { Act, ActForm, SimpleAct } from './act.tsx';
import { ChoiceField, NumberField } from './fields.tsx';

const profiles: readonly ChaosProfile[] = ['gentle', 'rough', 'brutal'];

/** Faults from the dice of a seed, until they are stopped. */
export function ChaosAct({ view }: { view: Snapshot }) {
  const { chaos } = useMessages().acts;
  const [profile, setProfile] = useState<ChaosProfile>('gentle');
  const [seed, setSeed] = useState(1);
  if (view.chaos !== undefined) {
    return <SimpleAct command={{ do: 'stop-chaos' }} title={chaos.stop} text={chaos.stopText} />;
  }
  const fits = Number.isInteger(seed) && seed >= 0 && seed <= 4_294_967_295;
  return (
    <Act title={chaos.title} text={chaos.text} danger>
      <ActForm command={{ do: 'start-chaos', profile, seed }} submit={chaos.start} disabled={!fits} danger>
        <ChoiceField
          name={chaos.profile}
          value={profile}
          choices={profiles.map((value) => ({ value, label: chaos.profiles[value] }))}
          onChange={setProfile}
        />
        <NumberField name={chaos.seed} value={seed} onChange={setSeed} />
      </ActForm>
    </Act>
  );
}
