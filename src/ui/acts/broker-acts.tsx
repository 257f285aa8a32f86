import type { BrokerView } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { Acts, SimpleAct } from './act.tsx';
import { DiskActs } from './disk-acts.tsx';

/** A broker that is down can only be started, one that runs can only be taken down. */
export function BrokerActs({ broker }: { broker: BrokerView }) {
  const { acts } = useMessages();
  const { id, state } = broker;
  if (state === 'stopped' || state === 'crashed') {
    return (
      <Acts>
        <SimpleAct command={{ do: 'start-broker', broker: id }} text={acts.startText} />
        {broker.brokerEpoch >= 0 && (
          <SimpleAct command={{ do: 'unregister-broker', broker: id }} text={acts.unregisterText} danger />
        )}
        <DiskActs broker={broker} />
      </Acts>
    );
  }
  if (state === 'paused') {
    return (
      <Acts>
        <SimpleAct command={{ do: 'resume-broker', broker: id }} text={acts.resumeText} />
        <SimpleAct command={{ do: 'kill-broker', broker: id }} text={acts.killText} danger />
        <DiskActs broker={broker} />
      </Acts>
    );
  }
  return (
    <Acts>
      <SimpleAct command={{ do: 'kill-broker', broker: id }} text={acts.killText} danger />
      <SimpleAct command={{ do: 'power-off-broker', broker: id }} text={acts.powerOffText} danger />
      <SimpleAct command={{ do: 'stop-broker', broker: id }} text={acts.stopText} disabled={state === 'stopping'} />
      <SimpleAct command={{ do: 'pause-broker', broker: id }} text={acts.pauseText} />
      <DiskActs broker={broker} />
    </Acts>
  );
}
