import { useEffect } from 'react';
import { lensNames } from '../scenario/link-parameters.ts';
import type { LensName } from '../store/disk-slice.ts';
import { usePage } from '../store/page.ts';
import { useDriver } from './driver-context.tsx';

/** Keys that a focused control needs for itself. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
}

function pressesButton(event: KeyboardEvent): boolean {
  const { target } = event;
  return (
    event.key === ' ' && target instanceof Element && target.closest('button, summary, a, [role="button"]') !== null
  );
}

/** The shortcuts of the page, as the list behind `?` names them. */
export function useShortcuts(): void {
  const driver = useDriver();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const page = usePage.getState();
      if (event.key === 'Escape') return closeTopmost();
      if (isTyping(event.target) || pressesButton(event) || page.dialog !== null || page.failure !== null) return;
      const act = actions[event.key.toLowerCase()];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    const actions: Readonly<Record<string, () => void>> = {
      ' ': driver.toggle,
      '.': () => void driver.step(),
      '[': () => usePage.getState().changeSpeed(-1),
      ']': () => usePage.getState().changeSpeed(1),
      p: () => usePage.getState().openProduce({}),
      u: () => void (usePage.getState().commands > 0 && driver.undo()),
      c: () => usePage.getState().setColourBy(usePage.getState().colourBy === 'key' ? 'partition' : 'key'),
      l: () => usePage.getState().showLens(lensAfter(usePage.getState().lens)),
      '?': () => usePage.getState().openDialog('shortcuts'),
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [driver]);
}

function lensAfter(lens: LensName): LensName {
  return lensNames[(lensNames.indexOf(lens) + 1) % lensNames.length] ?? lens;
}

/** Closes what is open, the topmost first. Dialogs and popovers close themselves. */
function closeTopmost(): void {
  const page = usePage.getState();
  if (page.dialog !== null || document.querySelector(':popover-open') !== null) return;
  if (page.record !== null) page.showRecord(null);
  else if (page.produce !== null) page.openProduce(null);
  else if (page.selection !== null) page.select(null);
  else page.setSheetOpen(false);
}
