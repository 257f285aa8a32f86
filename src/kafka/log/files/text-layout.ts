import type { Int64 } from '../../../base/int64.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { type ByteRange, RangeList } from '../../record/byte-range.ts';
import { CLEAN_SHUTDOWN_FILE } from './clean-shutdown-file.ts';
import { parseInt64 } from './java-text.ts';
import {
  CLEANER_OFFSET_CHECKPOINT,
  LOG_START_OFFSET_CHECKPOINT,
  RECOVERY_POINT_CHECKPOINT,
  REPLICATION_OFFSET_CHECKPOINT,
} from './offset-checkpoint-file.ts';

const LF = 0x0a;
const SPACE = 0x20;

/** What the words of an entry's line are. */
const CHECKPOINT_WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['leader-epoch-checkpoint', ['epoch', 'startOffset']],
  [RECOVERY_POINT_CHECKPOINT, ['topic', 'partition', 'offset']],
  [LOG_START_OFFSET_CHECKPOINT, ['topic', 'partition', 'offset']],
  [REPLICATION_OFFSET_CHECKPOINT, ['topic', 'partition', 'offset']],
  [CLEANER_OFFSET_CHECKPOINT, ['topic', 'partition', 'offset']],
]);

const KEYED_LINES: readonly string[] = ['partition.metadata', 'meta.properties'];
const JSON_FILES: readonly string[] = ['quorum-state', CLEAN_SHUTDOWN_FILE];

/** Ends (exclusive) of the lines, each with its line feed. */
function lineEnds(bytes: Uint8Array): number[] {
  const ends: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const feed = bytes.indexOf(LF, at);
    at = feed < 0 ? bytes.length : feed + 1;
    ends.push(at);
  }
  return ends;
}

function wordValue(text: string): Int64 | string {
  const number = parseInt64(text);
  return number.ok ? number.value : text;
}

/** `names` for the words in order; the last takes what is left of the line. */
function layWords(list: RangeList, bytes: Uint8Array, from: number, end: number, names: readonly string[]): void {
  let at = from;
  for (const [i, name] of names.entries()) {
    let next = i === names.length - 1 ? end : at;
    while (next < end && bytes[next] !== SPACE) next++;
    while (next < end && bytes[next] === SPACE) next++;
    list.add(name, next, wordValue(decodeUtf8(bytes, at, next).trim()));
    at = next;
  }
}

function layCheckpoint(list: RangeList, bytes: Uint8Array, words: readonly string[]): void {
  let from = 0;
  for (const [line, end] of lineEnds(bytes).entries()) {
    list.entry = line < 2 ? null : line - 2;
    layWords(list, bytes, from, end, line === 0 ? ['version'] : line === 1 ? ['entries'] : words);
    from = end;
  }
}

/** `key: value` or `key=value`: a range a line, named by its key. */
function layKeyedLines(list: RangeList, bytes: Uint8Array): void {
  let from = 0;
  for (const end of lineEnds(bytes)) {
    const line = decodeUtf8(bytes, from, end).trim();
    const [, key, value] = /^([^#!:=\s][^:=\s]*)\s*[:=]\s*(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) list.add(line === '' ? 'blank' : 'comment', end, line);
    else list.add(key, end, wordValue(value));
    from = end;
  }
}

/** Names every byte of a text file of a log directory; null when the name is none of theirs. */
export function textLayout(name: string, bytes: Uint8Array): ByteRange[] | null {
  const list = new RangeList(0);
  const words = CHECKPOINT_WORDS.get(name);
  if (words !== undefined) layCheckpoint(list, bytes, words);
  else if (KEYED_LINES.includes(name)) layKeyedLines(list, bytes);
  else if (JSON_FILES.includes(name)) list.add('json', bytes.length, decodeUtf8(bytes));
  else return null;
  return list.ranges;
}
