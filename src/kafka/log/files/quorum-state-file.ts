import { javaHashOrder } from '../../../base/java-string.ts';
import { err, ok, type Result } from '../../../base/result.ts';
import type { FileError } from './file-error.ts';
import { javaLines } from './java-text.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from './json-text.ts';
import { parseUuid, ZERO_UUID } from './uuid-text.ts';

/**
 * quorum-state in the directory of __cluster_metadata: whom this replica follows or has voted for.
 * Source: FileQuorumStateStore, ElectionState, QuorumStateData.json.
 */
export interface QuorumState {
  readonly epoch: number;
  /** null: not known. */
  readonly leaderId: number | null;
  readonly voted: { readonly id: number; readonly directoryId: string | null } | null;
  /** Node ids; kept by version 0 only, since with kraft.version 1 the voters stand in the log. */
  readonly voters: readonly number[];
}

/** quorum-state's data version is the kraft.version. */
export function formatQuorumState(state: QuorumState, dataVersion: 0 | 1): string {
  const leader = `"leaderId":${state.leaderId ?? -1},"leaderEpoch":${state.epoch},"votedId":${state.voted?.id ?? -1}`;
  if (dataVersion === 1) {
    const directoryId = state.voted?.directoryId ?? ZERO_UUID;
    return `{${leader},"votedDirectoryId":"${directoryId}","data_version":1}`;
  }
  const voters = javaHashOrder(state.voters).map((i) => `{"voterId":${state.voters[i]}}`);
  return `{"clusterId":"",${leader},"appliedOffset":0,"currentVoters":[${voters.join(',')}],"data_version":0}`;
}

type Outcome<T> = Result<T, FileError>;

function missing(name: string, version: number): { readonly ok: false; readonly error: FileError } {
  const message = `QuorumStateData: unable to locate field '${name}', which is mandatory in version ${version}`;
  return err({ class: 'RuntimeException', message });
}

function readInt(data: JsonObject, name: string, version: number): Outcome<number> {
  const value = data.get(name);
  if (value === undefined) return missing(name, version);
  if (typeof value === 'number' && value === (value | 0)) return ok(value);
  return err({
    class: 'RuntimeException',
    message: `QuorumStateData: expected an integer or string type, but got ${name}`,
  });
}

function readVotedDirectory(data: JsonObject, version: number): Outcome<string> {
  if (version === 0) return ok(ZERO_UUID);
  const value = data.get('votedDirectoryId');
  if (value === undefined) return missing('votedDirectoryId', version);
  if (typeof value === 'string') return parseUuid(value);
  return err({ class: 'RuntimeException', message: 'QuorumStateData expected a JSON string type' });
}

function readVoters(data: JsonObject, version: number): Outcome<number[]> {
  if (version !== 0) return ok([]);
  const value = data.get('currentVoters');
  if (value === undefined) return missing('currentVoters', version);
  const voters: number[] = [];
  for (const voter of Array.isArray(value) ? value : []) {
    const id = isJsonObject(voter) ? readInt(voter, 'voterId', version) : missing('voterId', version);
    if (!id.ok) return id;
    if (!voters.includes(id.value)) voters.push(id.value);
  }
  return ok(voters);
}

/** Fields of version 0 that nobody looks at, and that must be there all the same. */
function readUnused(data: JsonObject, version: number): Outcome<null> {
  if (version !== 0) return ok(null);
  const clusterId = data.get('clusterId');
  const appliedOffset = data.get('appliedOffset');
  if (typeof clusterId !== 'string') return missing('clusterId', version);
  const isLong = typeof appliedOffset === 'number' || typeof appliedOffset === 'bigint';
  return isLong ? ok(null) : missing('appliedOffset', version);
}

function readData(data: JsonObject, version: 0 | 1): Outcome<QuorumState> {
  const unused = readUnused(data, version);
  if (!unused.ok) return unused;
  const leaderId = readInt(data, 'leaderId', version);
  if (!leaderId.ok) return leaderId;
  const epoch = readInt(data, 'leaderEpoch', version);
  if (!epoch.ok) return epoch;
  const votedId = readInt(data, 'votedId', version);
  if (!votedId.ok) return votedId;
  const directory = readVotedDirectory(data, version);
  if (!directory.ok) return directory;
  const voters = readVoters(data, version);
  if (!voters.ok) return voters;
  const directoryId = directory.value === ZERO_UUID ? null : directory.value;
  return ok({
    epoch: epoch.value,
    leaderId: leaderId.value === -1 ? null : leaderId.value,
    voted: votedId.value === -1 ? null : { id: votedId.value, directoryId },
    voters: voters.value,
  });
}

function isVersion(value: JsonValue): value is 0 | 1 {
  return value === 0 || value === 1;
}

export function parseQuorumState(text: string, path = ''): Outcome<QuorumState> {
  const message = `Error while reading the Quorum status from the file ${path}`;
  const unreadable = err({ class: 'UncheckedIOException', message });
  const [line] = javaLines(text);
  const data = line === undefined ? undefined : parseJson(line);
  if (!isJsonObject(data)) return unreadable;
  const version = data.get('data_version');
  if (version === undefined) return unreadable;
  if (isVersion(version)) return readData(data, version);
  const given = `data_version (${String(version)}) is not within the min (0) and max (1) supported version`;
  return err({ class: 'IllegalStateException', message: given });
}

/** ElectionState.toString. */
export function describeQuorumState(state: QuorumState): string {
  const leader = state.leaderId === null ? 'OptionalInt.empty' : `OptionalInt[${state.leaderId}]`;
  const directory = state.voted?.directoryId ?? '<undefined>';
  const voted =
    state.voted === null ? 'Optional.empty' : `Optional[ReplicaKey(id=${state.voted.id}, directoryId=${directory})]`;
  const voters = javaHashOrder(state.voters).map((i) => state.voters[i]);
  return `Election(epoch=${state.epoch}, leaderId=${leader}, votedKey=${voted}, voters=[${voters.join(', ')}])`;
}
