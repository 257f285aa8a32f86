import type { TopicPartition } from '../../kafka/protocol/requests.ts';
import { releaseHeld } from '../broker/frozen.ts';
import type { ConsumerCommand } from '../command.ts';
import { ownConsumer, type SimState, tell } from '../state.ts';
import { closeConsumer, crashConsumer, slowConsumer, stepConsumerNode } from './consumer-process.ts';

export function findConsumer(s: SimState, id: string): number | undefined {
  for (const [node, held] of s.consumers) if (held.id === id && held.state === 'running') return node;
  return undefined;
}

/** What speaks against it. */
export function consumerProblem(s: SimState, command: ConsumerCommand): string | null {
  const { member } = command;
  const held = s.consumers.get(findConsumer(s, member) ?? -1);
  if (held === undefined) return `There is no running consumer ${member}.`;
  const isPaused = held.paused !== null;
  const { frozen } = held.consumer;
  switch (command.do) {
    case 'crash-consumer':
    case 'slow-consumer':
      return null;
    case 'remove-consumer':
      return isPaused ? `Consumer ${member} is paused: it would not hear it.` : null;
    case 'resume-consumer':
      return isPaused ? null : `Consumer ${member} is not paused.`;
    case 'pause-consumer':
      return isPaused ? `Consumer ${member} is paused already.` : null;
    case 'unfreeze-consumer':
      if (isPaused) return `Consumer ${member} is paused: nothing in it goes on.`;
      return frozen ? null : `Consumer ${member} is not frozen.`;
    case 'freeze-consumer':
      if (isPaused) return `Consumer ${member} is paused already.`;
      return frozen ? `Consumer ${member} is frozen already.` : null;
    case 'seek-consumer':
    case 'pause-partitions':
    case 'resume-partitions':
      if (isPaused || frozen) return `Consumer ${member} stands still: its application calls nothing.`;
      return namedPartitions(s, command).length > 0 ? null : `Consumer ${member} does not have ${nameOf(command)}.`;
  }
}

type OnPartitions = ConsumerCommand & { readonly do: 'seek-consumer' | 'pause-partitions' | 'resume-partitions' };

const nameOf = ({ topic, partition }: OnPartitions): string =>
  topic === null || partition === null ? 'any partition' : `${topic}-${partition}`;

/** The one that is named, if it has it, or all it has. */
function namedPartitions(s: SimState, { member, topic, partition }: OnPartitions): TopicPartition[] {
  const held = s.consumers.get(findConsumer(s, member) ?? -1);
  return [...(held?.consumer.partitions.values() ?? [])]
    .filter((it) => topic === null || partition === null || (it.topic === topic && it.partition === partition))
    .map((it) => ({ topic: it.topic, partition: it.partition }));
}

export function handleConsumerCommand(s: SimState, command: ConsumerCommand): void {
  const { member } = command;
  const node = findConsumer(s, member) ?? -1;
  switch (command.do) {
    case 'remove-consumer':
      return closeConsumer(s, node);
    case 'crash-consumer':
      return crashConsumer(s, node);
    case 'slow-consumer':
      slowConsumer(s, node, command.processingUs);
      return tell(s, { kind: 'consumer-slowed', member, processingUs: command.processingUs });
    case 'freeze-consumer':
      stepConsumerNode(s, node, { kind: 'freeze' });
      return tellStands(s, node, 'frozen');
    case 'unfreeze-consumer':
      tellStands(s, node, 'unfrozen');
      return stepConsumerNode(s, node, { kind: 'unfreeze' });
    case 'pause-consumer':
      ownConsumer(s, node).paused = [];
      return tellStands(s, node, 'paused');
    case 'resume-consumer':
      return resumeConsumer(s, node);
    case 'seek-consumer':
      return seekConsumer(s, node, command);
    case 'pause-partitions':
    case 'resume-partitions': {
      const call = command.do === 'pause-partitions' ? 'pause' : 'resume';
      const partitions = namedPartitions(s, command);
      stepConsumerNode(s, node, { kind: 'call', call: { do: call, partitions } });
      const paused = call === 'pause';
      return tell(s, { kind: 'partitions-paused', member, partitions: partitions.map(partitionText), paused });
    }
  }
}

const partitionText = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`;

function tellStands(s: SimState, node: number, state: 'frozen' | 'unfrozen' | 'paused' | 'resumed'): void {
  const { group, id: member } = ownConsumer(s, node);
  tell(s, { kind: 'consumer-stands', group, member, state });
}

function resumeConsumer(s: SimState, node: number): void {
  const held = ownConsumer(s, node);
  const events = held.paused ?? [];
  held.paused = null;
  tellStands(s, node, 'resumed');
  releaseHeld(s, events);
}

function seekConsumer(s: SimState, node: number, command: OnPartitions & { readonly do: 'seek-consumer' }): void {
  const { member, to } = command;
  const partitions = namedPartitions(s, command);
  const call =
    to === 'beginning' || to === 'end'
      ? ({ do: to === 'end' ? 'seekToEnd' : 'seekToBeginning', partitions } as const)
      : ({ do: 'seek', offsets: partitions.map((at) => ({ ...at, offset: to })) } as const);
  stepConsumerNode(s, node, { kind: 'call', call });
  tell(s, { kind: 'consumer-sought', member, partitions: partitions.map(partitionText), to });
}
