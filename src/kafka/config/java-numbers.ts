/**
 * Numbers as Java reads and prints them (Integer.parseInt, Long.parseLong, Double.parseDouble, Double.toString).
 */
const limits = {
  SHORT: ['32767', '32768'],
  INT: ['2147483647', '2147483648'],
  LONG: ['9223372036854775807', '9223372036854775808'],
} as const;

/**
 * The integer in its shortest text ("+007" → "7"), or null when it is none or does not fit the type. Text, because a
 * LONG may be beyond 2^53.
 */
export function parseJavaInteger(text: string, type: keyof typeof limits): string | null {
  const match = /^([+-]?)0*([0-9]+)$/.exec(text);
  if (match === null) return null;
  const negative = match[1] === '-';
  const digits = match[2] ?? '0';
  const limit = limits[type][negative ? 1 : 0];
  if (digits.length > limit.length || (digits.length === limit.length && digits > limit)) return null;
  return negative && digits !== '0' ? `-${digits}` : digits;
}

/** null when Java would refuse it. Hexadecimal floating point is not read. */
export function parseJavaDouble(text: string): number | null {
  const match = /^([+-]?)(NaN|Infinity|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fFdD]?)$/.exec(text);
  if (match === null) return null;
  const magnitude = Number((match[2] ?? '').replace(/[fFdD]$/, ''));
  return match[1] === '-' ? -magnitude : magnitude;
}

/** Double.toString: always with a fraction, with an exponent below 0.001 and from 10 000 000 on. */
export function printJavaDouble(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e7)) {
    const [mantissa = '', exponent = ''] = value.toExponential().split('e');
    return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent.replace('+', '')}`;
  }
  if (Object.is(value, -0)) return '-0.0';
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
