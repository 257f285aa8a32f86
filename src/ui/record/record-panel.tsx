import { lazy, Suspense, useEffect, useState } from 'react';
import type { RecordDetail, Snapshot } from '../../sim/snapshot.ts';
import { usePage } from '../../store/page.ts';
import type { RecordPlace } from '../../store/selection.ts';
import { useDriver } from '../driver-context.tsx';
import { idsText, timestampText } from '../format.ts';
import { Facts } from '../inspector/facts.tsx';
import { Heading } from '../inspector/heading.tsx';
import { partitionName } from '../inspector/names.ts';
import { SelectButton } from '../inspector/select-button.tsx';
import { useMessages } from '../messages.tsx';
import { bytesAsText, crcText } from './bytes-text.ts';
import { RecordBytes } from './record-bytes.tsx';

const Biography = lazy(async () => ({ default: (await import('./biography.tsx')).Biography }));

const show = (place: RecordPlace) => usePage.getState().showRecord(place);

/** Everything about one record, read again as the moment changes. */
export function RecordPanel({ place, view }: { place: RecordPlace; view: Snapshot }) {
  const { inspector, diagram } = useMessages();
  const texts = inspector.record;
  const detail = useRecord(place, view.atUs);
  const { topic, partition, broker, offset, epoch } = place;
  const isOther = detail !== 'loading' && detail !== null && epoch !== undefined && detail.leaderEpoch !== epoch;
  return (
    <>
      <Heading kick={texts.kick} title={texts.title(partitionName(place), place.offset)}>
        <div className="chips">
          <SelectButton to={{ kind: 'replica', topic, partition, broker }}>
            {partitionName(place)} · {diagram.broker(broker)}
          </SelectButton>
        </div>
      </Heading>
      <Neighbours place={place} />
      {detail === 'loading' && <p>{texts.loading}</p>}
      {detail === null && <p className="warning">{texts.missing}</p>}
      {isOther && <p className="warning">{texts.otherEpoch(epoch)}</p>}
      {epoch !== undefined && (
        <Suspense>
          <Biography key={`${topic}-${partition}-${offset}-${epoch}`} name={{ topic, partition, offset, epoch }} />
        </Suspense>
      )}
      {detail !== 'loading' && detail !== null && epoch === undefined && (
        <button type="button" className="btn" onClick={() => show({ ...place, epoch: detail.leaderEpoch })}>
          {texts.biography}
        </button>
      )}
      {detail !== 'loading' && detail !== null && <RecordFacts detail={detail} view={view} />}
    </>
  );
}

/** The old answer stays until the new one is there, so that nothing flickers. */
function useRecord(place: RecordPlace, atUs: number): RecordDetail | null | 'loading' {
  const driver = useDriver();
  const [read, setRead] = useState<{ place: RecordPlace; detail: RecordDetail | null } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a later moment is another answer
  useEffect(() => {
    let wanted = true;
    void driver.record(place).then((detail) => {
      if (wanted) setRead({ place, detail });
    });
    return () => {
      wanted = false;
    };
  }, [driver, place, atUs]);
  return read?.place === place ? read.detail : 'loading';
}

function Neighbours({ place }: { place: RecordPlace }) {
  const texts = useMessages().inspector.record;
  const { topic, partition, broker, offset } = place;
  const go = (step: 1 | -1) => show({ topic, partition, broker, offset: offset + step });
  return (
    <div className="chips">
      <button type="button" className="btn" disabled={place.offset === 0} onClick={() => go(-1)}>
        ‹ {texts.previous}
      </button>
      <button type="button" className="btn" onClick={() => go(1)}>
        {texts.next} ›
      </button>
    </div>
  );
}

function RecordFacts({ detail, view }: { detail: RecordDetail; view: Snapshot }) {
  const texts = useMessages().inspector.record;
  const { batchBaseOffset, batchLastOffset, batchBytes } = detail;
  const readWord = (read: boolean, committed: boolean) =>
    committed ? texts.readCommitted : read ? texts.read : texts.notRead;
  return (
    <>
      <RecordBytes part="key" bytes={detail.key} topic={detail.topic} view={view} />
      <RecordBytes part="value" bytes={detail.value} topic={detail.topic} view={view} />
      <Facts
        facts={[
          { name: texts.offset, value: detail.offset },
          { name: texts.timestamp, value: timestampText(detail.timestampMs) },
          { name: texts.epoch, value: detail.leaderEpoch },
          { name: texts.committed, value: detail.committed ? texts.committedYes : texts.committedNo, word: true },
          { name: texts.brokers, value: idsText(detail.onBrokers) },
          { name: texts.batch, value: texts.batchOf(batchBaseOffset, batchLastOffset, batchBytes), word: true },
          { name: texts.crc, value: crcText(detail.crc) },
          ...detail.headers.map(({ key, value }) => ({
            name: `${texts.headers} ${key}`,
            value: bytesAsText(value) ?? 'null',
          })),
        ]}
      />
      {detail.readBy.length > 0 && (
        <Facts
          title={texts.readBy}
          facts={detail.readBy.map(({ group, read, committed }) => ({
            name: group,
            value: readWord(read, committed),
            word: true,
          }))}
        />
      )}
    </>
  );
}
