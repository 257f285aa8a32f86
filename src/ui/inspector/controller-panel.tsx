import type { ControllerView, Snapshot } from '../../sim/snapshot.ts';
import { ControllerActs } from '../acts/controller-acts.tsx';
import { PowerActs } from '../acts/power-acts.tsx';
import { useMessages } from '../messages.tsx';
import { Say } from '../say.tsx';
import { Links } from './broker-panel.tsx';
import { Facts } from './facts.tsx';
import { Heading } from './heading.tsx';

export function ControllerPanel({ view }: { view: Snapshot }) {
  const texts = useMessages().inspector.controller;
  const { id, running, metadataOffset } = view.controller;
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
        view.controllers.map((controller) => <Voter key={controller.id} controller={controller} />)}
      <Links from={id} view={view} />
      <PowerActs view={view} />
    </>
  );
}

/** One voter of the metadata quorum, as it sees itself. */
function Voter({ controller }: { controller: ControllerView }) {
  const texts = useMessages().inspector.controller;
  const { id, state, role, epoch, logEndOffset, highWatermark } = controller;
  return (
    <>
      <Facts
        title={texts.title(id)}
        facts={[
          { name: texts.running, value: texts.states[state], word: true },
          ...(state === 'stopped' ? [] : [{ name: texts.role, value: texts.roles[role], word: true }]),
          { name: texts.epoch, value: epoch },
          { name: texts.end, value: logEndOffset },
          ...(highWatermark < 0 ? [] : [{ name: texts.highWatermark, value: highWatermark }]),
        ]}
      />
      <ControllerActs controller={controller} />
    </>
  );
}
