import type { BrokerView } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { Acts, SimpleAct } from './act.tsx';

export function BrokerActs({ broker }: { broker: BrokerView }) {
  const { acts } = useMessages();
  const down = broker.state === 'stopped' || broker.state === 'crashed';
  const { id } = broker;
  return (
    <Acts>
      <SimpleAct
        command={{ do: 'kill-broker', broker: id }}
        text={down ? acts.alreadyDown : acts.killText}
        disabled={down}
        danger
      />
      <SimpleAct
        command={{ do: 'stop-broker', broker: id }}
        text={down ? acts.alreadyDown : acts.stopText}
        disabled={down}
      />
      <SimpleAct
        command={{ do: 'start-broker', broker: id }}
        text={down ? acts.startText : acts.alreadyUp}
        disabled={!down}
      />
    </Acts>
  );
}
