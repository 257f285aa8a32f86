import type { Int64 } from '../../../base/int64.ts';
import { parseInt64 } from './java-text.ts';
import { isJsonObject, type JsonValue, parseJson } from './json-text.ts';

/** Written by a broker that has closed all its logs, with its broker epoch (KIP-966). Source: CleanShutdownFileHandler. */
export const CLEAN_SHUTDOWN_FILE = '.kafka_cleanshutdown';

export function formatCleanShutdown(brokerEpoch: Int64): string {
  return `{"version":0,"brokerEpoch":${brokerEpoch}}`;
}

/** As Jackson binds a number to a `long`: from a text too, fractions are cut off. */
function readLong(value: JsonValue | undefined): Int64 | null {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'string') {
    const number = parseInt64(value.trim());
    return number.ok ? number.value : null;
  }
  if (typeof value !== 'object' || value === null || !('fraction' in value)) return null;
  const cut = Math.trunc(value.fraction);
  return Number.isSafeInteger(cut) ? cut : null;
}

/** The broker epoch, or null when the text does not tell one: the start then counts as unclean for the controller. */
export function parseCleanShutdown(text: string): Int64 | null {
  const content = parseJson(text);
  if (!isJsonObject(content)) return null;
  const version = content.get('version');
  if (version !== undefined && version !== null && readLong(version) === null) return null;
  return readLong(content.get('brokerEpoch'));
}
