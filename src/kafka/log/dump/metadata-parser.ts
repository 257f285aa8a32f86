import { type JsonValue, printJson } from '../files/json-text.ts';
import { readApiMessage } from './api-message.ts';
import { clusterMetadataMessages } from './messages/cluster-metadata-messages.ts';
import { messageJson } from './messages/message-json.ts';
import { MessageError } from './messages/read-message.ts';
import type { RecordParser } from './record-parser.ts';

/** MetadataRecordType: `RegisterBrokerRecord` → `REGISTER_BROKER_RECORD`. */
function recordType(name: string): string {
  return name.replace(/(?!^)[A-Z]/g, '_$&').toUpperCase();
}

function valueText(value: Uint8Array | null): string {
  const { schema, version, data } = readApiMessage(clusterMetadataMessages, value);
  const json: [string, JsonValue][] = [
    ['type', recordType(schema.name)],
    ['version', version],
    ['data', messageJson(schema, data, version)],
  ];
  return printJson(new Map(json));
}

/** --cluster-metadata-decoder: records of __cluster_metadata, which have no keys. */
export const metadataParser: RecordParser = ({ offset, value }) => {
  try {
    return { key: null, value: valueText(value) };
  } catch (error) {
    if (!(error instanceof MessageError)) throw error;
    return { key: null, value: `Error at ${offset}, skipping. ${error.message}` };
  }
};
