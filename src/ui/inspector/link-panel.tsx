import type { Snapshot } from '../../sim/snapshot.ts';
import { LinkActs } from '../acts/link-acts.tsx';
import { durationText } from '../format.ts';
import { useMessages } from '../messages.tsx';
import { type Fact, Facts } from './facts.tsx';
import { Heading } from './heading.tsx';
import { nodeName } from './names.ts';

export function LinkPanel({ from, to, view }: { from: number; to: number; view: Snapshot }) {
  const messages = useMessages();
  const texts = messages.inspector.link;
  const name = (node: number) => nodeName(node, view, messages);
  const links = view.links.filter(
    (link) => (link.from === from && link.to === to) || (link.from === to && link.to === from),
  );
  const own = links.find((link) => link.latencyUs !== null)?.latencyUs ?? null;
  const direction = (a: number, b: number): Fact => {
    const cut = links.some((link) => link.from === a && link.to === b && link.cut);
    return { name: texts.direction(name(a), name(b)), value: cut ? texts.cut : texts.open, word: true };
  };
  const latency = durationText(own ?? view.network.latencyUs);
  return (
    <>
      <Heading kick={texts.kick} title={texts.title(name(from), name(to))} />
      <Facts
        facts={[
          direction(from, to),
          direction(to, from),
          { name: texts.latency, value: own === null ? `${latency} (${texts.networks})` : latency, word: true },
        ]}
      />
      <p>{texts.text}</p>
      <LinkActs key={`${from}-${to}`} ends={{ from, to, fromName: name(from), toName: name(to) }} links={links} />
    </>
  );
}
