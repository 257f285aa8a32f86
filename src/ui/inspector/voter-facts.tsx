import type { ControllerView } from '../../sim/snapshot.ts';
import { useMessages } from '../messages.tsx';
import { Facts } from './facts.tsx';

/** One voter of the metadata quorum, as it sees itself. */
export function VoterFacts({ controller, title }: { controller: ControllerView; title: string }) {
  const texts = useMessages().inspector.controller;
  const { state, role, active, epoch, leaderId, logEndOffset, highWatermark } = controller;
  const runs = state !== 'stopped';
  return (
    <Facts
      title={title}
      facts={[
        { name: texts.running, value: texts.states[state], word: true },
        ...(runs ? [{ name: texts.role, value: texts.roles[role], word: true }] : []),
        ...(runs
          ? [{ name: texts.active, value: active ? texts.isActive : texts.activeIs(leaderId), word: true }]
          : []),
        { name: texts.epoch, value: epoch },
        { name: texts.end, value: logEndOffset },
        ...(highWatermark < 0 ? [] : [{ name: texts.highWatermark, value: highWatermark }]),
      ]}
    />
  );
}
