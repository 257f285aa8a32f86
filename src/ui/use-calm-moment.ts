import { useEffect, useState } from 'react';
import type { Snapshot } from '../sim/snapshot.ts';
import { usePage } from '../store/page.ts';

const calmMs = 1000;

/** The moment that a lens of panels shows: at most one a second while the run plays, every one while it stands. */
export function useCalmMoment(): Snapshot | null {
  const [moment, setMoment] = useState(() => usePage.getState().view);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shownAt = performance.now();
    const show = () => {
      timer = undefined;
      shownAt = performance.now();
      setMoment(usePage.getState().view);
    };
    show();
    const leave = usePage.subscribe((state, before) => {
      if (state.view === before.view && state.playing === before.playing) return;
      if (state.playing) {
        timer ??= setTimeout(show, Math.max(0, shownAt + calmMs - performance.now()));
        return;
      }
      clearTimeout(timer);
      show();
    });
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, []);
  return moment;
}
