import { coordinatorPartition } from '../kafka/group/coordinator-partition.ts';
import type { GroupLook, GroupStory, GroupStoryStep } from './group-story-steps.ts';

/** What the recording has after a step, as far as it decides how ours is written. */
export interface RecordedGroupStep {
  readonly groups: Readonly<Record<string, { readonly leader?: string }>>;
  readonly log: readonly string[];
  readonly logAnyOrder?: boolean;
  readonly approxMs?: number;
}

const uuid = /[\w.-]+?-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const uuidLength = 36;
const offsetsPartitions = 50;
const topicActs = ['createTopic', 'deleteTopic', 'addPartitions'];
const milestones = ['Assignment received', 'is now empty', 'new assignment state'];

/** Writes what was seen as a recording does: member ids by name, `<*>` where Kafka leaves it to chance. */
export class GroupStoryFacts {
  private readonly story: GroupStory;
  private readonly names = new Map<string, string>();
  private topicsChanged = false;
  private readonly ids: Record<string, string> = {};
  private readonly instances = new Map<string, string>();

  constructor(story: GroupStory) {
    this.story = story;
  }

  of(step: GroupStoryStep, look: GroupLook, recorded: RecordedGroupStep | null): unknown {
    this.topicsChanged ||= topicActs.includes(step.do);
    if (step.do === 'start') this.instances.set(String(step.config?.['group.instance.id']), step.member ?? '');
    const lines = look.log.map(({ line }) => this.written(line));
    const expected = recorded?.log ?? [];
    const log = inOrder(
      lines.map((line, at) => anyMember(line, expected[at] ?? '')),
      recorded,
    );
    const lastMs = look.log.findLast(({ line }) => milestones.some((text) => line.includes(text)))?.ms;
    const approxMs =
      recorded?.approxMs === undefined ? {} : { approxMs: about(lastMs ?? -1, recorded.approxMs, this.chanceMs()) };
    const groups = Object.entries(look.groups).map(([id, group]) => {
      const anyLeader = recorded?.groups[id]?.leader === '*' && 'leader' in group;
      return [id, anyLeader ? { ...group, leader: '*' } : group];
    });
    return {
      groups: Object.fromEntries(groups),
      members: look.members,
      ...(look.topics !== undefined && { topics: look.topics }),
      ...(look.error !== null && { error: look.error }),
      log,
      ...(recorded?.logAnyOrder === true && { logAnyOrder: true }),
      ...approxMs,
    };
  }

  /** How much later members may hear of what a step does: at their next heartbeat, or their next look at metadata. */
  private chanceMs(): number {
    const { consumer = {} } = this.story;
    const refreshMs = this.topicsChanged ? Number(consumer['metadata.max.age.ms'] ?? 0) : 0;
    return refreshMs + Number(consumer['heartbeat.interval.ms'] ?? 0);
  }

  memberIds(): Readonly<Record<string, string>> {
    return this.ids;
  }

  private written(line: string): string {
    const [level, ...words] = line.split(' ');
    const text = words.join(' ').replace(uuid, (id) => `<${this.nameOf(id)}>`);
    const group = [this.story.group, ...this.story.steps.flatMap((step) => step.group ?? [])].find((id) =>
      text.includes(id),
    );
    const partition = coordinatorPartition(group ?? this.story.group, offsetsPartitions);
    return `${level} [GroupCoordinator id=1 topic=__consumer_offsets partition=${partition}] ${text}`;
  }

  private nameOf(memberId: string): string {
    const known = this.names.get(memberId);
    if (known !== undefined) return known;
    const stem = memberId.slice(0, -uuidLength - 1);
    const member = this.instances.get(stem) ?? stem;
    let name = member;
    for (let nth = 2; name in this.ids; nth++) name = `${member}#${nth}`;
    this.names.set(memberId, name);
    this.ids[name] = `${stem}-<uuid>`;
    return name;
  }
}

/** `<*>` in the recording stands for any member or reason: Kafka leaves it to a hash of random ids, or to chance. */
function anyMember(line: string, expected: string): string {
  if (expected.includes('(reason: <*>)')) return line.replace(/\(reason: .*\)/, '(reason: <*>)');
  return expected.includes('<*>') ? line.replace(/<\w+(#\d+)?>/g, '<*>') : line;
}

function inOrder(lines: readonly string[], recorded: RecordedGroupStep | null): readonly string[] {
  if (recorded?.logAnyOrder !== true) return lines;
  return [...lines].sort().join('\n') === [...recorded.log].sort().join('\n') ? recorded.log : lines;
}

/** The recorded time, when ours lies within half a second or a fifth of it, and what is left to chance. */
const about = (ms: number, recordedMs: number, chanceMs: number): number =>
  ms >= 0 && Math.abs(ms - recordedMs) <= Math.max(500, recordedMs / 5) + chanceMs ? recordedMs : ms;
