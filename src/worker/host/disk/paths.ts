/** `orders-0/00000000000000000012.log` → `00000000000000000012.log`. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** '' for a file of the log directory itself. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

const segmentFile = /^(\d{20})(\.[a-z]+)/;

/** The offset in the name of a segment's file; null for other files. */
export function baseOffsetOf(path: string): number | null {
  const digits = segmentFile.exec(nameOf(path))?.[1];
  return digits === undefined ? null : Number(digits);
}

/** `.log`, `.index` …, also of a file that waits to be deleted or swapped (`….log.deleted`); '' for other files. */
export function suffixOf(path: string): string {
  return segmentFile.exec(nameOf(path))?.[2] ?? '';
}

/** Names of the .log files of a partition's directory, oldest first. */
export function logFilesIn(paths: Iterable<string>, directory: string): string[] {
  const found: string[] = [];
  for (const path of paths) {
    if (directoryOf(path) === directory && /^\d{20}\.log$/.test(nameOf(path))) found.push(path);
  }
  return found.sort();
}

/** Files of record batches: segments, also those about to go, and snapshots of the metadata log. */
export function isBatchFile(path: string): boolean {
  return (
    suffixOf(path) === '.log' ||
    /^\d{20}-\d{10}\.checkpoint$/.test(nameOf(path)) ||
    nameOf(path) === 'bootstrap.checkpoint'
  );
}
