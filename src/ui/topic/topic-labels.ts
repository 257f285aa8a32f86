import { leaderEnd } from '../../diagram/cluster/cells.ts';
import { roleOf } from '../../diagram/cluster/replica-role.ts';
import { namedReplica } from '../../diagram/topic/tick-names.ts';
import type { TopicLabels } from '../../diagram/topic/view.ts';
import type { Messages } from '../../i18n/en.ts';
import type { TopicLensTexts } from '../../i18n/topic-lens.ts';
import type { PartitionView } from '../../sim/snapshot.ts';
import { idsText } from '../format.ts';
import { clusterLabels } from '../stage/cluster-labels.ts';

/** The words of the rulers in the reader's language. */
export function topicLabels(texts: TopicLensTexts, diagram: Messages['diagram']): TopicLabels {
  const { say } = texts;
  const leaderText = ({ leader }: PartitionView) => (leader < 0 ? diagram.noLeader : diagram.leads(leader));
  return {
    cluster: clusterLabels(diagram),
    picture: texts.picture,
    hint: texts.hint,
    marks: texts.marks,
    sentences: {
      partition(partition) {
        const log = namedReplica(partition);
        const { logStartOffset = 0, highWatermark = 0, logEndOffset = 0 } = log ?? {};
        const isr = idsText(partition.isr);
        return say.partition(
          nameOf(partition),
          leaderText(partition),
          isr,
          logStartOffset,
          highWatermark,
          logEndOffset,
        );
      },
      replica(partition, replica) {
        const { broker, logEndOffset, highWatermark } = replica;
        const role = roleOf(partition, replica);
        const word = role === 'leader' ? diagram.leads(broker) : diagram[role];
        const said = say.replica(nameOf(partition), broker, word, logEndOffset, highWatermark);
        const missing = leaderEnd(partition) - logEndOffset;
        return [said, missing > 0 ? say.behind(missing) : '', replica.inSync ? '' : say.notInSync].join(' ').trim();
      },
      record: (partition, { broker, highWatermark }, offset) =>
        say[offset < highWatermark ? 'committed' : 'uncommitted'](nameOf(partition), offset, broker),
      group: (group, partition, { committed, position, lag }) =>
        [
          say.group(group.id, nameOf(partition)),
          committed >= 0
            ? say.committedOffset(committed, lag)
            : group.state === 'Unknown'
              ? say.noCoordinator
              : say.noCommit,
          position < 0 ? say.noPosition : say.position(position),
        ].join(' '),
    },
  };
}

const nameOf = ({ topic, partition }: PartitionView) => `${topic}-${partition}`;
