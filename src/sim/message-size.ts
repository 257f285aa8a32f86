import type { KafkaRequest, KafkaResponse } from '../kafka/protocol/requests.ts';

/** A stand-in for request headers and fixed fields: sizes matter only where a link has a bandwidth. */
const headerBytes = 40;
const partitionBytes = 32;

/** Size on the wire, bytes: exact for records, estimated for the rest. */
export function requestBytes(request: KafkaRequest): number {
  switch (request.api) {
    case 'Produce': {
      let bytes = headerBytes;
      for (const { batch } of request.data) bytes += batch.sizeInBytes + partitionBytes;
      return bytes;
    }
    case 'Fetch':
      return headerBytes + request.partitions.length * partitionBytes;
    default:
      return headerBytes;
  }
}

export function responseBytes(response: KafkaResponse): number {
  if (response.api !== 'Fetch') return headerBytes;
  let bytes = headerBytes;
  for (const { records } of response.responses) {
    bytes += partitionBytes;
    for (const batch of records) bytes += batch.sizeInBytes;
  }
  return bytes;
}
