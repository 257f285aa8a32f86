const DAY_MS = 86_400_000;

/** `2026-01-05T09:00:00.000Z` of milliseconds since 1970, from then to the year 9999; proleptic Gregorian, UTC. */
export function isoTime(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  // Counted from 0000-03-01, so that the day that comes and goes is a year's last (Howard Hinnant's civil_from_days).
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const rest = ms - days * DAY_MS;
  const part = (unit: number, below: number): string => padded(Math.floor(rest / unit) % below, 2);
  const time = `${part(3_600_000, 24)}:${part(60_000, 60)}:${part(1000, 60)}.${padded(rest % 1000, 3)}`;
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}T${time}Z`;
}

const padded = (value: number, length: number): string => String(value).padStart(length, '0');
