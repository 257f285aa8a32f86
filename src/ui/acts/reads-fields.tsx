import type { TopicPartition } from '../../kafka/protocol/requests.ts';
import { useMessages } from '../messages.tsx';
import { CheckField, ChoiceField, TextField } from './fields.tsx';
import { partitionsFrom } from './partition-names.ts';

/** What a new group reads, as its form knows it; texts as they are typed. */
export interface ReadsChoice {
  readonly by: 'topics' | 'pattern' | 'assign';
  /** null: the first there is. */
  readonly topics: readonly string[] | null;
  readonly pattern: string;
  readonly partitions: string;
}

export const readsFirst: ReadsChoice = { by: 'topics', topics: null, pattern: '', partitions: '' };

interface Reads {
  readonly topics: readonly string[];
  readonly pattern?: string;
  /** For assign(), to be shared out among the consumers. */
  readonly partitions?: readonly TopicPartition[];
}

export function readsOf(choice: ReadsChoice, known: readonly string[]): Reads {
  switch (choice.by) {
    case 'pattern':
      return { topics: [], pattern: choice.pattern };
    case 'topics':
      return { topics: choice.topics ?? known.slice(0, 1) };
    case 'assign': {
      const partitions = partitionsFrom(choice.partitions) ?? [];
      return { topics: [...new Set(partitions.map(({ topic }) => topic))], partitions };
    }
  }
}

/** Whether there is anything to read, as far as one can know. */
export const isReadable = ({ topics, pattern }: Reads, known: readonly string[]): boolean =>
  pattern === undefined ? topics.length > 0 && topics.every((topic) => known.includes(topic)) : pattern !== '';

/** Partitions taken by hand are dealt to the consumers in turn. */
export const shareOf = (partitions: readonly TopicPartition[], member: number, members: number): TopicPartition[] =>
  partitions.filter((_, at) => at % members === member);

const ways = ['topics', 'pattern', 'assign'] as const;

interface Props {
  readonly choice: ReadsChoice;
  readonly known: readonly string[];
  readonly onChange: (choice: ReadsChoice) => void;
}

export function ReadsFields({ choice, known, onChange }: Props) {
  const texts = useMessages().acts.group;
  const set = (change: Partial<ReadsChoice>): void => onChange({ ...choice, ...change });
  return (
    <>
      <ChoiceField
        name={texts.reads}
        value={choice.by}
        choices={ways.map((value) => ({ value, label: texts.readsBy[value] }))}
        onChange={(by) => set({ by })}
      />
      {choice.by === 'topics' && <Topics choice={choice} known={known} onChange={onChange} />}
      {choice.by === 'pattern' && (
        <TextField
          name={texts.pattern}
          hint={texts.patternHint}
          value={choice.pattern}
          onChange={(pattern) => set({ pattern })}
          required
        />
      )}
      {choice.by === 'assign' && (
        <TextField
          name={texts.partitions}
          hint={texts.partitionsHint(`${known[0] ?? 'orders'}-0 ${known[0] ?? 'orders'}-1`)}
          value={choice.partitions}
          onChange={(partitions) => set({ partitions })}
          required
        />
      )}
    </>
  );
}

function Topics({ choice, known, onChange }: Props) {
  const texts = useMessages().acts.group;
  const chosen = choice.topics ?? known.slice(0, 1);
  // In the order in which they are listed, whichever was ticked first.
  const tick = (name: string, on: boolean) =>
    onChange({ ...choice, topics: known.filter((it) => (it === name ? on : chosen.includes(it))) });
  return (
    <fieldset className="checks">
      <legend>{texts.topics}</legend>
      {known.map((name) => (
        <CheckField key={name} name={name} checked={chosen.includes(name)} onChange={(on) => tick(name, on)} />
      ))}
    </fieldset>
  );
}
