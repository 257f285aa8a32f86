type Json = Readonly<Record<string, unknown>>;

function isObject(v: unknown): v is Json {
  return typeof v === 'object' && v !== null && !Array.isArray(v);
}

function show(v: unknown): string {
  const text = JSON.stringify(v) ?? String(v);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** `org.apache.kafka.common.errors.X` and `X` are the same class. */
function className(v: unknown): unknown {
  return typeof v === 'string' ? v.slice(v.lastIndexOf('.') + 1) : v;
}

function isError(v: Json): boolean {
  return typeof v.class === 'string' && 'message' in v;
}

/**
 * Where `got` differs from the recorded answer, in words, or null when it does not. Of a Java exception only the class
 * counts: its message informs.
 */
export function difference(expected: unknown, got: unknown, path = 'out'): string | null {
  if (Array.isArray(expected) && Array.isArray(got)) {
    for (let i = 0; i < Math.max(expected.length, got.length); i++) {
      const found = difference(expected[i], got[i], `${path}[${i}]`);
      if (found !== null) return found;
    }
    return null;
  }
  if (isObject(expected) && isObject(got)) {
    if (isError(expected)) return difference(className(expected.class), className(got.class), `${path}.class`);
    for (const key of new Set([...Object.keys(expected), ...Object.keys(got)])) {
      const found = difference(expected[key], got[key], `${path}.${key}`);
      if (found !== null) return found;
    }
    return null;
  }
  return Object.is(expected, got) ? null : `${path}: expected ${show(expected)}, got ${show(got)}`;
}
