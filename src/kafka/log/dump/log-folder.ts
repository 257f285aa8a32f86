import type { Int64 } from '../../../base/int64.ts';
import { parseInt64 } from '../files/java-text.ts';
import { ToolFailure } from './tool-output.ts';

/** The files that the tool sees, by path from the folder in which it runs. */
export interface LogFolder {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The folder's own path, `/…`. */
  readonly path: string;
}

/** java.io.File: a path as it was given, without double and closing slashes. */
export interface FilePath {
  readonly text: string;
  /** What stands after the last slash. */
  readonly name: string;
  /** Up to and with the last slash. */
  readonly parent: string;
}

export function filePath(given: string): FilePath {
  const squeezed = given.replace(/\/+/g, '/');
  const text = squeezed.length > 1 && squeezed.endsWith('/') ? squeezed.slice(0, -1) : squeezed;
  const at = text.lastIndexOf('/') + 1;
  return { text, name: text.slice(at), parent: text.slice(0, at) };
}

/** File.getAbsolutePath: nothing is resolved. */
export function absolutePath(folder: LogFolder, file: FilePath): string {
  return file.text.startsWith('/') ? file.text : `${folder.path}/${file.text}`;
}

/** The file beside this one with the same digits and another suffix. */
export function sibling(file: FilePath, suffix: string): FilePath {
  return filePath(file.parent + digitsOf(file.name) + suffix);
}

function digitsOf(name: string): string {
  return name.split('.')[0] ?? '';
}

/** The offset in a file's name. @throws ToolFailure when there is none. */
export function offsetInName(file: FilePath): Int64 {
  const offset = parseInt64(digitsOf(file.name));
  if (offset.ok) return offset.value;
  throw new ToolFailure(`java.lang.${offset.error.class}`, offset.error.message);
}

function resolve(folder: LogFolder, file: FilePath): string | undefined {
  const parts: string[] = [];
  for (const part of absolutePath(folder, file).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const whole = `/${parts.join('/')}`;
  return whole.startsWith(`${folder.path}/`) ? whole.slice(folder.path.length + 1) : undefined;
}

export function findFile(folder: LogFolder, file: FilePath): Uint8Array | undefined {
  const path = resolve(folder, file);
  return path === undefined ? undefined : folder.files.get(path);
}

/** @throws ToolFailure when there is no such file. */
export function openFile(folder: LogFolder, file: FilePath): Uint8Array {
  const bytes = findFile(folder, file);
  if (bytes === undefined) throw new ToolFailure('java.nio.file.NoSuchFileException', file.text);
  return bytes;
}
