import { effectiveMinIsr, elrEnabled } from '../../kafka/controller/effective-config.ts';
import { nodeSettings } from '../node-settings.ts';
import { checker } from './checker.ts';
import { electionIn } from './seen/elections.ts';

/**
 * R13. With eligible leader replicas on, a change that leaves the ISR as large as min.insync.replicas leaves the ELR empty;
 * with them off there is no ELR. The size counts as it is before an election out of the ELR, which fills the ISR again.
 * Source: KIP-966, PartitionChangeBuilder.build: maybePopulateTargetElr comes before tryElection.
 */
export const eligibleLeaders = checker('eligible leader replicas', ['R13'], (s, { writes }) => {
  for (const { before, after, changes } of writes) {
    for (const { topic, partition, was, is } of changes) {
      if (is.elr.length === 0 || was === null || electionIn(was, is) === 'elr') continue;
      const name = `${topic}-${partition}`;
      if (!elrEnabled(after)) return `${name}: ELR ${is.elr.join(', ')} without the feature`;
      if (!before.topics.has(topic) || !after.topics.has(topic)) continue;
      const node = nodeSettings(s, -1);
      const needed = Math.max(effectiveMinIsr(before, topic, node), effectiveMinIsr(after, topic, node));
      if (is.isr.length >= needed)
        return `${name}: ELR ${is.elr.join(', ')} beside ISR ${is.isr.join(', ')}, ${needed} are needed`;
    }
  }
  return null;
});
