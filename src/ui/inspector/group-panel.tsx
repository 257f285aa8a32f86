import type { GroupView, Snapshot } from '../../sim/snapshot.ts';
import { Acts } from '../acts/act.tsx';
import { AddConsumer } from '../acts/consumer-acts.tsx';
import { ResetOffsets } from '../acts/reset-offsets.tsx';
import { useMessages } from '../messages.tsx';
import { ConfigTable } from './config-table.tsx';
import { type Fact, Facts } from './facts.tsx';
import { offsetText } from './group-offsets.tsx';
import { Heading } from './heading.tsx';
import { partitionName } from './names.ts';
import { PartitionButton, SelectButton } from './select-button.tsx';

export const consumerConfigNames = [
  'session.timeout.ms',
  'heartbeat.interval.ms',
  'max.poll.interval.ms',
  'max.poll.records',
  'enable.auto.commit',
  'auto.commit.interval.ms',
  'auto.offset.reset',
];

export function GroupPanel({ group, view }: { group: GroupView; view: Snapshot }) {
  const { inspector, diagram } = useMessages();
  const texts = inspector.group;
  const facts: readonly Fact[] = [
    { name: texts.state, value: diagram.groupStates[group.state] },
    { name: texts.generation, value: offsetText(group.generation) },
    {
      name: texts.coordinator,
      value: group.coordinator < 0 ? inspector.none : diagram.broker(group.coordinator),
      word: true,
    },
    { name: texts.offsetsPartition, value: `__consumer_offsets-${group.offsetsPartition}` },
    { name: texts.lag, value: group.lag, derived: true },
    { name: texts.twice, value: group.processedTwice },
    { name: texts.skipped, value: group.skipped },
  ];
  return (
    <>
      <Heading kick={texts.kick} title={group.id} />
      <Facts facts={facts} />
      <Members group={group} />
      <Offsets group={group} />
      <Acts>
        <AddConsumer key={group.id} group={group} view={view} />
        <ResetOffsets key={`reset ${group.id}`} group={group} view={view} />
      </Acts>
      <ConfigTable owner="consumer" names={consumerConfigNames} set={group.configs} />
    </>
  );
}

function Members({ group }: { group: GroupView }) {
  const { inspector } = useMessages();
  const { tables, group: texts } = inspector;
  return (
    <section>
      <h3>{texts.members}</h3>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{tables.member}</th>
            <th scope="col">{tables.reads}</th>
            <th scope="col">{tables.recordsLag}</th>
          </tr>
        </thead>
        <tbody>
          {group.members.map((member) => (
            <tr key={member.id}>
              <td>
                <SelectButton to={{ kind: 'member', group: group.id, id: member.id }}>{member.id}</SelectButton>
              </td>
              <td>{member.assigned.length === 0 ? texts.idle : member.assigned.map(partitionName).join(' ')}</td>
              <td>{member.lag}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Offsets({ group }: { group: GroupView }) {
  const { inspector } = useMessages();
  const { tables } = inspector;
  return (
    <section>
      <h3>{inspector.partition.groups}</h3>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{tables.partition}</th>
            <th scope="col">{tables.committed}</th>
            <th scope="col">{tables.position}</th>
            <th scope="col">{tables.lag}</th>
          </tr>
        </thead>
        <tbody>
          {group.offsets.map((at) => (
            <tr key={partitionName(at)}>
              <td>
                <PartitionButton {...at} />
              </td>
              <td>{offsetText(at.committed)}</td>
              <td>{offsetText(at.position)}</td>
              <td>{offsetText(at.lag)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
