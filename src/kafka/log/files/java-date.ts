const days = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_MS = 86_400_000;
/** Days from 0000-03-01 to 1970-01-01: years are counted from March, so that the leap day ends one. */
const EPOCH_DAY = 719_468;
const DAYS_IN_400_YEARS = 146_097;

const two = (n: number): string => String(n).padStart(2, '0');

/** java.util.Date.toString in UTC, `ms` milliseconds since 1970 (not negative): `Mon Jan 05 09:00:00 UTC 2026`. */
export function javaDateText(ms: number): string {
  const day = Math.floor(ms / DAY_MS);
  const shifted = day + EPOCH_DAY;
  const era = Math.floor(shifted / DAYS_IN_400_YEARS);
  const dayOfEra = shifted - era * DAYS_IN_400_YEARS;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = (monthFromMarch + 2) % 12;
  const year = era * 400 + yearOfEra + (month < 2 ? 1 : 0);
  const seconds = Math.floor(ms / 1000) % 86_400;
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${days[day % 7]} ${months[month]} ${two(dayOfMonth)} ${time} UTC ${year}`;
}
