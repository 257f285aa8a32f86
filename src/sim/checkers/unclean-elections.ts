import { elrEnabled, uncleanLeaderElectionEnabled } from '../../kafka/controller/effective-config.ts';
import type { MetadataImage } from '../../kafka/controller/metadata-image.ts';
import { nodeSettings } from '../node-settings.ts';
import type { SimState } from '../state.ts';
import { remembering } from './checker.ts';
import { electionIn } from './seen/elections.ts';
import type { MetadataWrite, PartitionChange, Step } from './seen/step.ts';

/**
 * R17. Without unclean.leader.election.enable, and unless an operator asks for it, a partition whose ISR and ELR hold nobody
 * alive has no leader; the last known one may lead again when both are empty. Remembers what operators asked for.
 * Source: ReplicationControlManager.electLeaders, PartitionChangeBuilder.electAnyLeader, KIP-966.
 */
export const uncleanElections = remembering(
  'unclean elections',
  ['R17'],
  () => new Set<string>(),
  (s, step, asked) => {
    noteRequest(step, asked);
    for (const write of step.writes) {
      for (const change of write.changes) {
        const wrong = wrongElection(s, write, change, asked);
        if (wrong !== null) return `${change.topic}-${change.partition}: ${wrong}`;
      }
    }
    return null;
  },
);

function noteRequest({ event }: Step, asked: Set<string>): void {
  if (event?.kind !== 'request' || event.request.api !== 'ElectLeaders') return;
  if (event.request.electionType !== 'UNCLEAN') return;
  for (const { topic, partition } of event.request.partitions) asked.add(`${topic}-${partition}`);
}

function wrongElection(
  s: SimState,
  { before, after }: MetadataWrite,
  { topic, partition, was, is }: PartitionChange,
  asked: ReadonlySet<string>,
): string | null {
  const from = was === null ? null : electionIn(was, is);
  if (was === null || (from !== 'unclean' && from !== 'last-known-leader')) return null;
  if (asked.has(`${topic}-${partition}`) || isAllowed(s, before, topic) || isAllowed(s, after, topic)) return null;
  if (from === 'unclean') return `broker ${is.leader} from outside of ISR and ELR was elected`;
  if (!elrEnabled(after)) return `the last known leader ${is.leader} was elected without the feature`;
  const alive = [...was.isr, ...was.elr].find((id) => after.brokers.get(id)?.fenced === false);
  return alive === undefined ? null : `the last known leader ${is.leader} was elected beside broker ${alive}`;
}

/** By what any controller has in force, which a combined node may have as a broker's own config. */
const isAllowed = (s: SimState, image: MetadataImage, topic: string): boolean =>
  image.topics.has(topic) &&
  [...s.controllers.keys()].some((id) => uncleanLeaderElectionEnabled(image, topic, nodeSettings(s, id)));
