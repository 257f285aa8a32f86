import { parseMessages } from './message-schema.ts';

/**
 * Records of __transaction_state. Source: TransactionLogKey.json, TransactionLogValue.json.
 */
export const transactionLogMessages = parseMessages(`
TransactionLogKey 0 key 0
  transactionalId string

TransactionLogValue 0-1 flexible 1+ key 0
  producerId int64
  previousProducerId int64 1+ @0 = -1
  nextProducerId int64 1+ @1 = -1
  producerEpoch int16
  nextProducerEpoch int16 1+ @3 = -1
  transactionTimeoutMs int32
  transactionStatus int8
  transactionPartitions []PartitionsSchema?
    topic string
    partitionIds []int32
  transactionLastUpdateTimestampMs int64
  transactionStartTimestampMs int64
  clientTransactionVersion int16 1+ @2 = 0
`);
