import { ByteWriter } from '../../base/bytes.ts';
import { encodeBatch, type RecordBatch } from '../record/record-batch.ts';

/**
 * The first batch of a leader's epoch: a control batch with a LeaderChangeMessage (type 2, version 0).
 * Source: LeaderState.appendStartOfEpochControlRecords; clients/src/main/resources/common/message/LeaderChangeMessage.json.
 */
export function leaderChangeBatch(
  leaderId: number,
  voters: readonly number[],
  grantingVoters: readonly number[],
  timestamp: number,
): RecordBatch {
  const key = new ByteWriter();
  key.i16(0);
  key.i16(2);
  const value = new ByteWriter();
  value.i16(0);
  value.i32(leaderId);
  for (const list of [voters, grantingVoters]) {
    value.unsignedVarint(list.length + 1);
    for (const voter of list) {
      value.i32(voter);
      value.unsignedVarint(0);
    }
  }
  value.unsignedVarint(0);
  return encodeBatch([{ timestamp, key: key.toBytes(), value: value.toBytes() }], { controlBatch: true });
}
