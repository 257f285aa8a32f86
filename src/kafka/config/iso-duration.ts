const durationPattern =
  /^([-+]?)P(?:([-+]?[0-9]+)D)?(T(?:([-+]?[0-9]+)H)?(?:([-+]?[0-9]+)M)?(?:([-+]?)([0-9]+)(?:[.,]([0-9]{0,9}))?S)?)?$/i;

/**
 * Milliseconds (rounded down) of a duration such as P1DT2H or PT0.5S as java.time.Duration.parse reads it; null when it
 * is none.
 */
export function parseIsoDurationMs(text: string): number | null {
  const match = durationPattern.exec(text);
  if (match === null) return null;
  const [, sign, days, time, hours, minutes, secondsSign, seconds, fraction] = match;
  if (time?.length === 1) return null;
  if (days === undefined && hours === undefined && minutes === undefined && seconds === undefined) return null;
  const exact = Number(seconds ?? 0) + Number(`0.${fraction ?? ''}0`);
  const total =
    Number(days ?? 0) * 86400 +
    Number(hours ?? 0) * 3600 +
    Number(minutes ?? 0) * 60 +
    (secondsSign === '-' ? -exact : exact);
  return Math.floor((sign === '-' ? -total : total) * 1000);
}
