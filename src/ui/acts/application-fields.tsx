import type { ApplicationSetup } from '../../sim/setup.ts';
import { useMessages } from '../messages.tsx';
import { ChoiceField, NumberField, TextField } from './fields.tsx';
import { Folded } from './folded.tsx';

type Commit = 'auto' | 'none' | 'sync-after' | 'sync-before' | 'async-after';
type Throws = 'none' | 'stop' | 'skip' | 'retry' | 'dead-letter';

/** What a form knows of an application. */
export interface ApplicationChoice {
  readonly commit: Commit;
  readonly commitEvery: number;
  readonly throws: Throws;
  readonly by: 'offset' | 'key' | 'value';
  readonly every: number;
  readonly text: string;
  /** Attempts at a record that fail; 0: all. */
  readonly failures: number;
  readonly retries: number;
  readonly deadLetterTopic: string;
}

export const plainApplication: ApplicationChoice = {
  commit: 'auto',
  commitEvery: 0,
  throws: 'none',
  by: 'offset',
  every: 20,
  text: '',
  failures: 0,
  retries: 2,
  deadLetterTopic: '',
};

const commits = ['auto', 'none', 'sync-after', 'sync-before', 'async-after'] as const;
const policies = ['none', 'stop', 'skip', 'retry', 'dead-letter'] as const;
const marks = ['offset', 'key', 'value'] as const;
const backoffMs = 500;

const count = (given: number, least: number): number => Math.max(least, Math.floor(given));
const isNumber = (given: number): boolean => Number.isFinite(given) && given >= 0;

export const isWhole = ({ commitEvery, throws, by, every, text, failures, retries }: ApplicationChoice): boolean =>
  isNumber(commitEvery) &&
  [every, failures, retries].every(isNumber) &&
  (throws === 'none' || by === 'offset' || text !== '');

/** What the choice comes to; absent: an application that only processes. */
export function applicationOf(choice: ApplicationChoice): { readonly application?: ApplicationSetup } {
  const { commit, commitEvery, throws, by, every, text, failures, retries, deadLetterTopic } = choice;
  const application: ApplicationSetup = {
    ...(commit !== 'auto' &&
      commit !== 'none' && {
        commit: {
          call: commit === 'async-after' ? 'commitAsync' : 'commitSync',
          when: commit === 'sync-before' ? 'before' : 'after',
          ...(commitEvery >= 1 && { records: count(commitEvery, 1) }),
        },
      }),
    ...(throws !== 'none' && {
      poison: {
        record: by === 'offset' ? { by, every: count(every, 1) } : { by, text },
        ...(failures >= 1 && { failures: count(failures, 1) }),
        retries: throws === 'retry' ? null : throws === 'stop' ? 0 : count(retries, 0),
        backoffMs,
        giveUp: throws === 'retry' ? 'stop' : throws,
        ...(throws === 'dead-letter' && { deadLetterTopic }),
      },
    }),
  };
  return Object.keys(application).length === 0 ? {} : { application };
}

/** How the application of a new group commits, and on which records it throws. */
export function ApplicationFields({
  choice,
  topics,
  onChange,
}: {
  readonly choice: ApplicationChoice;
  /** Where dead letters may go. */
  readonly topics: readonly string[];
  readonly onChange: (choice: ApplicationChoice) => void;
}) {
  const texts = useMessages().acts.group;
  const set = (change: Partial<ApplicationChoice>): void => onChange({ ...choice, ...change });
  const possible = policies.filter((policy) => policy !== 'dead-letter' || topics.length > 0);
  return (
    <fieldset className="application">
      <legend>{texts.application}</legend>
      <ChoiceField
        name={texts.commit}
        value={choice.commit}
        choices={commits.map((value) => ({ value, label: texts.commits[value] }))}
        onChange={(commit) => set({ commit })}
      />
      {choice.commit !== 'auto' && choice.commit !== 'none' && (
        <NumberField
          name={texts.commitEvery}
          hint={texts.commitEveryHint}
          value={choice.commitEvery}
          onChange={(commitEvery) => set({ commitEvery })}
        />
      )}
      <ChoiceField
        name={texts.poison}
        value={choice.throws}
        choices={possible.map((value) => ({ value, label: texts.poisons[value] }))}
        onChange={(throws) => {
          const deadLetterTopic = choice.deadLetterTopic === '' ? (topics[0] ?? '') : choice.deadLetterTopic;
          set({ throws: policies.find((it) => it === throws) ?? 'none', deadLetterTopic });
        }}
      />
      {choice.throws !== 'none' && (
        <div className="pair">
          <ChoiceField
            name={texts.poisonBy}
            value={choice.by}
            choices={marks.map((value) => ({ value, label: texts.marks[value] }))}
            onChange={(by) => set({ by })}
          />
          {choice.by === 'offset' ? (
            <NumberField name={texts.poisonEvery} value={choice.every} onChange={(every) => set({ every })} />
          ) : (
            <TextField name={texts.marked[choice.by]} value={choice.text} onChange={(text) => set({ text })} required />
          )}
        </div>
      )}
      {choice.throws === 'dead-letter' && (
        <ChoiceField
          name={texts.deadLetterTopic}
          value={choice.deadLetterTopic}
          choices={topics.map((name) => ({ value: name, label: name }))}
          onChange={(deadLetterTopic) => set({ deadLetterTopic })}
        />
      )}
      {choice.throws !== 'none' && (
        <Folded title={texts.attempts}>
          <div className="pair">
            {(choice.throws === 'skip' || choice.throws === 'dead-letter') && (
              <NumberField name={texts.retries} value={choice.retries} onChange={(retries) => set({ retries })} />
            )}
            <NumberField
              name={texts.failures}
              hint={texts.failuresHint}
              value={choice.failures}
              onChange={(failures) => set({ failures })}
            />
          </div>
        </Folded>
      )}
    </fieldset>
  );
}
