/** Small choices of the reader (theme, language) that outlive the page. A browser that refuses storage forgets them. */
const prefix = 'samsa.';

export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
  } catch {
    // Private windows and full quotas: the choice holds for this visit.
  }
}
