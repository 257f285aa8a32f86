/** `00:41.280`, with hours when there are any. */
export function clockText(us: number): string {
  const ms = Math.floor(us / 1000);
  const hours = Math.floor(ms / 3_600_000);
  const rest = `${two(Math.floor(ms / 60_000) % 60)}:${two(Math.floor(ms / 1000) % 60)}.${three(ms % 1000)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}

/** The three digits below the millisecond. */
export function microText(us: number): string {
  return three(Math.floor(us) % 1000);
}

/** A duration in the unit that reads best: `250 µs`, `200 ms`, `4.5 s`, `3 min`. */
export function durationText(us: number): string {
  if (us < 1000) return `${Math.round(us)} µs`;
  if (us < 1_000_000) return `${trimmed(us / 1000)} ms`;
  if (us < 120_000_000) return `${trimmed(us / 1_000_000)} s`;
  return `${trimmed(us / 60_000_000)} min`;
}

/** `812 B`, `3.1 KiB`, `1.4 MiB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${trimmed(bytes / 1024)} KiB`;
  return `${trimmed(bytes / 1024 / 1024)} MiB`;
}

/** `[1, 2, 3]`, as Kafka prints a list of broker ids. */
export function idsText(ids: readonly number[]): string {
  return `[${ids.join(', ')}]`;
}

/** ISO 8601 in UTC with milliseconds, as Kafka's tools show a timestamp to somebody who must compare it. */
export function timestampText(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', ' UTC');
}

/** The first two of its four groups, `9f2c-71aa`: enough to compare by eye. */
export function shortHash(hash: string): string {
  return hash.split('-').slice(0, 2).join('-');
}

function trimmed(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function three(value: number): string {
  return String(value).padStart(3, '0');
}
