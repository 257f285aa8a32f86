import { expect, test } from 'vitest';
import { applyRecords } from './apply-records.ts';
import { decodeMetadataRecord, encodeMetadataRecord } from './metadata-record-codec.ts';
import { allocateProducerIds } from './producer-ids.ts';
import { clusterImage } from './testing/cluster-image.ts';

test('blocks of a thousand ids follow one another, whoever asks', () => {
  let image = clusterImage({});
  const starts = [1, 2, 1].map((brokerId) => {
    const brokerEpoch = image.brokers.get(brokerId)?.epoch ?? -1;
    const result = allocateProducerIds(image, { api: 'AllocateProducerIds', brokerId, brokerEpoch });
    if (!result.ok) throw new Error(result.error);
    image = applyRecords(image, result.value.records, image.offset + 1);
    return result.value.response.producerIdStart;
  });
  expect(starts).toEqual([0, 1000, 2000]);
});

test('a broker whose registration is not the newest gets no ids', () => {
  const ask = (brokerId: number) =>
    allocateProducerIds(clusterImage({}), { api: 'AllocateProducerIds', brokerId, brokerEpoch: -7 });
  expect(ask(1)).toEqual({ ok: false, error: 'STALE_BROKER_EPOCH' });
  expect(ask(99)).toEqual({ ok: false, error: 'BROKER_ID_NOT_REGISTERED' });
});

test('a ProducerIdsRecord survives its bytes', () => {
  const record = { type: 'ProducerIdsRecord' as const, brokerId: 1, brokerEpoch: 5, nextProducerId: 3000 };
  expect(decodeMetadataRecord(encodeMetadataRecord(record))).toEqual({ ok: true, value: record });
});
