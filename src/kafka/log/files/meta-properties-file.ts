import { err, ok, type Result } from '../../../base/result.ts';
import type { FileError } from './file-error.ts';
import { formatProperties, parseProperties } from './java-properties.ts';
import { parseInt32 } from './java-text.ts';
import { parseUuid } from './uuid-text.ts';

/** meta.properties: to which cluster and node a log directory belongs. Source: MetaProperties, PropertiesUtils. */
export interface MetaProperties {
  /** 1; 0 was written in ZooKeeper's days and guarantees no field. */
  readonly version: 0 | 1;
  readonly clusterId: string | null;
  readonly nodeId: number | null;
  /** 22 characters. */
  readonly directoryId: string | null;
}

/** `date` as java.util.Date prints it, for the comment on top. */
export function formatMetaProperties(meta: MetaProperties, date: string): string {
  const properties = new Map<string, string>([['version', String(meta.version)]]);
  if (meta.clusterId !== null) properties.set('cluster.id', meta.clusterId);
  if (meta.nodeId !== null) properties.set(meta.version === 0 ? 'broker.id' : 'node.id', String(meta.nodeId));
  if (meta.directoryId !== null) properties.set('directory.id', meta.directoryId);
  return formatProperties(properties, date);
}

type Outcome<T> = Result<T, FileError>;

function refuse(message: string): { readonly ok: false; readonly error: FileError } {
  return err({ class: 'RuntimeException', message });
}

function readVersion(text: string): Outcome<0 | 1> {
  // String.trim takes away everything up to the blank.
  const number = parseInt32(text.replace(/^[\0- ]+|[\0- ]+$/g, ''));
  if (!number.ok) return refuse(`Invalid meta.properties version string '${text}'`);
  if (number.value === 0 || number.value === 1) return ok(number.value);
  return refuse(`Unknown meta.properties version number ${number.value}`);
}

function readNodeId(properties: ReadonlyMap<string, string>, version: 0 | 1): Outcome<number | null> {
  const name = version === 0 ? 'broker.id' : 'node.id';
  const text = properties.get(name);
  if (text === undefined) return version === 0 ? ok(null) : refuse(`Failed to find ${name}`);
  const number = parseInt32(text);
  return number.ok ? number : refuse(`Unable to read ${name} as a base-10 number.`);
}

function readDirectoryId(properties: ReadonlyMap<string, string>): Outcome<string | null> {
  const text = properties.get('directory.id');
  if (text === undefined) return ok(null);
  const uuid = parseUuid(text);
  return uuid.ok ? uuid : refuse(`Unable to read directory.id as a Uuid: ${uuid.error.message}`);
}

export function parseMetaProperties(bytes: Uint8Array): Outcome<MetaProperties> {
  const properties = parseProperties(bytes);
  if (!properties.ok) return properties;
  const version = readVersion(properties.value.get('version') ?? '0');
  if (!version.ok) return version;
  const nodeId = readNodeId(properties.value, version.value);
  if (!nodeId.ok) return nodeId;
  const directoryId = readDirectoryId(properties.value);
  if (!directoryId.ok) return directoryId;
  const clusterId = properties.value.get('cluster.id') ?? null;
  if (version.value === 1 && clusterId === null) return refuse('cluster.id was not found.');
  return ok({ version: version.value, clusterId, nodeId: nodeId.value, directoryId: directoryId.value });
}
