import { err, ok, type Result } from '../../../base/result.ts';
import type { FileError } from './file-error.ts';
import { javaLines, javaSplit, parseInt32 } from './java-text.ts';
import { parseUuid, ZERO_UUID } from './uuid-text.ts';

/** partition.metadata, which ties a partition's directory to its topic's id. Source: PartitionMetadataFile. */
export interface PartitionMetadata {
  readonly version: number;
  /** 22 characters. */
  readonly topicId: string;
}

export function formatPartitionMetadata(topicId: string): string {
  return `version: 0\ntopic_id: ${topicId}`;
}

const noLine: FileError = {
  class: 'NullPointerException',
  message: 'Cannot invoke "java.lang.CharSequence.length()" because "this.text" is null',
};

/** The words after the colons of the first two lines; how they are named does not matter. */
export function parsePartitionMetadata(text: string, path = ''): Result<PartitionMetadata, FileError> {
  const message = `Error while reading partition metadata file ${path}`;
  const unreadable = err({ class: 'KafkaStorageException', message });
  const [versionLine, topicIdLine] = javaLines(text);
  if (versionLine === undefined) return err(noLine);
  const [, versionText, ...more] = javaSplit(versionLine, /:[ \t\n\v\f\r]+/);
  if (versionText === undefined || more.length > 0) return unreadable;
  const version = parseInt32(versionText);
  if (!version.ok || version.value < 0) return unreadable;
  if (topicIdLine === undefined) return err(noLine);
  const [, topicIdText, ...rest] = javaSplit(topicIdLine, /:[ \t\n\v\f\r]+/);
  if (topicIdText === undefined || rest.length > 0) return unreadable;
  const topicId = parseUuid(topicIdText);
  if (!topicId.ok) return topicId;
  return topicId.value === ZERO_UUID ? unreadable : ok({ version: version.value, topicId: topicId.value });
}
