import { assignorClasses } from '../../scenario/assignors.ts';
import { useMessages } from '../messages.tsx';
import { ChoiceField, TextField } from './fields.tsx';
import { Folded } from './folded.tsx';

/** The configs of a new group that its form asks for. */
export interface ConsumerConfigChoice {
  readonly offsetReset: 'earliest' | 'latest' | 'none' | 'by_duration';
  /** Of `by_duration`: ISO 8601, `PT1H`. */
  readonly duration: string;
  readonly isolation: 'read_uncommitted' | 'read_committed';
  /** A class; empty: Kafka's default. */
  readonly strategy: string;
}

export const plainConfigs: ConsumerConfigChoice = {
  offsetReset: 'earliest',
  duration: 'PT1M',
  isolation: 'read_uncommitted',
  strategy: '',
};

/** By Kafka's keys. Kafka says what is wrong with a duration. */
export const configsOf = ({ offsetReset, duration, isolation, strategy }: ConsumerConfigChoice) => ({
  'auto.offset.reset': offsetReset === 'by_duration' ? `by_duration:${duration}` : offsetReset,
  ...(isolation !== 'read_uncommitted' && { 'isolation.level': isolation }),
  ...(strategy !== '' && { 'partition.assignment.strategy': strategy }),
});

const resets = ['earliest', 'latest', 'none', 'by_duration'] as const;
const isolations = ['read_uncommitted', 'read_committed'] as const;

interface Props {
  readonly configs: ConsumerConfigChoice;
  readonly onChange: (configs: ConsumerConfigChoice) => void;
}

/** Where it begins without a committed offset. */
export function OffsetResetField({ configs, onChange }: Props) {
  const texts = useMessages().acts.group;
  return (
    <>
      <ChoiceField
        name={<code>auto.offset.reset</code>}
        value={configs.offsetReset}
        choices={resets.map((value) => ({ value, label: texts.resets[value] }))}
        onChange={(offsetReset) => onChange({ ...configs, offsetReset })}
      />
      {configs.offsetReset === 'by_duration' && (
        <TextField
          name={texts.duration}
          hint="PT30S, PT1H, P1D"
          value={configs.duration}
          onChange={(duration) => onChange({ ...configs, duration })}
          required
        />
      )}
    </>
  );
}

/** The less common ones, folded. */
export function ConsumerConfigFields({ configs, onChange }: Props) {
  const texts = useMessages().acts.group;
  return (
    <Folded title={texts.moreConfigs}>
      <ChoiceField
        name={<code>partition.assignment.strategy</code>}
        value={configs.strategy}
        choices={[
          { value: '', label: texts.strategyDefault },
          ...assignorClasses.map((name) => ({ value: name, label: name.slice(name.lastIndexOf('.') + 1) })),
        ]}
        onChange={(strategy) => onChange({ ...configs, strategy })}
      />
      <ChoiceField
        name={<code>isolation.level</code>}
        value={configs.isolation}
        choices={isolations.map((value) => ({ value, label: value }))}
        onChange={(isolation) => onChange({ ...configs, isolation })}
      />
    </Folded>
  );
}
