import { useState } from 'react';
import type { Snapshot } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { Act, ActForm } from './act.tsx';
import { ApplicationFields, applicationOf, isWhole, plainApplication } from './application-fields.tsx';
import { ConsumerConfigFields, configsOf, OffsetResetField, plainConfigs } from './consumer-config-fields.tsx';
import { NumberField, TextField } from './fields.tsx';
import { freeName } from './free-name.ts';
import { isReadable, ReadsFields, readsFirst, readsOf, shareOf } from './reads-fields.tsx';

const mostMembers = 12;

export function AddGroup({ view, topics }: { view: Snapshot; topics: readonly string[] }) {
  const { acts } = useMessages();
  const texts = acts.group;
  const [given, setId] = useState<string | null>(null);
  const [choice, setReads] = useState(readsFirst);
  const [members, setMembers] = useState(2);
  const [processingMs, setProcessingMs] = useState(20);
  const [configs, setConfigs] = useState(plainConfigs);
  const [application, setApplication] = useState(plainApplication);
  const id =
    given ??
    freeName(
      'search',
      view.groups.map((group) => group.id),
    );
  const reads = readsOf(choice, topics);
  const { partitions, ...subscription } = reads;
  const most = Math.min(mostMembers, partitions?.length ?? mostMembers);
  const count = Number.isFinite(members) ? Math.min(most, Math.max(0, Math.floor(members))) : 0;
  const group = {
    id,
    ...subscription,
    ...applicationOf(application),
    members: Array.from({ length: count }, (_, index) => ({
      id: `${id}-${index + 1}`,
      processingUs: Math.round(processingMs * 1000),
      ...(partitions !== undefined && { assign: shareOf(partitions, index, count) }),
    })),
    configs: { ...configsOf(configs), ...(application.commit !== 'auto' && { 'enable.auto.commit': 'false' }) },
  };
  const whole = Number.isFinite(members) && processingMs >= 0 && isWhole(application);
  return (
    <Act title={acts.names['add-group']}>
      <ActForm
        command={{ do: 'add-group', group }}
        submit={texts.add}
        disabled={!isReadable(reads, topics) || !whole}
        onDone={() => setId(null)}
      >
        <TextField name={<code>{texts.id}</code>} value={id} onChange={setId} required />
        <ReadsFields choice={choice} known={topics} onChange={setReads} />
        <div className="pair">
          <NumberField name={texts.members} value={members} onChange={setMembers} />
          <NumberField name={texts.processingMs} value={processingMs} onChange={setProcessingMs} step="any" />
        </div>
        <OffsetResetField configs={configs} onChange={setConfigs} />
        <ConsumerConfigFields configs={configs} onChange={setConfigs} />
        <ApplicationFields
          choice={application}
          topics={topics.filter((name) => !subscription.topics.includes(name))}
          onChange={setApplication}
        />
      </ActForm>
    </Act>
  );
}
