import type { GroupDetail } from '../../sim/view/group-details.ts';
import { type Fact, Facts } from '../inspector/facts.tsx';
import { offsetText } from '../inspector/group-offsets.tsx';
import { SelectButton } from '../inspector/select-button.tsx';
import { useMessages } from '../messages.tsx';
import { useGroupsTexts } from './texts.tsx';

export function GroupFacts({ detail }: { detail: GroupDetail }) {
  const texts = useGroupsTexts();
  const { diagram, inspector } = useMessages();
  const { group, assignor, protocolType } = detail;
  const { coordinator, offsetsPartition } = group;
  const facts: readonly Fact[] = [
    { name: texts.state, value: diagram.groupStates[group.state] },
    { name: texts.generation, value: offsetText(group.generation) },
    { name: texts.protocol, value: protocolType ?? texts.none, word: protocolType === null },
    { name: texts.assignor, value: assignor ?? texts.none, word: assignor === null },
    { name: texts.topics, value: group.topics.join(', ') },
    {
      name: texts.coordinator,
      value:
        coordinator < 0 ? (
          texts.none
        ) : (
          <SelectButton to={{ kind: 'broker', id: coordinator }}>{texts.broker(coordinator)}</SelectButton>
        ),
      word: true,
    },
    { name: texts.offsetsPartition, value: `__consumer_offsets-${offsetsPartition}` },
    { name: texts.lag, value: group.lag, derived: true },
    { name: inspector.group.twice, value: group.processedTwice },
    { name: inspector.group.skipped, value: group.skipped },
  ];
  return <Facts title={texts.facts} facts={facts} />;
}
