import { shownController } from '../../diagram/cluster/structure.ts';
import type { Snapshot } from '../../sim/snapshot.ts';
import { usePage } from '../../store/page.ts';
import { selectDocument } from '../../store/selectors.ts';
import { Acts } from '../acts/act.tsx';
import { AddBroker } from '../acts/add-broker-form.tsx';
import { AddGroup } from '../acts/add-group-form.tsx';
import { AddProducer } from '../acts/add-producer-form.tsx';
import { ChangeBrokerConfig } from '../acts/change-broker-config.tsx';
import { ChaosAct } from '../acts/chaos-act.tsx';
import { CreateTopic } from '../acts/create-topic-form.tsx';
import { PowerAct } from '../acts/power-acts.tsx';
import { durationText, timestampText } from '../format.ts';
import { useMessages } from '../messages.tsx';
import { type Fact, Facts } from './facts.tsx';
import { SelectButton } from './select-button.tsx';
import { StartHere } from './start-here.tsx';

/** Nothing is selected: where to start, and the cluster as a whole. */
export function ClusterPanel({ view }: { view: Snapshot }) {
  const topics = view.topics.filter((topic) => !topic.internal);
  const names = topics.map(({ name }) => name);
  return (
    <>
      <StartHere view={view} />
      <ClusterFacts view={view} />
      <Members view={view} />
      <Acts>
        <CreateTopic topics={view.topics} brokers={view.brokers.length} />
        <AddProducer view={view} topics={names} />
        <AddGroup view={view} topics={names} />
        <AddBroker brokers={view.brokers} />
        <ChangeBrokerConfig view={view} />
        <PowerAct view={view} />
        <ChaosAct view={view} />
      </Acts>
    </>
  );
}

function ClusterFacts({ view }: { view: Snapshot }) {
  const texts = useMessages().inspector.cluster;
  const startTimeMs = usePage(selectDocument)?.startTimeMs ?? 0;
  const alive = view.brokers.filter((broker) => !broker.fenced).length;
  const partitions = view.partitions.filter((partition) => !partition.internal);
  const count = (test: (partition: (typeof partitions)[number]) => boolean) => partitions.filter(test).length;
  const facts: readonly Fact[] = [
    { name: texts.brokers, value: texts.brokersOf(alive, view.brokers.length), word: true },
    { name: texts.partitions, value: partitions.length },
    { name: texts.underReplicated, value: count(({ isr, replicas }) => isr.length < replicas.length), derived: true },
    { name: texts.leaderless, value: count(({ leader }) => leader < 0), derived: true },
    { name: texts.skew, value: count(({ leader, preferredLeader }) => leader !== preferredLeader), derived: true },
    { name: texts.acknowledged, value: view.evidence.acknowledged },
    { name: texts.lost, value: view.evidence.acknowledgedLost },
    { name: texts.unavailable, value: durationText(Math.max(0, ...partitions.map((it) => it.unavailableUs))) },
    { name: texts.lag, value: view.groups.reduce((sum, { lag }) => sum + lag, 0), derived: true },
    { name: texts.startTime, value: timestampText(startTimeMs) },
  ];
  return <Facts title={texts.title} facts={facts} />;
}

/** Everything that can be selected, for those who do not point. */
function Members({ view }: { view: Snapshot }) {
  const { inspector, diagram } = useMessages();
  const controller = shownController(view);
  return (
    <section>
      <h3>{inspector.cluster.members}</h3>
      <ul className="chips">
        {controller !== null && (
          <li>
            <SelectButton to={{ kind: 'controller', id: controller.id }}>
              {diagram.controller(controller.id)}
            </SelectButton>
          </li>
        )}
        {view.brokers.map(({ id }) => (
          <li key={id}>
            <SelectButton to={{ kind: 'broker', id }}>{diagram.broker(id)}</SelectButton>
          </li>
        ))}
        {view.topics.map(({ name }) => (
          <li key={`topic/${name}`}>
            <SelectButton to={{ kind: 'topic', name }}>{name}</SelectButton>
          </li>
        ))}
        {view.producers.map(({ id }) => (
          <li key={`producer/${id}`}>
            <SelectButton to={{ kind: 'producer', id }}>{id}</SelectButton>
          </li>
        ))}
        {view.groups.map(({ id }) => (
          <li key={`group/${id}`}>
            <SelectButton to={{ kind: 'group', id }}>{id}</SelectButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
