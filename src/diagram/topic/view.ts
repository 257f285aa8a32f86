import type { GroupOffsetView, GroupView, PartitionView, ReplicaView } from '../../sim/snapshot.ts';
import type { ClusterLabels } from '../cluster/labels.ts';
import type { Selection } from '../cluster/selection.ts';
import type { RecordPlace } from '../cluster/view.ts';
import type { Zoom } from './scale.ts';
import type { MarkName } from './tick-names.ts';

/** How one topic is looked at. */
export interface TopicView {
  readonly topic: string;
  readonly zoom: Zoom;
  readonly selection: Selection | null;
  /** The record that is opened beside the stage. */
  readonly record: RecordPlace | null;
  readonly labels: TopicLabels;
  readonly compact: boolean;
}

export interface TopicCallbacks {
  /** null: the empty stage was clicked, or Escape pressed. */
  readonly onSelect: (selection: Selection | null) => void;
  readonly onRecord: (record: RecordPlace) => void;
}

/** The words of the rulers; what the cluster lens says too is said alike. */
export interface TopicLabels {
  readonly cluster: ClusterLabels;
  /** Accessible name of the picture, with the word on arrow keys. */
  readonly picture: (topic: string) => string;
  /** Stands where a sentence about the thing under the pointer will stand. */
  readonly hint: string;
  /** `short` for narrow stages. */
  readonly marks: Readonly<Record<MarkName, { readonly name: string; readonly short: string }>>;
  readonly sentences: {
    readonly partition: (partition: PartitionView) => string;
    readonly replica: (partition: PartitionView, replica: ReplicaView) => string;
    readonly record: (partition: PartitionView, replica: ReplicaView, offset: number) => string;
    readonly group: (group: GroupView, partition: PartitionView, offsets: GroupOffsetView) => string;
  };
}
