import { shownController } from '../../diagram/cluster/structure.ts';
import type { ControllerView, Snapshot } from '../../sim/snapshot.ts';
import { ControllerActs } from '../acts/controller-acts.tsx';
import { PowerActs } from '../acts/power-acts.tsx';
import { useMessages } from '../messages.tsx';
import { Say } from '../say.tsx';
import { Links } from './broker-panel.tsx';
import { Facts } from './facts.tsx';
import { Heading } from './heading.tsx';
import { SelectButton } from './select-button.tsx';
import { VoterFacts } from './voter-facts.tsx';

export function ControllerPanel({ view }: { view: Snapshot }) {
  const texts = useMessages().inspector.controller;
  const { id, running, metadataOffset } = shownController(view) ?? view.controller;
  return (
    <>
      <Heading kick={texts.kick} title={texts.title(id)} />
      <p>
        <Say words={texts.text} />
      </p>
      <Facts
        facts={[
          { name: texts.running, value: running ? texts.on : texts.off, word: true },
          { name: texts.metadata, value: metadataOffset },
        ]}
      />
      {view.controllers.length > 1 &&
        view.controllers.map((controller) => <Voter key={controller.id} controller={controller} view={view} />)}
      <Links from={id} view={view} />
      <PowerActs view={view} />
    </>
  );
}

/** The process of one that is a broker too is the broker's: it is acted on there. */
function Voter({ controller, view }: { controller: ControllerView; view: Snapshot }) {
  const { inspector, diagram } = useMessages();
  const { id } = controller;
  const isBroker = view.brokers.some((broker) => broker.id === id);
  return (
    <>
      <VoterFacts title={inspector.controller.title(id)} controller={controller} />
      {isBroker ? (
        <SelectButton to={{ kind: 'broker', id }}>{diagram.broker(id)}</SelectButton>
      ) : (
        <ControllerActs controller={controller} />
      )}
    </>
  );
}
