import { Suspense } from 'react';
import { usePage } from '../../store/page.ts';
import { selectProduce, selectRecord, selectSelection, selectSheetOpen, selectView } from '../../store/selectors.ts';
import { ProduceForm } from '../acts/produce-form.tsx';
import { CloseIcon } from '../icons.tsx';
import { useMessages } from '../messages.tsx';
import { RecordPanel } from '../record/record-panel.tsx';
import { narrowQuery, useMedia } from '../use-media.ts';
import { Heading } from './heading.tsx';
import { SelectedPanel } from './selected-panel.tsx';

/** Beside the stage, or a sheet over it: what is selected, and what can be done with it. */
export function Inspector() {
  const { inspector } = useMessages();
  const open = usePage(selectSheetOpen);
  return (
    <aside className="inspector" aria-label={inspector.label} data-open={open}>
      <InspectorBar />
      {/* It scrolls, so the keyboard must be able to reach it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region is focusable */}
      <div className="body" role="region" aria-label={inspector.facts} tabIndex={0}>
        <Suspense>
          <InspectorBody />
        </Suspense>
      </div>
    </aside>
  );
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

function InspectorBody() {
  const { acts } = useMessages();
  const view = usePage(selectView);
  const selection = usePage(selectSelection);
  const record = usePage(selectRecord);
  const produce = usePage(selectProduce);
  if (view === null) return null;
  if (record !== null) return <RecordPanel place={record} view={view} />;
  if (produce === null) return <SelectedPanel selection={selection} view={view} />;
  const topics = view.topics.filter((topic) => !topic.internal);
  return (
    <>
      <Heading kick={acts.produce.topic.toUpperCase()} title={acts.produce.title} />
      <ProduceForm key={`${produce.topic ?? ''}-${produce.partition ?? ''}`} into={produce} topics={topics} />
    </>
  );
}
