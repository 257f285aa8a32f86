import { useState } from 'react';
import type { GroupView, MemberView, Snapshot } from '../../sim/snapshot.ts';
import { partitionName } from '../inspector/names.ts';
import { useMessages } from '../messages.tsx';
import { Act, ActForm, Acts, SimpleAct } from './act.tsx';
import { clientIds } from './add-producer-form.tsx';
import { ChoiceField, NumberField, TextField } from './fields.tsx';
import { Folded } from './folded.tsx';
import { nextName } from './free-name.ts';
import { partitionsFrom } from './partition-names.ts';

export function AddConsumer({ group, view }: { group: GroupView; view: Snapshot }) {
  const { acts } = useMessages();
  const texts = acts.consumer;
  const [given, setId] = useState<string | null>(null);
  const [processingMs, setProcessingMs] = useState(20);
  const [rack, setRack] = useState('');
  const [instanceId, setInstanceId] = useState('');
  const [byHand, setByHand] = useState('');
  const id = given ?? nextName(group.id, clientIds(view));
  const processingUs = Math.round(processingMs * 1000);
  const assign = partitionsFrom(byHand);
  const isKnown = assign?.every(({ topic }) => view.topics.some(({ name }) => name === topic)) === true;
  const own = {
    ...(rack !== '' && { rack }),
    ...(instanceId !== '' && { instanceId }),
    ...(assign !== null && assign.length > 0 && { assign }),
  };
  const command = { do: 'add-consumer', group: group.id, member: id, processingUs, ...own } as const;
  return (
    <Act title={acts.names['add-consumer']}>
      <ActForm
        command={command}
        submit={texts.add}
        disabled={!(processingMs >= 0) || !isKnown}
        onDone={() => setId(null)}
      >
        <TextField name={<code>{texts.id}</code>} value={id} onChange={setId} required />
        <NumberField name={texts.processingMs} value={processingMs} onChange={setProcessingMs} step="any" />
        <Folded title={texts.more}>
          <TextField name={<code>client.rack</code>} hint={texts.rackHint} value={rack} onChange={setRack} />
          <TextField
            name={<code>group.instance.id</code>}
            hint={texts.instanceHint}
            value={instanceId}
            onChange={setInstanceId}
          />
          <TextField
            name={acts.group.partitions}
            hint={texts.assignHint(`${group.topics[0] ?? 'orders'}-0`)}
            value={byHand}
            onChange={setByHand}
          />
        </Folded>
      </ActForm>
    </Act>
  );
}

export function ConsumerActs({ member }: { member: MemberView }) {
  const { acts } = useMessages();
  const gone = member.state === 'crashed' || member.state === 'closed';
  const texts = acts.consumer;
  const frozen = member.application.does === 'frozen';
  const still = gone || frozen || member.paused || member.assigned.length === 0;
  return (
    <Acts>
      <SlowConsumer key={member.id} member={member} disabled={gone} />
      <SimpleAct
        command={{ do: frozen ? 'unfreeze-consumer' : 'freeze-consumer', member: member.id }}
        text={frozen ? texts.unfreezeText : texts.freezeText}
        disabled={gone || member.paused}
      />
      <SimpleAct
        command={{ do: member.paused ? 'resume-consumer' : 'pause-consumer', member: member.id }}
        text={member.paused ? texts.resumeText : texts.pauseText}
        disabled={gone}
      />
      <SeekConsumer key={`seek ${member.id}`} member={member} disabled={still} />
      <HoldPartitions key={`hold ${member.id}`} member={member} disabled={still} />
      <SimpleAct command={{ do: 'crash-consumer', member: member.id }} text={texts.crashText} disabled={gone} danger />
      <SimpleAct command={{ do: 'remove-consumer', member: member.id }} text={texts.removeText} disabled={gone} />
    </Acts>
  );
}

function SlowConsumer({ member, disabled }: { member: MemberView; disabled: boolean }) {
  const { acts } = useMessages();
  const [given, setMs] = useState<number | null>(null);
  const ms = given ?? member.processingUs / 1000;
  return (
    <Act title={acts.names['slow-consumer']} text={acts.consumer.slowText}>
      <ActForm
        command={{ do: 'slow-consumer', member: member.id, processingUs: Math.round(ms * 1000) }}
        submit={acts.consumer.change}
        disabled={disabled || !(ms >= 0)}
        onDone={() => setMs(null)}
      >
        <NumberField name={acts.consumer.processingMs} value={ms} onChange={setMs} step="any" />
      </ActForm>
    </Act>
  );
}

const places = ['beginning', 'end', 'offset'] as const;

function SeekConsumer({ member, disabled }: { member: MemberView; disabled: boolean }) {
  const { acts } = useMessages();
  const texts = acts.consumer;
  const [place, setPlace] = useState<(typeof places)[number]>('beginning');
  const [offset, setOffset] = useState(0);
  const [at, setAt] = useState('');
  const to = place === 'offset' ? Math.floor(offset) : place;
  return (
    <Act title={acts.names['seek-consumer']} text={texts.seekText}>
      <ActForm
        command={{ do: 'seek-consumer', member: member.id, ...oneOf(member, at), to }}
        disabled={disabled || !(offset >= 0)}
      >
        <PartitionField member={member} at={at} onChange={setAt} />
        <ChoiceField
          name={texts.seekTo}
          value={place}
          choices={places.map((value) => ({ value, label: texts.seekPlaces[value] }))}
          onChange={(chosen) => setPlace(places.find((it) => it === chosen) ?? 'beginning')}
        />
        {place === 'offset' && <NumberField name={texts.offset} value={offset} onChange={setOffset} />}
      </ActForm>
    </Act>
  );
}

const everything = { topic: null, partition: null };

/** The partition of that name while the member has it; otherwise all it has. */
const oneOf = ({ assigned }: MemberView, name: string) =>
  assigned.find((it) => partitionName(it) === name) ?? everything;

interface PartitionFieldProps {
  readonly member: MemberView;
  readonly at: string;
  readonly onChange: (at: string) => void;
}

function PartitionField({ member, at, onChange }: PartitionFieldProps) {
  const texts = useMessages().acts.consumer;
  const names = member.assigned.map(partitionName);
  return (
    <ChoiceField
      name={texts.partition}
      value={names.includes(at) ? at : ''}
      choices={[{ value: '', label: texts.allPartitions }, ...names.map((value) => ({ value, label: value }))]}
      onChange={onChange}
    />
  );
}

/** pause() and resume(): whichever of them would do something to what is chosen. */
function HoldPartitions({ member, disabled }: { member: MemberView; disabled: boolean }) {
  const { acts } = useMessages();
  const [at, setAt] = useState('');
  const chosen = oneOf(member, at);
  const held = member.application.pausedPartitions.some(
    ({ topic, partition }) => chosen.topic === null || (topic === chosen.topic && partition === chosen.partition),
  );
  const { pausePartitionsText, resumePartitionsText } = acts.consumer;
  return (
    <Act
      title={acts.names[held ? 'resume-partitions' : 'pause-partitions']}
      text={held ? resumePartitionsText : pausePartitionsText}
    >
      <ActForm
        command={{ do: held ? 'resume-partitions' : 'pause-partitions', member: member.id, ...chosen }}
        disabled={disabled}
      >
        <PartitionField member={member} at={at} onChange={setAt} />
      </ActForm>
    </Act>
  );
}
