import { useSyncExternalStore } from 'react';

/** Panels are sheets below this width. */
export const narrowQuery = '(max-width: 899px)';
/** The stage is one column below this width. */
export const compactQuery = '(max-width: 479px)';
export const reducedMotionQuery = '(prefers-reduced-motion: reduce)';

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}
