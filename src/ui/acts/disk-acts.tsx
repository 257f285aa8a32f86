import { useState } from 'react';
import type { BrokerView } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { Act, ActForm, SimpleAct } from './act.tsx';
import { NumberField } from './fields.tsx';

/** What may go wrong with a broker's disk, and how it is mended; also while its process is down. */
export function DiskActs({ broker }: { broker: BrokerView }) {
  const { disk } = useMessages().acts;
  const { id } = broker;
  return (
    <>
      {broker.disk?.slow === true ? (
        <SimpleAct command={{ do: 'slow-disk', broker: id, appendUs: 0, flushUs: 0 }} title={disk.normal} />
      ) : (
        <SlowDisk broker={id} />
      )}
      {broker.disk?.limited === true ? (
        <SimpleAct command={{ do: 'free-disk', broker: id }} title={disk.free} />
      ) : (
        <FillDisk broker={id} />
      )}
    </>
  );
}

const isTime = (ms: number): boolean => ms >= 0 && ms <= 60_000;

function SlowDisk({ broker }: { broker: number }) {
  const { disk } = useMessages().acts;
  const [appendMs, setAppendMs] = useState(500);
  const [flushMs, setFlushMs] = useState(1000);
  const [appendUs, flushUs] = [Math.round(appendMs * 1000), Math.round(flushMs * 1000)];
  const fits = isTime(appendMs) && isTime(flushMs) && appendUs + flushUs > 0;
  return (
    <Act title={disk.slow} text={disk.slowText}>
      <ActForm command={{ do: 'slow-disk', broker, appendUs, flushUs }} submit={disk.slow} disabled={!fits}>
        <NumberField name={disk.appendMs} value={appendMs} onChange={setAppendMs} step="any" />
        <NumberField name={disk.flushMs} value={flushMs} onChange={setFlushMs} step="any" />
      </ActForm>
    </Act>
  );
}

function FillDisk({ broker }: { broker: number }) {
  const { disk } = useMessages().acts;
  const [freeBytes, setFreeBytes] = useState(1000);
  const fits = Number.isInteger(freeBytes) && freeBytes >= 0;
  return (
    <Act title={disk.fill} text={disk.fillText} danger>
      <ActForm command={{ do: 'fill-disk', broker, freeBytes }} submit={disk.fill} disabled={!fits} danger>
        <NumberField name={disk.freeBytes} value={freeBytes} onChange={setFreeBytes} />
      </ActForm>
    </Act>
  );
}
