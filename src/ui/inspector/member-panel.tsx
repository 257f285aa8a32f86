import type { MemberView } from '../../sim/snapshot.ts';
import { ConsumerActs } from '../acts/consumer-acts.tsx';
import { durationText } from '../format.ts';
import { useMessages } from '../messages.tsx';
import { type Fact, Facts } from './facts.tsx';
import { offsetText } from './group-offsets.tsx';
import { Heading } from './heading.tsx';
import { partitionName } from './names.ts';

export function MemberPanel({ group, member }: { group: string; member: MemberView }) {
  const { inspector } = useMessages();
  const texts = inspector.member;
  const assigned = member.assigned.map(partitionName).join(', ');
  const facts: readonly Fact[] = [
    { name: texts.state, value: texts.states[member.state], word: true },
    { name: texts.memberId, value: member.memberId === '' ? inspector.none : member.memberId },
    { name: inspector.group.generation, value: offsetText(member.generation) },
    { name: texts.leader, value: member.leader ? inspector.yes : inspector.no, word: true },
    { name: texts.assigned, value: assigned === '' ? inspector.none : assigned },
    { name: texts.processing, value: durationText(member.processingUs) },
    { name: texts.processed, value: member.processed },
    { name: texts.lag, value: member.lag, derived: true },
  ];
  return (
    <>
      <Heading kick={texts.kick(group)} title={member.id} />
      {member.state === 'stable' && assigned === '' && <p className="warning">{texts.idleText}</p>}
      <Facts facts={facts} />
      <ConsumerActs member={member} />
    </>
  );
}
