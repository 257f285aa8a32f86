/** One part of the benchmark, which can run alone. */
export interface Section {
  readonly name: string;
  readonly title: string;
  readonly run: (print: Print) => Promise<void>;
}

export type Print = (line: string) => void;

/** A figure with its unit; `ratioTo` names the row above that it is compared with. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly ratioTo?: string;
  readonly note?: string;
}

/** Rows as an aligned table; a ratio says how many times the other row's value this one is. */
export function tableOf(rows: readonly Row[]): string[] {
  const values = rows.map((row) => numberText(row.value));
  const width = Math.max(...rows.map((row) => row.what.length));
  const valueWidth = Math.max(...values.map((text) => text.length));
  return rows.map((row, at) => {
    const other = rows.find((it) => it.what === row.ratioTo);
    const ratio = other === undefined ? '' : `  = ${(row.value / other.value).toFixed(2)} × "${other.what}"`;
    const note = row.note === undefined ? '' : `  (${row.note})`;
    return `  ${row.what.padEnd(width)}  ${(values[at] ?? '').padStart(valueWidth)} ${row.unit}${ratio}${note}`;
  });
}

export function printTable(print: Print, rows: readonly Row[]): void {
  for (const line of tableOf(rows)) print(line);
}

function numberText(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en-US');
  return value >= 10 ? value.toFixed(1) : value.toFixed(3);
}
