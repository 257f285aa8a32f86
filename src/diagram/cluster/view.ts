import type { ApiName } from '../../kafka/protocol/requests.ts';
import type { WaitView } from '../../sim/snapshot.ts';
import type { ClusterLabels } from './labels.ts';
import type { Selection } from './selection.ts';

/** How the snapshot is looked at. */
export interface ClusterView {
  /** The drawn moment, simulated microseconds: packets stand where they are at this moment. */
  readonly nowUs: number;
  readonly selection: Selection | null;
  /** What the pointer is over, here or in another panel. */
  readonly hover: Selection | null;
  readonly labels: ClusterLabels;
  readonly colourBy: 'partition' | 'key';
  /** Requests without records that are drawn as dots on dotted lines. Records in flight are always drawn. */
  readonly kinds: ReadonlySet<ApiName>;
  readonly reducedMotion: boolean;
  /** Keys (`selectionKey`) of what changed a moment ago: drawn with a soft pulse, or an outline under reduced motion. */
  readonly changed: ReadonlySet<string>;
  /** One column, for stages under 480 px. */
  readonly compact: boolean;
}

export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly broker: number;
}

export interface ClusterCallbacks {
  /** null: the empty stage was clicked, or Escape pressed. */
  readonly onSelect: (selection: Selection | null) => void;
  /** A record cell was clicked; its replica is selected first. */
  readonly onRecord: (record: RecordPlace) => void;
  readonly onSkip: (wait: WaitView) => void;
  readonly onHover?: (selection: Selection | null) => void;
}
