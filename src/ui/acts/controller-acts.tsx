import type { ControllerView } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { Acts, SimpleAct } from './act.tsx';

/** One of several controllers is ended and started alone; the quorum goes on while a majority runs. */
export function ControllerActs({ controller }: { controller: ControllerView }) {
  const { controllers } = useMessages().acts;
  const { id, state } = controller;
  if (state === 'stopped') {
    return (
      <Acts>
        <SimpleAct command={{ do: 'start-controller', controller: id }} text={controllers.start} />
      </Acts>
    );
  }
  if (state === 'paused') {
    return (
      <Acts>
        <SimpleAct command={{ do: 'resume-controller', controller: id }} text={controllers.resume} />
        <SimpleAct command={{ do: 'kill-controller', controller: id }} text={controllers.kill} danger />
      </Acts>
    );
  }
  return (
    <Acts>
      <SimpleAct command={{ do: 'kill-controller', controller: id }} text={controllers.kill} danger />
      <SimpleAct
        command={{ do: 'stop-controller', controller: id }}
        text={controllers.stop}
        disabled={state === 'stopping'}
      />
      <SimpleAct
        command={{ do: 'pause-controller', controller: id }}
        text={controllers.pause}
        disabled={state === 'stopping'}
      />
    </Acts>
  );
}
