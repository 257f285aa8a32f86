import type { Happenings } from '../happenings.ts';
import { idList, movedRecords, partitionCode, toPositive } from '../sentence-parts.ts';
import { code, codes, type Words, words } from '../words.ts';
import { actNames } from './act-names.ts';

const records = (count: number) => `${count} ${count === 1 ? 'record' : 'records'}`;
const segments = (count: number) => `${count} ${count === 1 ? 'segment' : 'segments'}`;

const hex = (byte: number) => byte.toString(16).padStart(2, '0');

/** What just happened and why, one sentence for each kind of event. */
export const sentences: { readonly [K in keyof Happenings]: (it: Happenings[K]) => Words } = {
  'topic-created': (it) =>
    words`Topic ${code(it.topic)} was created with ${it.partitions} ${it.partitions === 1 ? 'partition' : 'partitions'}, each kept on ${it.replicationFactor} ${it.replicationFactor === 1 ? 'broker' : 'brokers'}.`,
  'partitions-added': (it) =>
    words`Topic ${code(it.topic)} grew from ${it.from} to ${it.to} partitions: keys hash to new partitions from now on, and old records stay where they are.`,
  'topic-deleted': (it) =>
    words`Topic ${code(it.topic)} was deleted: its brokers rename the directories of its ${it.partitions} ${it.partitions === 1 ? 'partition' : 'partitions'} and remove them after ${code('file.delete.delay.ms')}.`,
  'config-changed': (it) => {
    const whose =
      it.topic !== null
        ? words`Topic ${code(it.topic)}`
        : it.broker !== null
          ? words`Broker ${it.broker}`
          : words`Every broker`;
    return it.value === null
      ? words`${whose} has the default of ${code(it.config)} again, without a restart.`
      : words`${whose} has ${code(`${it.config}=${it.value}`)} from now on, without a restart.`;
  },
  'reassignment-started': (it) => {
    const added = it.adding.length > 0 ? words` Broker ${it.adding.join(', ')} copies it first.` : [];
    const removed =
      it.removing.length > 0 ? words` Broker ${it.removing.join(', ')} keeps its replica until then.` : [];
    return words`${partitionCode(it)} is being reassigned.${added}${removed}`;
  },
  'reassignment-ended': (it) =>
    it.done
      ? words`${partitionCode(it)} is reassigned: every new replica is in sync, and its replicas are ${idList(it.replicas)}.`
      : words`The reassignment of ${partitionCode(it)} was cancelled; its replicas are ${idList(it.replicas)} as before.`,
  'throttle-set': (it) =>
    words`The throttle of ${partitionCode(it)} is in force: ${it.brokers.length === 1 ? 'broker' : 'brokers'} ${it.brokers.join(', ')} may send and take in ${it.rate} bytes a second for replicas that are out of sync. It stays after the move, until it is verified.`,
  'throttle-cleared': (it) =>
    words`The throttle is gone: ${it.brokers.length === 1 ? 'broker' : 'brokers'} ${it.brokers.join(', ')} and topic ${code(it.topic)} have the defaults again.`,
  'reassignment-verified': (it) => {
    const others = it.othersMove ? words` Something else still moves, so the throttles stay.` : [];
    if (it.state === 'completed') return words`The reassignment of ${partitionCode(it)} is completed.${others}`;
    return it.state === 'in-progress'
      ? words`The reassignment of ${partitionCode(it)} is still in progress: the throttles stay.`
      : words`Nothing moves ${partitionCode(it)}, but its replicas are ${idList(it.replicas)} rather than ${idList(it.target)}.${others}`;
  },
  'offsets-reset': (it) => {
    const { again, skipped } = movedRecords(it.offsets);
    const clamped = it.warnings.length > 0 ? words` The tool warned: ${code(it.warnings.join('; '))}.` : [];
    return words`The offsets of group ${code(it.group)} were reset: ${again} records will be read again, ${skipped} are skipped.${clamped}`;
  },
  'records-deleted': (it) =>
    words`Records of ${partitionCode(it)} below offset ${it.lowWatermark} were deleted on request; every live replica has moved its log start.`,
  'controller-elected': (it) =>
    words`Controller ${it.controller} won the election of epoch ${it.epoch}; it has read the whole metadata log and is the active controller now.`,
  'controller-started': (it) =>
    words`Controller ${it.controller} was started; it takes its part in the metadata quorum.`,
  'controller-killed': (it) =>
    words`Controller ${it.controller} was killed; if it led the quorum, the others notice after ${code('controller.quorum.fetch.timeout.ms')}.`,
  'controller-stopped': (it) =>
    words`Controller ${it.controller} stopped; had it led the quorum, it would have handed over first.`,
  'controller-paused': (it) =>
    words`The process of controller ${it.controller} stands still: its connections stay open, but it answers nobody.`,
  'controller-resumed': (it) =>
    words`The process of controller ${it.controller} goes on; if another was elected meanwhile, it learns so from the newer epoch.`,
  'quorum-lost': (it) =>
    it.controller < 0
      ? words`Too few controllers are left for a majority: nothing of the metadata can change, while brokers go on with what they know.`
      : words`No majority of controllers fetched from controller ${it.controller}, so it gave up leading epoch ${it.epoch}.`,
  'broker-paused': (it) =>
    words`The process of broker ${it.broker} stands still: its connections stay open, but it answers nobody and sends no heartbeat.`,
  'broker-resumed': (it) =>
    words`The process of broker ${it.broker} goes on; it still believes in the roles that it had, until newer epochs tell it otherwise.`,
  'broker-unregistered': (it) =>
    words`Broker ${it.broker} was unregistered: the controller forgot it and took it out of every ISR and ELR.`,
  'broker-added': (it) =>
    words`Broker ${it.broker} is new; it gets replicas of new topics only, until partitions are reassigned to it.`,
  'broker-started': (it) =>
    words`Broker ${it.broker} was started; it opens its logs and registers with the controller.`,
  'broker-killed': (it) =>
    words`Broker ${it.broker} was killed; it told nobody, so the controller waits until ${code('broker.session.timeout.ms')} is over.`,
  'broker-stopping': (it) =>
    words`Broker ${it.broker} asks the controller for a controlled shutdown, so that its leaders move first.`,
  'broker-stopped': (it) => words`Broker ${it.broker} stopped cleanly, after its leaders had moved away.`,
  'broker-registered': (it) =>
    it.unclean
      ? words`Broker ${it.broker} registered again after an unclean stop (broker epoch ${it.brokerEpoch}); it may lack its last records, so it leaves every ISR and ELR.`
      : words`Broker ${it.broker} registered with the controller (broker epoch ${it.brokerEpoch}); it is fenced until it has caught up with the metadata.`,
  'broker-unfenced': (it) =>
    words`Broker ${it.broker} has caught up with the metadata, so the controller unfenced it: it may lead and join ISRs.`,
  'broker-fenced': (it) =>
    it.reason === 'session-expired'
      ? words`Broker ${it.broker} missed its session (${code('broker.session.timeout.ms')}), so the controller fenced it and takes its partitions away.`
      : words`Broker ${it.broker} finished its shutdown, so the controller fenced it.`,
  'powered-off': () =>
    words`Power failed for every broker and the controller at once; what their operating systems had written to the disks is still there.`,
  'powered-on': () => words`Power is back: every broker recovers its own directories and registers again.`,
  'leader-elected': (it) => {
    const then = words`the controller made broker ${it.leader} leader of ${partitionCode(it)}, epoch ${it.leaderEpoch}`;
    const cause = it.causedBy >= 0 ? `Broker ${it.causedBy}` : 'A broker';
    switch (it.from) {
      case 'unclean':
        return words`No replica in sync was left, so ${then}, by an unclean election: records it lacks are lost.`;
      case 'last-known-leader':
        return words`No replica in sync was left, so ${then}, because it was the last leader known.`;
      case 'elr':
        return words`The ISR was empty, so ${then}, from the eligible leader replicas: it holds every committed record.`;
      case 'isr':
        break;
    }
    switch (it.reason) {
      case 'session-expired':
        return words`${cause} missed its session; ${then}.`;
      case 'controlled-shutdown':
        return words`${cause} is shutting down; ${then}, before it goes.`;
      case 'broker-returned':
        return words`${cause} is back; ${then}.`;
      case 'unclean-restart':
        return words`${cause} came back from an unclean stop; ${then}.`;
      case 'preferred':
        return words`The preferred leader is in sync, so ${then}, in place of broker ${it.previousLeader}.`;
      case 'isr-change':
        return words`The ISR changed; ${then}.`;
      case 'reassignment':
        return words`The partition was reassigned; ${then}.`;
      case 'unclean':
        return words`An unclean election was asked for, but a replica in sync was there; ${then}.`;
      case 'unregistered':
        return words`${cause} was unregistered; ${then}.`;
    }
  },
  'partition-leaderless': (it) =>
    it.elr.length > 0
      ? words`${partitionCode(it)} has no leader (epoch ${it.leaderEpoch}): broker ${it.previousLeader} is gone, and only a broker of the ELR ${idList(it.elr)} may lead without losing records.`
      : words`${partitionCode(it)} has no leader (epoch ${it.leaderEpoch}): broker ${it.previousLeader} is gone and no replica in sync is left.`,
  'isr-changed': (it) => {
    const gone = it.before.filter((id) => !it.after.includes(id));
    const back = it.after.filter((id) => !it.before.includes(id));
    const under =
      it.after.length < it.minInsyncReplicas
        ? words` That is below ${code('min.insync.replicas')}=${it.minInsyncReplicas}: nothing more is committed, and ${code('acks=all')} is refused.`
        : [];
    const change = words`ISR of ${partitionCode(it)} ${idList(it.before)} → ${idList(it.after)}`;
    if (gone.length > 0 && it.by === 'leader') {
      return words`${change}: broker ${gone.join(', ')} did not catch up within ${code('replica.lag.time.max.ms')}, so the leader left it out.${under}`;
    }
    if (gone.length > 0) {
      return words`${change}: the controller took broker ${gone.join(', ')} out, because it is fenced or stopping.${under}`;
    }
    if (back.length > 0)
      return words`${change}: broker ${back.join(', ')} has caught up with the leader and counts again.${under}`;
    return words`${change}.${under}`;
  },
  truncated: (it) =>
    it.acknowledged > 0
      ? words`Broker ${it.broker} cut ${partitionCode(it)} back to offset ${it.toOffset}: ${records(it.records)} its new leader does not have are gone, ${it.acknowledged} of them acknowledged.`
      : words`Broker ${it.broker} cut ${partitionCode(it)} back to offset ${it.toOffset}: ${records(it.records)} were not in the new leader's log; no producer had been told they were written.`,
  'acknowledged-lost': (it) =>
    words`Lost: ${records(it.records)} of ${partitionCode(it)} from offset ${it.firstOffset} on, although the producer had been told they were written.`,
  'record-sent': (it) => {
    const into = words`Producer ${code(it.producer)} sends a record to ${partitionCode(it)}`;
    if (it.by === 'key' && it.key !== null && it.hash !== null) {
      return words`${into}: its key ${code(it.key)} hashes (murmur2, made positive) to ${toPositive(it.hash)}, and ${toPositive(it.hash)} mod ${it.partitions} = ${it.partition}.`;
    }
    if (it.by === 'given') return words`${into}, the partition that was asked for.`;
    if (it.by === 'round-robin') return words`${into}: the partitions take turns (${code('RoundRobinPartitioner')}).`;
    return words`${into}: it has no key, so it goes where the present batch goes (sticky partitioner).`;
  },
  'record-acknowledged': (it) =>
    words`Producer ${code(it.producer)} was told that its record stands in ${partitionCode(it)} at offset ${it.offset}.`,
  'produce-failed': (it) =>
    it.final
      ? words`Producer ${code(it.producer)} gave up on ${records(it.records)} for ${partitionCode(it)}: ${code(it.error)}.`
      : words`Producer ${code(it.producer)} got ${code(it.error)} for ${records(it.records)} of ${partitionCode(it)} and tries again.`,
  'group-state': (it) => {
    switch (it.state) {
      case 'Empty':
        return words`Group ${code(it.group)} is ${code('Empty')}: it has no members, its committed offsets stay.`;
      case 'PreparingRebalance':
        return words`Group ${code(it.group)} is rebalancing (${code('PreparingRebalance')}): the coordinator waits until its members have joined again.`;
      case 'CompletingRebalance':
        return words`All of group ${code(it.group)} have joined generation ${it.generation} (${code('CompletingRebalance')}): its leader divides the partitions.`;
      case 'Stable':
        return words`Group ${code(it.group)} is ${code('Stable')} in generation ${it.generation} with ${it.members} ${it.members === 1 ? 'member' : 'members'}.`;
      case 'Dead':
        return words`Group ${code(it.group)} is ${code('Dead')}: its coordinator dropped it or handed it over.`;
    }
  },
  'member-joined': (it) => words`Consumer ${code(it.member)} joined group ${code(it.group)}, so the group rebalances.`,
  'member-left': (it) => {
    switch (it.reason) {
      case 'left':
        return words`Consumer ${code(it.member)} left group ${code(it.group)}, so its partitions are given to others.`;
      case 'session-expired':
        return words`Consumer ${code(it.member)} sent no heartbeat for ${code('session.timeout.ms')}, so group ${code(it.group)} goes on without it.`;
      case 'rebalance-timeout':
        return words`Consumer ${code(it.member)} did not join again within ${code('max.poll.interval.ms')}, so group ${code(it.group)} goes on without it.`;
    }
  },
  'member-assigned': (it) =>
    it.partitions.length === 0
      ? words`Consumer ${code(it.member)} got no partition: group ${code(it.group)} has more members than partitions, so it stays idle.`
      : words`Consumer ${code(it.member)} of group ${code(it.group)} now reads ${codes(it.partitions.map((at) => `${at.topic}-${at.partition}`))}.`,
  'consumer-crashed': (it) =>
    words`Consumer ${code(it.member)} crashed; group ${code(it.group)} notices only when ${code('session.timeout.ms')} is over.`,
  'consumer-stands': (it) => {
    switch (it.state) {
      case 'frozen':
        return words`The application of consumer ${code(it.member)} hangs and does not poll; heartbeats go on until ${code('max.poll.interval.ms')} is over.`;
      case 'unfrozen':
        return words`The application of consumer ${code(it.member)} goes on.`;
      case 'paused':
        return words`The process of consumer ${code(it.member)} stands still; without heartbeats group ${code(it.group)} waits for ${code('session.timeout.ms')}.`;
      case 'resumed':
        return words`The process of consumer ${code(it.member)} goes on where it stood, as if no time had passed.`;
    }
  },
  'consumer-sought': (it) => {
    const to =
      typeof it.to === 'number' ? words`offset ${it.to}` : it.to === 'end' ? words`the end` : words`the beginning`;
    return words`Consumer ${code(it.member)} seeks to ${to} of ${codes(it.partitions)}.`;
  },
  'partitions-paused': (it) =>
    it.paused
      ? words`Consumer ${code(it.member)} keeps ${codes(it.partitions)}, but polls no records of it until it resumes.`
      : words`Consumer ${code(it.member)} polls records of ${codes(it.partitions)} again.`,
  'record-failed': (it) => {
    const threw = words`The application of ${code(it.member)} threw on offset ${it.offset} of ${partitionCode(it)}`;
    switch (it.next) {
      case 'retry':
        return words`${threw} and tries it again in place; the records behind it wait.`;
      case 'stop':
        return words`${threw}: the exception leaves the poll loop, and the consumer is closed.`;
      case 'skip':
        return words`${threw} and skips the record: nobody processes it.`;
      case 'dead-letter':
        return words`${threw} at attempt ${it.attempt} and sends the record to its dead letter topic.`;
    }
  },
  'dead-letter-written': (it) =>
    words`Offset ${it.offset} of ${partitionCode(it)} lies in the dead letter topic, and ${code(it.member)} goes on behind it.`,
  'commit-failed': (it) =>
    words`The commit of consumer ${code(it.member)} failed with ${code(it.error)}: whoever reads its partitions next reads these records again.`,
  'consumer-failed': (it) =>
    words`${code(it.error)} left the poll loop of consumer ${code(it.member)}, which closes and leaves group ${code(it.group)}.`,
  'coordinator-moved': (it) =>
    words`Broker ${it.broker} is the coordinator of group ${code(it.group)}, because it leads the group's partition of ${code('__consumer_offsets')}.`,
  'segment-rolled': (it) =>
    words`Broker ${it.broker} began a new segment of ${partitionCode(it)} at offset ${it.baseOffset}.`,
  'segments-deleted': (it) =>
    words`Broker ${it.broker} deleted ${it.segments} old ${it.segments === 1 ? 'segment' : 'segments'} of ${partitionCode(it)}, as retention says: the log starts at offset ${it.logStartOffset}.`,
  'segments-cleaned': (it) =>
    words`The cleaner of broker ${it.broker} compacted ${partitionCode(it)}, so that old values of a key go: ${segments(it.segmentsBefore)} of ${it.bytesBefore} bytes became ${segments(it.segmentsAfter)} of ${it.bytesAfter} bytes; everything below offset ${it.nextDirtyOffset} is clean.`,
  'link-changed': (it) => {
    switch (it.state) {
      case 'cut':
        return words`Requests from node ${it.from} to node ${it.to} no longer arrive: the link is cut.`;
      case 'healed':
        return words`Requests from node ${it.from} to node ${it.to} arrive again.`;
      case 'slow':
        return words`The link between nodes ${it.from} and ${it.to} is slow now.`;
      case 'normal':
        return words`The link between nodes ${it.from} and ${it.to} is as fast as the rest of the network again.`;
      case 'lossy':
        return words`Packets from node ${it.from} to node ${it.to} get lost now; TCP sends them again, later.`;
      case 'lossless':
        return words`Packets from node ${it.from} to node ${it.to} get lost no more often than elsewhere.`;
    }
  },
  'disk-changed': (it) => {
    switch (it.state) {
      case 'slow':
        return words`The disk of broker ${it.broker} is slow now: its appends keep producers and followers waiting.`;
      case 'normal':
        return words`The disk of broker ${it.broker} is fast again.`;
      case 'limited':
        return words`The disk of broker ${it.broker} is nearly full: the first append that does not fit takes its log directory offline.`;
      case 'freed':
        return words`There is room on the disk of broker ${it.broker} again.`;
    }
  },
  'log-dir-failed': (it) =>
    words`Broker ${it.broker} could not append to ${partitionCode(it)}: its disk is full. Its only log directory is offline, so its process halts.`,
  'rack-lost-power': (it) =>
    words`Rack ${code(it.rack)} lost its power, and with it ${it.brokers.length === 1 ? 'broker' : 'brokers'} ${it.brokers.join(', ')}.`,
  'producer-added': (it) => words`Producer ${code(it.producer)} was started; it sends to ${code(it.topic)}.`,
  'producer-changed': (it) => words`Producer ${code(it.producer)} works with other settings from now on.`,
  'producer-removed': (it) => words`Producer ${code(it.producer)} was closed: it sends no more.`,
  'group-added': (it) =>
    words`Group ${code(it.group)} was started with ${it.members} ${it.members === 1 ? 'consumer' : 'consumers'}.`,
  'consumer-slowed': (it) =>
    words`Consumer ${code(it.member)} takes ${it.processingUs / 1000} ms for a record from now on.`,
  'network-changed': (it) => words`A message takes ${it.latencyUs / 1000} ms one way from now on.`,
  'chaos-changed': (it) =>
    it.profile === null
      ? words`Chaos has stopped; what it broke stays broken until somebody mends it.`
      : words`Chaos has begun (${code(it.profile)}): faults come and go from the dice of its seed.`,
  'log-unreadable': (it) =>
    words`Broker ${it.broker} cannot open the log of ${partitionCode(it)} (${code(it.exception)}: ${code(it.message)}); its log directory is offline, so its process ends.`,
  'broker-lost-power': (it) =>
    words`Broker ${it.broker} lost its power: records that its operating system had not yet written to the disk are gone there.`,
  'byte-written': (it) =>
    words`Byte ${it.position} of ${code(it.path)} on broker ${it.broker} was overwritten by hand: ${code(hex(it.before))} became ${code(hex(it.value))}.`,
  'log-recovered': (it) => {
    const end = words`the log of ${partitionCode(it)} ends at offset ${it.atOffset}`;
    if (it.cut === null) {
      return words`Broker ${it.broker} starts, and ${end}: ${records(it.recordsLost)} had not reached its disk.`;
    }
    const found =
      it.cut.reason === 'CORRUPT' ? words`a batch that is not what was written` : words`a batch that breaks off`;
    return words`Broker ${it.broker} starts and finds ${found} at byte ${it.cut.position} of ${code(it.cut.file)}; recovery cut ${it.cut.bytes} bytes, and ${end}: ${records(it.recordsLost)} fewer.`;
  },
  'log-damaged': (it) =>
    words`Broker ${it.broker} found a batch of ${partitionCode(it)} at offset ${it.atOffset} whose CRC is wrong; its log ends there, ${records(it.recordsCut)} are cut, and this run no longer equals its link.`,
  refused: (it) =>
    it.message === null
      ? words`${actNames[it.command.do]}: refused with ${code(it.error)}; nothing changed.`
      : words`${actNames[it.command.do]}: refused with ${code(it.error)}, “${code(it.message)}”; nothing changed.`,
};
