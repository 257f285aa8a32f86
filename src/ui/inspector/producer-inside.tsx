import { useEffect, useState } from 'react';
import type { ProducerDetail } from '../../sim/view/producer-detail.ts';
import { useDriver } from '../driver-context.tsx';
import { useMessages } from '../messages.tsx';
import { useCalmMoment } from '../use-calm-moment.ts';
import { type Fact, Facts } from './facts.tsx';
import { partitionName } from './names.ts';
import { PartitionButton } from './select-button.tsx';
import { Source } from './source.tsx';

/** What the client holds: its accumulator, its requests, its memory. Asked for while somebody looks. */
export function ProducerInside({ id }: { id: string }) {
  const detail = useProducer(id);
  if (detail === null) return null;
  return (
    <>
      <ClientFacts detail={detail} />
      <Accumulator detail={detail} />
    </>
  );
}

function useProducer(id: string): ProducerDetail | null {
  const driver = useDriver();
  const moment = useCalmMoment();
  const [told, setTold] = useState<{ readonly id: string; readonly detail: ProducerDetail | null } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another moment is why to ask again
  useEffect(() => {
    let wanted = true;
    void driver.producer(id).then((detail) => {
      if (wanted) setTold({ id, detail });
    });
    return () => {
      wanted = false;
    };
  }, [driver, id, moment]);
  return told?.id === id ? told.detail : null;
}

function ClientFacts({ detail }: { detail: ProducerDetail }) {
  const { inspector, diagram } = useMessages();
  const texts = inspector.client;
  const { requests, atUs, bufferUsed, bufferMemory, blockedForMemory, blockedForMetadata, producerId } = detail;
  const facts: readonly Fact[] = [
    ...requests.map(({ api, to, batches, dueUs }) => ({
      name: texts.request(api, diagram.broker(to)),
      value: texts.left(api === 'Produce' ? batches : 0, Math.max(0, Math.round((dueUs - atUs) / 1000))),
    })),
    ...(requests.length === 0 ? [{ name: texts.requests, value: inspector.none, word: true }] : []),
    { name: 'buffer.memory', value: texts.ofBytes(bufferUsed, bufferMemory) },
    { name: texts.blockedMemory, value: blockedForMemory },
    { name: texts.blockedMetadata, value: blockedForMetadata },
    { name: texts.retries, value: Math.max(0, ...detail.partitions.map((at) => at.retries)) },
    {
      name: 'producerId',
      value: producerId < 0 ? inspector.none : texts.epochOf(producerId, detail.producerEpoch),
      word: producerId < 0,
    },
  ];
  return <Facts title={texts.title} facts={facts} />;
}

function Accumulator({ detail }: { detail: ProducerDetail }) {
  const { inspector } = useMessages();
  const texts = inspector.client;
  const lingerMs = detail.lingerUs / 1000;
  return (
    <section>
      <h3>
        {texts.accumulator} <Source source="observed" />
      </h3>
      {detail.partitions.length === 0 ? (
        <p className="quiet">{texts.empty}</p>
      ) : (
        <table className="table whole-names">
          <thead>
            <tr>
              <th scope="col">{inspector.tables.partition}</th>
              <th scope="col">{texts.queued}</th>
              <th scope="col">{texts.sent}</th>
              <th scope="col">{texts.records}</th>
              <th scope="col">{texts.bytes}</th>
              <th scope="col">{texts.age}</th>
            </tr>
          </thead>
          <tbody>
            {detail.partitions.map((at) => (
              <tr key={partitionName(at)}>
                <td>
                  <PartitionButton {...at} />
                </td>
                <td>{at.queued}</td>
                <td>{at.inFlight}</td>
                <td>{at.records}</td>
                <td>{at.bytes}</td>
                <td>{at.oldestUs === null ? '–' : texts.ageOf(Math.round(at.oldestUs / 100) / 10, lingerMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
