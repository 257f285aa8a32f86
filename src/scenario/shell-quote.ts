/** One word of a POSIX shell, quoted only where it must be. Whatever the text holds, the shell sees it as it is. */
export function shellQuote(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** An option and its value: `--topic orders`; with `=` when the value itself looks like an option. */
export function option(name: string, value: string | number): string {
  const text = String(value);
  return text.startsWith('-') || text === '' ? shellQuote(`--${name}=${text}`) : `--${name} ${shellQuote(text)}`;
}

/** A literal text as a Java or POSIX extended regular expression. */
export function escapeRegex(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}
