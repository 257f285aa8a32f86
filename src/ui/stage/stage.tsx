import { useMessages } from '../messages.tsx';
import { ClusterStage } from './cluster-stage.tsx';
import { StageTools } from './stage-tools.tsx';
import { StoryLine } from './story-line.tsx';

export const stageId = 'stage';

export function Stage() {
  const { stage } = useMessages();
  return (
    <main id={stageId} className="stage" aria-label={stage.label} tabIndex={-1}>
      <StageTools />
      <ClusterStage />
      <StoryLine />
    </main>
  );
}
