import { useState } from 'react';
import { assignorClasses } from '../../scenario/assignors.ts';
import type { Snapshot } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { Act, ActForm } from './act.tsx';
import { ApplicationFields, applicationOf, isWhole, plainApplication } from './application-fields.tsx';
import { ChoiceField, NumberField, TextField } from './fields.tsx';
import { freeName } from './free-name.ts';

const mostMembers = 12;

export function AddGroup({ view, topics }: { view: Snapshot; topics: readonly string[] }) {
  const { acts } = useMessages();
  const texts = acts.group;
  const [given, setId] = useState<string | null>(null);
  const [chosen, setTopic] = useState<string | null>(null);
  const [members, setMembers] = useState(2);
  const [processingMs, setProcessingMs] = useState(20);
  const [strategy, setStrategy] = useState('');
  const [pattern, setPattern] = useState('');
  const [application, setApplication] = useState(plainApplication);
  const id =
    given ??
    freeName(
      'search',
      view.groups.map((group) => group.id),
    );
  const topic = chosen ?? topics[0] ?? '';
  const count = Math.min(mostMembers, Math.max(0, Math.floor(members)));
  const group = {
    id,
    topics: pattern === '' ? [topic] : [],
    ...(pattern !== '' && { pattern }),
    ...applicationOf(application),
    members: Array.from({ length: Number.isFinite(count) ? count : 0 }, (_, index) => ({
      id: `${id}-${index + 1}`,
      processingUs: Math.round(processingMs * 1000),
    })),
    configs: {
      'auto.offset.reset': 'earliest',
      ...(application.commit !== 'auto' && { 'enable.auto.commit': 'false' }),
      ...(strategy !== '' && { 'partition.assignment.strategy': strategy }),
    },
  };
  return (
    <Act title={acts.names['add-group']}>
      <ActForm
        command={{ do: 'add-group', group }}
        submit={texts.add}
        disabled={topic === '' || !Number.isFinite(members) || !(processingMs >= 0) || !isWhole(application)}
        onDone={() => setId(null)}
      >
        <TextField name={<code>{texts.id}</code>} value={id} onChange={setId} required />
        <ChoiceField
          name={texts.topics}
          value={topic}
          choices={topics.map((name) => ({ value: name, label: name }))}
          onChange={setTopic}
        />
        <TextField name={texts.pattern} hint={texts.patternHint} value={pattern} onChange={setPattern} />
        <ChoiceField
          name={<code>partition.assignment.strategy</code>}
          value={strategy}
          choices={[
            { value: '', label: texts.strategyDefault },
            ...assignorClasses.map((name) => ({ value: name, label: name.slice(name.lastIndexOf('.') + 1) })),
          ]}
          onChange={setStrategy}
        />
        <div className="pair">
          <NumberField name={texts.members} value={members} onChange={setMembers} />
          <NumberField name={texts.processingMs} value={processingMs} onChange={setProcessingMs} step="any" />
        </div>
        <ApplicationFields
          choice={application}
          topics={topics.filter((name) => name !== topic)}
          onChange={setApplication}
        />
      </ActForm>
    </Act>
  );
}
