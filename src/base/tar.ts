import { err, ok, type Result } from './result.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

/**
 * Plain archives of files: POSIX ustar, written so that every tar reads them; read also with the long names of GNU tar
 * and of pax. Source: pax in POSIX.1-2024, "ustar Interchange Format" and "pax Extended Header".
 */
export interface TarEntry {
  /** A relative path with `/`, without `..`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Seconds since 1970, 0 to 8^11 − 1. */
  readonly mtimeSeconds: number;
}

const BLOCK = 512;
const NAME_BYTES = 100;
const PREFIX_AT = 345;
const PREFIX_BYTES = 155;
const CHECKSUM_AT = 148;
/** Two empty blocks end an archive; tar fills it up to twenty. */
const RECORD = 20 * BLOCK;
const SLASH = 0x2f;

/** Why a file cannot go into an archive, as a sentence. */
export type TarFault = string;

/** The name in its two fields: as much as has to be goes into the prefix, cut at a slash. */
function splitName(name: string): { prefix: Uint8Array; name: Uint8Array } | null {
  const bytes = encodeUtf8(name);
  if (bytes.length <= NAME_BYTES) return { prefix: new Uint8Array(0), name: bytes };
  for (let at = bytes.length - NAME_BYTES - 1; at < bytes.length - 1 && at <= PREFIX_BYTES; at++) {
    if (bytes[at] === SLASH) return { prefix: bytes.subarray(0, at), name: bytes.subarray(at + 1) };
  }
  return null;
}

function putText(block: Uint8Array, at: number, text: string): void {
  block.set(encodeUtf8(text), at);
}

/** `digits` octal digits and a zero byte. */
function putOctal(block: Uint8Array, at: number, value: number, digits: number): void {
  putText(block, at, value.toString(8).padStart(digits, '0'));
}

function checksum(block: Uint8Array): number {
  let sum = 0;
  for (const [i, byte] of block.entries()) sum += i >= CHECKSUM_AT && i < CHECKSUM_AT + 8 ? 0x20 : byte;
  return sum;
}

function header(entry: TarEntry, name: { prefix: Uint8Array; name: Uint8Array }): Uint8Array {
  const block = new Uint8Array(BLOCK);
  block.set(name.name, 0);
  putOctal(block, 100, 0o644, 7);
  putOctal(block, 108, 0, 7);
  putOctal(block, 116, 0, 7);
  putOctal(block, 124, entry.bytes.length, 11);
  putOctal(block, 136, entry.mtimeSeconds, 11);
  putText(block, 156, '0');
  putText(block, 257, 'ustar');
  putText(block, 263, '00');
  block.set(name.prefix, PREFIX_AT);
  putOctal(block, CHECKSUM_AT, checksum(block), 6);
  block[CHECKSUM_AT + 7] = 0x20;
  return block;
}

const LARGEST = 0o77777777777;

function faultOf(entry: TarEntry): TarFault | null {
  const { name, mtimeSeconds } = entry;
  const reason = nameFault(name);
  if (reason !== null) return reason;
  if (splitName(name) === null) return `The name ${name} is too long for a tar archive.`;
  const inRange = Number.isInteger(mtimeSeconds) && mtimeSeconds >= 0 && mtimeSeconds <= LARGEST;
  return inRange ? null : `The time of ${name} does not fit into a tar archive.`;
}

/** The archive's bytes, entries in the given order, all of them plain files. */
export function writeTar(entries: readonly TarEntry[]): Result<Uint8Array, TarFault> {
  const parts: { at: number; bytes: Uint8Array }[] = [];
  let at = 0;
  for (const entry of entries) {
    const fault = faultOf(entry);
    const name = splitName(entry.name);
    if (fault !== null || name === null) return err(fault ?? `The name ${entry.name} is too long for a tar archive.`);
    parts.push({ at, bytes: header(entry, name) }, { at: at + BLOCK, bytes: entry.bytes });
    at += BLOCK + Math.ceil(entry.bytes.length / BLOCK) * BLOCK;
  }
  const archive = new Uint8Array(Math.ceil((at + 2 * BLOCK) / RECORD) * RECORD);
  for (const part of parts) archive.set(part.bytes, part.at);
  return ok(archive);
}

/** Why no file may have this name, or null. */
function nameFault(name: string): TarFault | null {
  if (name === '') return 'A file in the archive has no name.';
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return `The archive names an absolute path: ${name}`;
  if (name.includes('\0') || name.includes('\\')) return `The archive names a path that is not plain: ${name}`;
  const parts = name.split('/');
  return parts.includes('..') ? `The archive names a path that leads out of it: ${name}` : null;
}

/** What long names and sizes the entries before this one have announced for it. */
interface Announced {
  path?: string;
  size?: number;
}

interface Header {
  readonly name: string;
  readonly size: number;
  readonly mtimeSeconds: number;
  readonly type: string;
}

/** The text of a field up to its first zero byte. */
function textAt(block: Uint8Array, at: number, length: number): string {
  const end = block.subarray(at, at + length).indexOf(0);
  return decodeUtf8(block, at, end < 0 ? at + length : at + end);
}

