import { usePage } from '../../store/page.ts';
import { selectProduce, selectRecord, selectSelection, selectView } from '../../store/selectors.ts';
import { ProduceForm } from '../acts/produce-form.tsx';
import { useMessages } from '../messages.tsx';
import { RecordPanel } from '../record/record-panel.tsx';
import { Heading } from './heading.tsx';
import { SelectedPanel } from './selected-panel.tsx';

/** A record, the form for one, or what is selected. */
export function InspectorBody() {
  const { acts, inspector } = useMessages();
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
      <Heading kick={inspector.record.kick} title={acts.produce.title} worded />
      <ProduceForm key={`${produce.topic ?? ''}-${produce.partition ?? ''}`} into={produce} topics={topics} />
    </>
  );
}
