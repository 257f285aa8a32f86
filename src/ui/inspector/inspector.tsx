import { lazy, type RefObject, Suspense, useEffect, useRef } from 'react';
import { usePage } from '../../store/page.ts';
import { selectHasView, selectSheetOpen } from '../../store/selectors.ts';
import { CloseIcon } from '../icons.tsx';
import { useMessages } from '../messages.tsx';
import { narrowQuery, useMedia } from '../use-media.ts';

const InspectorBody = lazy(async () => ({ default: (await import('./inspector-body.tsx')).InspectorBody }));

/** Beside the stage, or a sheet over it: what is selected, and what can be done with it. */
export function Inspector() {
  const { inspector } = useMessages();
  const open = usePage(selectSheetOpen);
  // The panels are fetched after the first picture: a record moves before they are there.
  const shown = usePage(selectHasView);
  const body = useRef<HTMLElement>(null);
  useSheetFocus(body, open);
  return (
    <aside className="inspector" aria-label={inspector.label} data-open={open}>
      <InspectorBar />
      {/* It scrolls, so the keyboard must be able to reach it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region is focusable */}
      <section ref={body} className="body" aria-label={inspector.facts} tabIndex={0}>
        {shown && (
          <Suspense>
            <InspectorBody />
          </Suspense>
        )}
      </section>
    </aside>
  );
}

/** A sheet takes the keyboard when it comes, and gives it back to where it was called from. */
function useSheetFocus(body: RefObject<HTMLElement | null>, open: boolean): void {
  const narrow = useMedia(narrowQuery);
  const isSheet = narrow && open;
  useEffect(() => {
    const sheet = body.current?.parentElement;
    const caller = document.activeElement;
    if (!isSheet || !sheet || sheet.contains(caller)) return;
    body.current?.focus({ preventScroll: true });
    return () => {
      const focused = document.activeElement;
      if (focused !== null && focused !== document.body && !sheet.contains(focused)) return;
      if (caller instanceof HTMLElement || caller instanceof SVGElement) caller.focus({ preventScroll: true });
    };
  }, [body, isSheet]);
}

function InspectorBar() {
  const { inspector, dialogs } = useMessages();
  const nothing = usePage((state) => state.selection === null && state.record === null && state.produce === null);
  const narrow = useMedia(narrowQuery);
  const page = usePage.getState();
  if (nothing && !narrow) return null;
  return (
    <div className="bar">
      {!nothing && (
        <button type="button" className="link" onClick={() => page.select(null)}>
          {inspector.clusterLink}
        </button>
      )}
      <span className="spacer" />
      {(narrow || !nothing) && (
        <button
          type="button"
          className="btn bare square"
          aria-label={dialogs.close}
          onClick={() => (narrow ? page.setSheetOpen(false) : page.select(null))}
        >
          <CloseIcon />
        </button>
      )}
    </div>
  );
}
