import type { BrokerView, Snapshot, ThrottleView } from '../../sim/snapshot.ts';
import { BrokerActs } from '../acts/broker-acts.tsx';
import { bytesText } from '../format.ts';
import { useMessages } from '../messages.tsx';
import { BrokerConfigs } from './broker-configs.tsx';
import { DiskButton } from './disk-button.tsx';
import { type Fact, Facts } from './facts.tsx';
import { Heading } from './heading.tsx';
import { nodeName } from './names.ts';
import { SelectButton } from './select-button.tsx';
import { VoterFacts } from './voter-facts.tsx';

export function BrokerPanel({ broker, view }: { broker: BrokerView; view: Snapshot }) {
  const { inspector } = useMessages();
  const texts = inspector.broker;
  const voter = view.controllers.find(({ id }) => id === broker.id);
  const behind = view.controller.metadataOffset - broker.metadataOffset;
  const facts: readonly Fact[] = [
    { name: texts.state, value: inspector.states[broker.state], word: true },
    { name: texts.controllerView, value: broker.fenced ? texts.fenced : texts.unfenced, word: true },
    { name: texts.epoch, value: broker.brokerEpoch },
    {
      name: texts.metadata,
      value: metadataText(broker.metadataOffset, behind, texts.behind),
    },
    { name: texts.leaders, value: broker.leaders },
    { name: texts.replicas, value: broker.replicas },
    { name: texts.logBytes, value: bytesText(broker.logBytes) },
    ...throttleFacts(broker, texts),
    { name: texts.rack, value: <RackName rack={broker.rack} /> },
    ...(voter === undefined ? [] : [{ name: 'process.roles', value: 'broker,controller' }]),
  ];
  return (
    <>
      <Heading kick={texts.kick} title={texts.title(broker.id)}>
        <div className="chips">
          <DiskButton node={broker.id} />
        </div>
      </Heading>
      <BrokerActs broker={broker} />
      <Facts facts={facts} />
      {voter !== undefined && <VoterFacts title={texts.voter} controller={voter} />}
      <Links from={broker.id} view={view} />
      <BrokerConfigs broker={broker} />
    </>
  );
}

interface ThrottleTexts {
  readonly throttledOut: string;
  readonly throttledIn: string;
  readonly ofRate: (observed: string, rate: string) => string;
}

function throttleFacts({ throttle }: BrokerView, texts: ThrottleTexts): readonly Fact[] {
  const fact = (name: string, view: ThrottleView | undefined): readonly Fact[] =>
    view === undefined
      ? []
      : [{ name, value: texts.ofRate(bytesText(Math.round(view.observed)), bytesText(view.rate)) }];
  return [...fact(texts.throttledOut, throttle.leader), ...fact(texts.throttledIn, throttle.follower)];
}

/** −1: its process does not run. */
function metadataText(offset: number, behind: number, behindText: (count: number) => string): string {
  if (offset < 0) return '–';
  return behind > 0 ? `${offset} (${behindText(behind)})` : String(offset);
}

function RackName({ rack }: { rack: string | null }) {
  const { inspector } = useMessages();
  return rack === null ? inspector.none : <SelectButton to={{ kind: 'rack', name: rack }}>{rack}</SelectButton>;
}

/** The way to a link when the stage shows none: every other node. */
export function Links({ from, view }: { from: number; view: Snapshot }) {
  const messages = useMessages();
  const texts = messages.inspector.broker;
  const nodes = new Set([...view.brokers, ...view.controllers].map(({ id }) => id));
  const others = [...nodes].filter((id) => id !== from);
  return (
    <section>
      <h3>{texts.links}</h3>
      <ul className="chips">
        {others.map((to) => (
          <li key={to}>
            <SelectButton to={{ kind: 'link', from, to }}>{texts.linkTo(nodeName(to, view, messages))}</SelectButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
