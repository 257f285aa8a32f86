interface Header {
  readonly key: string;
  readonly value: string | null;
}

/** A header a line, `name: value`; a line without a colon has no value, which Kafka allows. */
export function headersOf(text: string): Header[] {
  return text
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      if (colon < 0) return { key: line.trim(), value: null };
      return { key: line.slice(0, colon).trim(), value: line.slice(colon + 1).trimStart() };
    });
}

export function headersText(headers: readonly Header[]): string {
  return headers.map(({ key, value }) => (value === null ? key : `${key}: ${value}`)).join('\n');
}
