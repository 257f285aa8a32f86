/** `wanted` when it is free, else the first of `wanted-2`, `wanted-3` … that is. */
export function freeName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  let number = 2;
  while (taken.includes(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}

/** The first of `base-1`, `base-2` … that is free. */
export function nextName(base: string, taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