/** An octal number, or one in base 256 as GNU tar writes what is larger; null when it is neither, or beyond 2^53. */
function numberAt(block: Uint8Array, at: number, length: number): number | null {
  const first = block[at] as number;
  if ((first & 0x80) !== 0) {
    let value = first & 0x3f;
    for (let i = at + 1; i < at + length; i++) value = value * 256 + (block[i] as number);
    return (first & 0x40) === 0 && Number.isSafeInteger(value) ? value : null;
  }
  const digits = textAt(block, at, length).trim();
  return /^[0-7]*$/.test(digits) ? Number.parseInt(`0${digits}`, 8) : null;
}

function readHeader(block: Uint8Array): Header | null {
  const size = numberAt(block, 124, 12);
  if (numberAt(block, CHECKSUM_AT, 8) !== checksum(block) || size === null) return null;
  const isUstar = textAt(block, 257, 6) === 'ustar';
  const prefix = isUstar ? textAt(block, PREFIX_AT, PREFIX_BYTES) : '';
  const name = textAt(block, 0, NAME_BYTES);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size,
    mtimeSeconds: numberAt(block, 136, 12) ?? 0,
    type: String.fromCharCode(block[156] as number),
  };
}

/** Lines of `length key=value\n`, the length counting itself. Null when they are not. */
function readPax(bytes: Uint8Array): Announced | null {
  const announced: Announced = {};
  for (let at = 0; at < bytes.length; ) {
    const blank = bytes.indexOf(0x20, at);
    const length = blank < 0 ? '' : decodeUtf8(bytes, at, blank);
    const end = at + Number(length);
    if (!/^\d{1,9}$/.test(length) || end <= blank + 1 || end > bytes.length) return null;
    const [key = '', ...value] = decodeUtf8(bytes, blank + 1, end - 1).split('=');
    if (key === 'path') announced.path = value.join('=');
    if (key === 'size' && /^\d{1,15}$/.test(value.join('='))) announced.size = Number(value.join('='));
    at = end;
  }
  return announced;
}

function isEmptyBlock(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

/** `./a` → `a`; tar writes the former when it packs a folder from within. */
function plainName(name: string): string {
  return name
    .split('/')
    .filter((part) => part !== '.' && part !== '')
    .join('/');
}

function nameOf(entry: Header, announced: Announced): Result<string, TarFault> {
  const name = announced.path ?? entry.name;
  const fault = nameFault(name);
  if (fault !== null) return err(fault);
  const plain = plainName(name);
  return plain === '' ? err('A file in the archive has no name.') : ok(plain);
}

const PLAIN_FILES = ['0', '\0', '7'];

/** A plain file with a slash at its end is how the oldest archives write a folder. */
function isPlainFile(entry: Header): boolean {
  return PLAIN_FILES.includes(entry.type) && !entry.name.endsWith('/');
}

/** The next header and its bytes; null at the end of the archive. */
function readPart(archive: Uint8Array, at: number, size: number | undefined): Result<Part | null, TarFault> {
  const block = archive.subarray(at, at + BLOCK);
  if (block.length < BLOCK) {
    return err(at === 0 ? 'This is not a tar archive.' : 'The archive is cut off: its end is missing.');
  }
  if (isEmptyBlock(block)) return ok(null);
  const read = readHeader(block);
  if (read === null) return err(`This is not a tar archive, or it is damaged at byte ${at}.`);
  const from = at + BLOCK;
  const length = PLAIN_FILES.includes(read.type) ? (size ?? read.size) : read.size;
  if (length > archive.length - from) return err(`The archive is cut off in the middle of ${read.name}.`);
  const next = from + Math.ceil(length / BLOCK) * BLOCK;
  return ok({ header: read, bytes: archive.subarray(from, from + length), next });
}

interface Part {
  readonly header: Header;
  readonly bytes: Uint8Array;
  readonly next: number;
}

/** A long name for the next entry, null when the part is no announcement. */
function announcementOf(part: Part, announced: Announced): Result<Announced | null, TarFault> {
  const { type, name } = part.header;
  if (type === 'L') return ok({ ...announced, path: textAt(part.bytes, 0, part.bytes.length) });
  if (type !== 'x') return ok(null);
  const pax = readPax(part.bytes);
  return pax === null ? err(`The extended header ${name} cannot be read.`) : ok({ ...announced, ...pax });
}

/**
 * The plain files of an archive, each bytes a view into it. Folders, links and devices are passed over. An archive that is
 * cut off, damaged, or names a path outside of itself is refused as a whole, with a sentence.
 */
export function readTar(archive: Uint8Array): Result<TarEntry[], TarFault> {
  const entries: TarEntry[] = [];
  let announced: Announced = {};
  for (let at = 0; ; ) {
    const part = readPart(archive, at, announced.size);
    if (!part.ok) return part;
    if (part.value === null) return ok(entries);
    at = part.value.next;
    const announcement = announcementOf(part.value, announced);
    if (!announcement.ok) return announcement;
    if (announcement.value !== null) {
      announced = announcement.value;
      continue;
    }
    const { header: read, bytes } = part.value;
    if (isPlainFile(read)) {
      const name = nameOf(read, announced);
      if (!name.ok) return name;
      entries.push({ name: name.value, bytes, mtimeSeconds: read.mtimeSeconds });
    }
    announced = {};
  }
}
