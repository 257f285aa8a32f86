import type { Snapshot } from '../../sim/snapshot.ts';
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
      <Links from={id} view={view} />
      <PowerActs view={view} />
    </>
  );
}
