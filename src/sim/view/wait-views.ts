import { msToUs } from '../../base/units.ts';
import { isAlive } from '../broker/broker-state.ts';
import { activeController } from '../controller/active-controller.ts';
import { setting } from '../settings.ts';
import type { WaitView } from '../snapshot.ts';
import { isInternalTopic, logAt, type SimState } from '../state.ts';

/** Waits shorter than this are over before an eye has found them. */
const worthShowingUs = 3_000_000;

/** What a person may be waiting for: sessions that run out, followers that lag, rebalances that gather members. */
export function waitViews(s: SimState): WaitView[] {
  return [...brokerSessions(s), ...laggingFollowers(s), ...groupWaits(s)].filter((wait) => wait.endUs > s.nowUs);
}

function brokerSessions(s: SimState): WaitView[] {
  const { image, heartbeats } = activeController(s);
  return heartbeats.contacts.flatMap((contact): WaitView[] => {
    const broker = s.brokers.get(contact.id);
    const registration = image.brokers.get(contact.id);
    if (broker === undefined || registration === undefined || registration.fenced) return [];
    const silent = s.nowUs - contact.at > 2 * msToUs(setting(s, 'broker.heartbeat.interval.ms')) + 1_000_000;
    if (registration.epoch !== contact.epoch || (isAlive(broker) && !silent)) return [];
    const endUs = contact.at + msToUs(setting(s, 'broker.session.timeout.ms'));
    const subject = { kind: 'broker' as const, id: String(contact.id) };
    return [{ id: `session-${contact.id}`, subject, config: 'broker.session.timeout.ms', startUs: contact.at, endUs }];
  });
}

function laggingFollowers(s: SimState): WaitView[] {
  const lagUs = msToUs(setting(s, 'replica.lag.time.max.ms'));
  const waits: WaitView[] = [];
  for (const [key, replica] of s.replicas) {
    if (replica.role !== 'leader' || replica.pendingIsr !== null || isInternalTopic(replica.topic)) continue;
    const end = logAt(s, key).logEndOffset;
    for (const remote of replica.remotes) {
      const behind = replica.isr.includes(remote.id) && remote.logEndOffset !== end;
      if (!behind || s.nowUs - remote.lastCaughtUpUs < worthShowingUs) continue;
      const name = `${replica.topic}-${replica.partition}`;
      waits.push({
        id: `lag-${name}-${remote.id}`,
        subject: { kind: 'partition', id: name },
        config: 'replica.lag.time.max.ms',
        startUs: remote.lastCaughtUpUs,
        endUs: firstCheckAfter(s, replica.broker, remote.lastCaughtUpUs + lagUs),
      });
    }
  }
  return waits;
}

/** The ISR is looked at every half replica.lag.time.max.ms: the follower leaves at the first look after its time. */
function firstCheckAfter(s: SimState, broker: number, dueUs: number): number {
  const next = s.timers.get(`${broker}/isr-expiration`)?.at ?? dueUs;
  const period = msToUs(setting(s, 'replica.lag.time.max.ms')) / 2;
  return next >= dueUs ? next : next + Math.ceil((dueUs - next) / period) * period;
}

function groupWaits(s: SimState): WaitView[] {
  const waits: WaitView[] = [];
  for (const [name, timer] of s.timers) {
    const found = /^\d+\/group:\d+:(join|session):(.+)$/.exec(name);
    const [, what = '', rest = ''] = found ?? [];
    if (what === 'join') {
      const initial = groupOf(s, rest)?.initialRebalance != null;
      const config = initial ? 'group.initial.rebalance.delay.ms' : 'max.poll.interval.ms';
      waits.push({ id: name, subject: { kind: 'group', id: rest }, config, startUs: timer.setAt, endUs: timer.at });
    } else if (what === 'session' && s.nowUs - timer.setAt > 2 * worthShowingUs) {
      const member = memberNamed(s, rest);
      if (member === undefined) continue;
      waits.push({
        id: name,
        subject: { kind: 'member', id: member },
        config: 'session.timeout.ms',
        startUs: timer.setAt,
        endUs: timer.at,
      });
    }
  }
  return waits;
}

function groupOf(s: SimState, id: string) {
  for (const shard of s.shards.values()) {
    const group = shard.groups.get(id);
    if (group !== undefined) return group;
  }
  return undefined;
}

/** client.id of the member in `GROUP:MEMBER`. */
function memberNamed(s: SimState, rest: string): string | undefined {
  for (const shard of s.shards.values()) {
    for (const [id, group] of shard.groups) {
      for (const member of group.members.values()) if (rest === `${id}:${member.memberId}`) return member.clientId;
    }
  }
  return undefined;
}
