import { ByteReader, MalformedBytes } from '../../../base/bytes.ts';
import type { MessageSchema } from './messages/message-schema.ts';
import { type MessageData, MessageError, readMessage } from './messages/read-message.ts';

/** A record's value that names its own type and version. */
export interface ApiMessage {
  readonly schema: MessageSchema;
  readonly version: number;
  readonly data: MessageData;
}

function readShort(reader: ByteReader, entity: string): number {
  let value: number;
  try {
    value = reader.unsignedVarint() | 0;
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    throw new MessageError(`Error while reading ${entity}`);
  }
  if (value > 0x7fff) throw new MessageError(`Value for ${entity} was too large.`);
  return (value << 16) >> 16;
}

function readFrame(reader: ByteReader): void {
  const frame = readShort(reader, 'frame version');
  if (frame === 0) {
    const note = 'Note that upgrades from the preview release of KRaft in 2.8 to newer versions are not supported.';
    throw new MessageError(`Could not deserialize metadata record with frame version 0. ${note}`);
  }
  if (frame !== 1) {
    const only = '(only frame version 1 is supported)';
    throw new MessageError(`Could not deserialize metadata record due to unknown frame version ${frame}${only}`);
  }
}

/** AbstractApiMessageSerde.read: frame version, api key, version, message, and nothing behind it. @throws MessageError */
export function readApiMessage(messages: ReadonlyMap<string, MessageSchema>, value: Uint8Array | null): ApiMessage {
  if (value === null) throw new MessageError('Error while reading frame version');
  const reader = new ByteReader(value);
  readFrame(reader);
  const apiKey = readShort(reader, 'type');
  const version = readShort(reader, 'version');
  const schema = [...messages.values()].find((candidate) => candidate.apiKey === apiKey);
  if (schema === undefined) {
    const unknown = 'org.apache.kafka.common.errors.UnsupportedVersionException: Unknown metadata id';
    throw new MessageError(`${unknown} ${apiKey}`);
  }
  let data: MessageData;
  try {
    data = readMessage(reader, schema, version);
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    throw new MessageError(`Failed to deserialize record with type ${apiKey}`);
  }
  if (reader.remaining === 0) return { schema, version, data };
  throw new MessageError(`Found ${reader.remaining} byte(s) of garbage after ${apiKey}`);
}
