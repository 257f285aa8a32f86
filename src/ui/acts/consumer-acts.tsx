import { useState } from 'react';
import type { GroupView, MemberView, Snapshot } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { Act, ActForm, Acts, SimpleAct } from './act.tsx';
import { clientIds } from './add-producer-form.tsx';
import { NumberField, TextField } from './fields.tsx';
import { nextName } from './free-name.ts';

export function AddConsumer({ group, view }: { group: GroupView; view: Snapshot }) {
  const { acts } = useMessages();
  const texts = acts.consumer;
  const [given, setId] = useState<string | null>(null);
  const [processingMs, setProcessingMs] = useState(20);
  const [rack, setRack] = useState('');
  const [instanceId, setInstanceId] = useState('');
  const id = given ?? nextName(group.id, clientIds(view));
  const processingUs = Math.round(processingMs * 1000);
  const own = { ...(rack !== '' && { rack }), ...(instanceId !== '' && { instanceId }) };
  const command = { do: 'add-consumer', group: group.id, member: id, processingUs, ...own } as const;
  return (
    <Act title={acts.names['add-consumer']}>
      <ActForm command={command} submit={texts.add} disabled={!(processingMs >= 0)} onDone={() => setId(null)}>
        <TextField name={<code>{texts.id}</code>} value={id} onChange={setId} required />
        <NumberField name={texts.processingMs} value={processingMs} onChange={setProcessingMs} step="any" />
        <TextField name={<code>client.rack</code>} hint={texts.rackHint} value={rack} onChange={setRack} />
        <TextField
          name={<code>group.instance.id</code>}
          hint={texts.instanceHint}
          value={instanceId}
          onChange={setInstanceId}
        />
      </ActForm>
    </Act>
  );
}

export function ConsumerActs({ member }: { member: MemberView }) {
  const { acts } = useMessages();
  const gone = member.state === 'crashed' || member.state === 'closed';
  const texts = acts.consumer;
  return (
    <Acts>
      <SlowConsumer key={member.id} member={member} disabled={gone} />
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
