import type { ExactRecord } from '../../record/batch-records.ts';

/** The texts of one record's key and value; null prints nothing. */
export interface ParsedTexts {
  readonly key: string | null;
  readonly value: string | null;
}

/** DumpLogSegments.MessageParser. Throws a ToolFailure where Kafka's throws. */
export type RecordParser = (record: ExactRecord) => ParsedTexts;
