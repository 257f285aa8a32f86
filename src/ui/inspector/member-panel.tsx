import type { MemberView } from '../../sim/snapshot.ts';
import { ConsumerActs } from '../acts/consumer-acts.tsx';
import { durationText } from '../format.ts';
import { useMessages } from '../messages.tsx';
import { type Fact, Facts } from './facts.tsx';
import { offsetText } from './group-offsets.tsx';
import { Heading } from './heading.tsx';
import { partitionName } from './names.ts';

/** What the application is at, and with which record. */
function ApplicationText({ member }: { member: MemberView }) {
  const texts = useMessages().inspector.member;
  const { does, record, attempt } = member.application;
  const at = record === null ? '' : texts.recordName(partitionName(record), record.offset);
  if (member.state === 'crashed') return texts.does.ended;
  if (member.paused) return texts.does.paused;
  switch (does) {
    case 'processing':
    case 'dead-letter':
      return texts.does[does](at);
    case 'backoff':
      return texts.does.backoff(at, attempt);
    default:
      return texts.does[does];
  }
}

type MemberTexts = ReturnType<typeof useMessages>['inspector']['member'];

function commitText({ how, error }: NonNullable<MemberView['lastCommit']>, texts: MemberTexts): string {
  return `${how === 'auto' ? texts.autoCommit : how}: ${error ?? texts.commitWorked}`;
}

/** Where it stands in each of its partitions, as the consumer itself knows. */
function MemberPartitions({ member }: { member: MemberView }) {
  const { tables, member: texts } = useMessages().inspector;
  if (member.partitions.length === 0) return null;
  return (
    <section>
      <h3>{texts.assigned}</h3>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{tables.partition}</th>
            <th scope="col">{tables.position}</th>
            <th scope="col">{tables.committed}</th>
            <th scope="col">{tables.lag}</th>
          </tr>
        </thead>
        <tbody>
          {member.partitions.map((at) => (
            <tr key={partitionName(at)}>
              <td>{partitionName(at)}</td>
              <td>{offsetText(at.position)}</td>
              <td>{offsetText(at.committed)}</td>
              <td>{offsetText(at.lag)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function MemberPanel({ group, member }: { group: string; member: MemberView }) {
  const { inspector } = useMessages();
  const texts = inspector.member;
  const { lastCommit } = member;
  const paused = member.application.pausedPartitions.map(partitionName).join(', ');
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
    { name: texts.application, value: <ApplicationText member={member} />, word: true },
    ...(paused === '' ? [] : [{ name: texts.pausedPartitions, value: paused }]),
    ...(lastCommit === null ? [] : [{ name: texts.lastCommit, value: commitText(lastCommit, texts), word: true }]),
  ];
  return (
    <>
      <Heading kick={texts.kick(group)} title={member.id} />
      {member.state === 'stable' && assigned === '' && <p className="warning">{texts.idleText}</p>}
      <Facts facts={facts} />
      <MemberPartitions member={member} />
      <ConsumerActs member={member} />
    </>
  );
}
