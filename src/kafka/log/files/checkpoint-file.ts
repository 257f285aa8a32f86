import { err, ok, type Result } from '../../../base/result.ts';
import type { FileError } from './file-error.ts';
import { javaLines, javaSplit, parseInt32 } from './java-text.ts';

/**
 * The text form of Kafka's checkpoint files: version, number of entries, one line an entry.
 * Source: CheckpointFile, CheckpointFileWithFailureHandler.
 */
const CURRENT_VERSION = 0;

export function formatCheckpoint(lines: readonly string[]): string {
  return `${CURRENT_VERSION}\n${lines.length}\n${lines.map((line) => `${line}\n`).join('')}`;
}

/** `readEntry` gets a line's words, and answers null when there are not as many as it needs. */
export type ReadEntry<T> = (words: readonly string[]) => Result<T, FileError> | null;

/**
 * An empty file, or one that holds its version alone, has no entries. What is not in order is a KafkaStorageException;
 * only a word that should be a number is Java's NumberFormatException.
 */
export function parseCheckpoint<T>(text: string, path: string, readEntry: ReadEntry<T>): Result<T[], FileError> {
  const unreadable = err({ class: 'KafkaStorageException', message: `Error while reading checkpoint file ${path}` });
  const [versionLine, sizeLine, ...lines] = javaLines(text);
  if (versionLine === undefined) return ok([]);
  const version = parseInt32(versionLine);
  if (!version.ok || version.value !== CURRENT_VERSION) return unreadable;
  if (sizeLine === undefined) return ok([]);
  const size = parseInt32(sizeLine);
  if (!size.ok) return unreadable;
  if (size.value < 0) return err({ class: 'IllegalArgumentException', message: `Illegal Capacity: ${size.value}` });
  const entries: T[] = [];
  for (const line of lines) {
    const entry = readEntry(javaSplit(line, /[ \t\n\v\f\r]+/));
    if (entry === null) return unreadable;
    if (!entry.ok) return entry;
    entries.push(entry.value);
  }
  return entries.length === size.value ? ok(entries) : unreadable;
}
