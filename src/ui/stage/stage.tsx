import { lazy, Suspense } from 'react';
import { usePage } from '../../store/page.ts';
import { selectLens, selectServerLogOpen } from '../../store/selectors.ts';
import { useMessages } from '../messages.tsx';
import { LensSwitch } from '../top-bar/lens-switch.tsx';
import { narrowQuery, useMedia } from '../use-media.ts';
import { ClusterStage } from './cluster-stage.tsx';
import { StageTools } from './stage-tools.tsx';
import { StoryLine } from './story-line.tsx';

const ServerLogPanel = lazy(async () => ({
  default: (await import('../server-log/server-log-panel.tsx')).ServerLogPanel,
}));
const GroupsLens = lazy(async () => ({ default: (await import('../groups/groups-lens.tsx')).GroupsLens }));
const StorageLens = lazy(async () => ({ default: (await import('../storage/storage-lens.tsx')).StorageLens }));
const TopicLens = lazy(async () => ({ default: (await import('../topic/topic-lens.tsx')).TopicLens }));

export const stageId = 'stage';

export function Stage() {
  const { stage } = useMessages();
  const lens = usePage(selectLens);
  const logOpen = usePage(selectServerLogOpen);
  const narrow = useMedia(narrowQuery);
  return (
    <main id={stageId} className="stage" aria-label={stage.label} tabIndex={-1}>
      {narrow && (
        <div className="lens-row">
          <LensSwitch />
        </div>
      )}
      {lens === 'cluster' ? (
        <>
          <StageTools />
          <ClusterStage />
        </>
      ) : (
        <div className="lens">
          <Suspense>
            {lens === 'topic' && <TopicLens />}
            {lens === 'groups' && <GroupsLens />}
            {lens === 'storage' && <StorageLens />}
          </Suspense>
        </div>
      )}
      <StoryLine />
      {logOpen && (
        <Suspense>
          <ServerLogPanel />
        </Suspense>
      )}
    </main>
  );
}
