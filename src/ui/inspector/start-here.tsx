import type { PartitionView, Snapshot } from '../../sim/snapshot.ts';
import { usePage } from '../../store/page.ts';
import { useMessages } from '../messages.tsx';
import { Say } from '../say.tsx';

/** Three things to try, for somebody who has read nothing. */
export function StartHere({ view }: { view: Snapshot }) {
  const texts = useMessages().inspector.start;
  const { openProduce, select, showRecord } = usePage.getState();
  const led = view.partitions.find((partition) => !partition.internal && partition.leader >= 0);
  const newest = led === undefined ? null : newestCommitted(led);
  return (
    <section className="start">
      <h2>{texts.title}</h2>
      <p>
        <Say words={texts.text} />
      </p>
      <button type="button" className="btn" onClick={() => openProduce({})}>
        <b>{texts.produce}</b>
        <span>{texts.produceText}</span>
      </button>
      {led !== undefined && (
        <button type="button" className="btn" onClick={() => select({ kind: 'broker', id: led.leader })}>
          <b>{texts.kill(led.leader)}</b>
          <span>
            <Say words={texts.killText} />
          </span>
        </button>
      )}
      {led !== undefined && newest !== null && (
        <button
          type="button"
          className="btn"
          onClick={() => showRecord({ topic: led.topic, partition: led.partition, offset: newest, broker: led.leader })}
        >
          <b>{texts.record}</b>
          <span>{texts.recordText}</span>
        </button>
      )}
    </section>
  );
}

function newestCommitted(partition: PartitionView): number | null {
  const leader = partition.replicas.find(({ broker }) => broker === partition.leader);
  if (leader === undefined || leader.highWatermark <= leader.logStartOffset) return null;
  return leader.highWatermark - 1;
}
