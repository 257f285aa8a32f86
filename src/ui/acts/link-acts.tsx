import { useState } from 'react';
import type { LinkView } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { Act, ActForm, Acts, SimpleAct } from './act.tsx';
import { NumberField } from './fields.tsx';

export interface LinkEnds {
  readonly from: number;
  readonly to: number;
  readonly fromName: string;
  readonly toName: string;
}

export function LinkActs({ ends, links }: { ends: LinkEnds; links: readonly LinkView[] }) {
  const { from, to, fromName, toName } = ends;
  const back = { from: to, to: from, fromName: toName, toName: fromName };
  const slowed = links.some((link) => link.latencyUs !== null);
  return (
    <Acts>
      <CutOrHeal ends={ends} links={links} />
      <CutOrHeal ends={back} links={links} />
      <SlowLink from={from} to={to} slowed={slowed} />
      <LosePackets ends={ends} links={links} />
      <LosePackets ends={back} links={links} />
    </Acts>
  );
}

function CutOrHeal({ ends, links }: { ends: LinkEnds; links: readonly LinkView[] }) {
  const { acts } = useMessages();
  const { from, to, fromName, toName } = ends;
  const cut = links.some((link) => link.from === from && link.to === to && link.cut);
  return cut ? (
    <SimpleAct command={{ do: 'heal-link', from, to }} title={acts.link.heal(fromName, toName)} />
  ) : (
    <SimpleAct command={{ do: 'cut-link', from, to }} title={acts.link.cut(fromName, toName)} danger />
  );
}

function SlowLink({ from, to, slowed }: { from: number; to: number; slowed: boolean }) {
  const { acts } = useMessages();
  const [ms, setMs] = useState(2000);
  if (slowed) return <SimpleAct command={{ do: 'slow-link', from, to, latencyUs: null }} title={acts.link.normal} />;
  return (
    <Act title={acts.link.slow}>
      <ActForm
        command={{ do: 'slow-link', from, to, latencyUs: Math.round(ms * 1000) }}
        submit={acts.link.slow}
        disabled={!(ms > 0)}
      >
        <NumberField name={acts.link.latencyMs} value={ms} onChange={setMs} step="any" />
      </ActForm>
    </Act>
  );
}

function LosePackets({ ends, links }: { ends: LinkEnds; links: readonly LinkView[] }) {
  const { acts } = useMessages();
  const { from, to, fromName, toName } = ends;
  const [percent, setPercent] = useState(10);
  const lossy = links.some((link) => link.from === from && link.to === to && link.lossPerMillion !== undefined);
  if (lossy) {
    const command = { do: 'lose-packets', from, to, lossPerMillion: null } as const;
    return <SimpleAct command={command} title={acts.link.lossless(fromName, toName)} />;
  }
  const lossPerMillion = Math.round(percent * 10_000);
  return (
    <Act title={acts.link.lose(fromName, toName)}>
      <ActForm
        command={{ do: 'lose-packets', from, to, lossPerMillion }}
        submit={acts.link.lose(fromName, toName)}
        disabled={!(percent > 0 && percent <= 50)}
      >
        <NumberField name={acts.link.lossPercent} value={percent} onChange={setPercent} step="any" />
      </ActForm>
    </Act>
  );
}
