import type { ReactNode } from 'react';
import type { Snapshot } from '../../sim/snapshot.ts';
import type { Selection } from '../../store/selection.ts';
import { useMessages } from '../messages.tsx';
import { BrokerPanel } from './broker-panel.tsx';
import { ClusterPanel } from './cluster-panel.tsx';
import { ControllerPanel } from './controller-panel.tsx';
import { GroupPanel } from './group-panel.tsx';
import { LinkPanel } from './link-panel.tsx';
import { MemberPanel } from './member-panel.tsx';
import { PartitionPanel } from './partition-panel.tsx';
import { ProducerPanel } from './producer-panel.tsx';
import { RackPanel } from './rack-panel.tsx';
import { ReplicaPanel } from './replica-panel.tsx';
import { TopicPanel } from './topic-panel.tsx';

export function SelectedPanel({ selection, view }: { selection: Selection | null; view: Snapshot }) {
  const { inspector } = useMessages();
  return panelOf(selection, view) ?? <p>{inspector.gone}</p>;
}

/** null: the selected thing does not exist at this moment. */
function panelOf(selection: Selection | null, view: Snapshot): ReactNode {
  if (selection === null) return <ClusterPanel view={view} />;
  switch (selection.kind) {
    case 'controller':
      return <ControllerPanel view={view} />;
    case 'broker': {
      const broker = view.brokers.find(({ id }) => id === selection.id);
      return broker && <BrokerPanel broker={broker} view={view} />;
    }
    case 'rack':
      return <RackPanel name={selection.name} view={view} />;
    case 'topic': {
      const topic = view.topics.find(({ name }) => name === selection.name);
      return topic && <TopicPanel topic={topic} view={view} />;
    }
    case 'link':
      return <LinkPanel from={selection.from} to={selection.to} view={view} />;
    case 'partition':
    case 'replica':
      return partitionPanelOf(selection, view);
    case 'producer':
    case 'group':
    case 'member':
      return clientPanelOf(selection, view);
  }
}

type Kind<K extends Selection['kind']> = Extract<Selection, { kind: K }>;

function partitionPanelOf(selection: Kind<'partition' | 'replica'>, view: Snapshot): ReactNode {
  const partition = view.partitions.find(
    (candidate) => candidate.topic === selection.topic && candidate.partition === selection.partition,
  );
  if (partition === undefined) return null;
  if (selection.kind === 'partition') return <PartitionPanel partition={partition} view={view} />;
  const replica = partition.replicas.find(({ broker }) => broker === selection.broker);
  return replica && <ReplicaPanel partition={partition} replica={replica} />;
}

function clientPanelOf(selection: Kind<'producer' | 'group' | 'member'>, view: Snapshot): ReactNode {
  if (selection.kind === 'producer') {
    const producer = view.producers.find(({ id }) => id === selection.id);
    return producer && <ProducerPanel producer={producer} />;
  }
  const groupId = selection.kind === 'group' ? selection.id : selection.group;
  const group = view.groups.find(({ id }) => id === groupId);
  if (group === undefined || selection.kind === 'group') return group && <GroupPanel group={group} view={view} />;
  const member = group.members.find(({ id }) => id === selection.id);
  return member && <MemberPanel group={group.id} member={member} />;
}
