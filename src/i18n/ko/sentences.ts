import type { Happenings } from '../happenings.ts';
import { josa } from '../josa.ts';
import { idList, movedRecords, partitionCode, partitionName, toPositive } from '../sentence-parts.ts';
import { type Code, code, codes, type Words, words } from '../words.ts';
import { actNames } from './act-names.ts';

/** A name in code font and the particle that follows it. */
const named = (name: string | number, particle: Parameters<typeof josa>[1]): Words =>
  words`${code(name)}${josa(name, particle)}`;
const brokers = (ids: readonly number[], particle: Parameters<typeof josa>[1]): string =>
  `브로커 ${ids.join(', ')}${josa(ids.at(-1) ?? 0, particle)}`;
const broker = (id: number, particle: Parameters<typeof josa>[1]): string => brokers([id], particle);
const controllerName = (id: number, particle: Parameters<typeof josa>[1]): string =>
  `컨트롤러 ${id}${josa(id, particle)}`;
const at = (
  where: { readonly topic: string; readonly partition: number },
  particle: Parameters<typeof josa>[1],
): Words => named(partitionName(where), particle);
const list = (ids: readonly number[]): Code => idList(ids);

const hex = (byte: number) => byte.toString(16).padStart(2, '0');

/** 방금 무슨 일이 왜 일어났는지, 사건마다 한 문장. */
export const sentences: { readonly [K in keyof Happenings]: (it: Happenings[K]) => Words } = {
  'topic-created': (it) =>
    words`토픽 ${named(it.topic, '이/가')} 파티션 ${it.partitions}개로 만들어졌고, 각 파티션은 브로커 ${it.replicationFactor}대에 보관됩니다.`,
  'partitions-added': (it) =>
    words`토픽 ${code(it.topic)}의 파티션이 ${it.from}개에서 ${it.to}개로 늘었습니다. 이제부터 키가 새 파티션으로도 가지만, 예전 레코드는 제자리에 남습니다.`,
  'topic-deleted': (it) =>
    words`토픽 ${named(it.topic, '이/가')} 삭제되었습니다. 브로커들은 파티션 ${it.partitions}개의 디렉터리 이름을 바꾸고 ${code('file.delete.delay.ms')} 뒤에 지웁니다.`,
  'config-changed': (it) => {
    const whose =
      it.topic !== null
        ? words`토픽 ${code(it.topic)}`
        : it.broker !== null
          ? words`브로커 ${it.broker}`
          : words`모든 브로커`;
    return it.value === null
      ? words`재시작 없이 ${whose}의 ${code(it.config)} 설정이 기본값으로 돌아갔습니다.`
      : words`재시작 없이 ${whose}에 이제부터 ${code(`${it.config}=${it.value}`)} 설정이 적용됩니다.`;
  },
  'reassignment-started': (it) => {
    const added = it.adding.length > 0 ? words` 먼저 ${brokers(it.adding, '이/가')} 복사합니다.` : [];
    const removed =
      it.removing.length > 0 ? words` 그때까지 ${brokers(it.removing, '은/는')} 복제본을 유지합니다.` : [];
    return words`${at(it, '을/를')} 재할당하는 중입니다.${added}${removed}`;
  },
  'reassignment-ended': (it) =>
    it.done
      ? words`${partitionCode(it)}의 재할당이 끝났습니다. 새 복제본이 모두 동기화되었고, 복제본은 ${list(it.replicas)}입니다.`
      : words`${partitionCode(it)}의 재할당이 취소되어 복제본은 예전처럼 ${list(it.replicas)}입니다.`,
  'throttle-set': (it) =>
    words`${partitionCode(it)}에 스로틀이 걸렸습니다. ${brokers(it.brokers, '은/는')} 동기화되지 않은 복제본을 위해 초당 ${it.rate}바이트까지만 보내고 받습니다. 이동이 끝나도 검증할 때까지 남습니다.`,
  'throttle-cleared': (it) =>
    words`스로틀이 풀렸습니다. ${brokers(it.brokers, '과/와')} 토픽 ${code(it.topic)}의 설정이 기본값으로 돌아갔습니다.`,
  'reassignment-verified': (it) => {
    const others = it.othersMove ? words` 다른 것이 아직 이동 중이라 스로틀은 남습니다.` : [];
    if (it.state === 'completed') return words`${partitionCode(it)}의 재할당이 끝났습니다.${others}`;
    return it.state === 'in-progress'
      ? words`${partitionCode(it)}의 재할당이 아직 진행 중이라 스로틀은 남습니다.`
      : words`${at(it, '은/는')} 이동 중이 아니지만, 복제본이 ${list(it.target)} 대신 ${list(it.replicas)}입니다.${others}`;
  },
  'offsets-reset': (it) => {
    const { again, skipped } = movedRecords(it.offsets);
    const clamped = it.warnings.length > 0 ? words` 도구가 경고했습니다: ${code(it.warnings.join('; '))}.` : [];
    return words`그룹 ${code(it.group)}의 오프셋이 파티션 ${it.offsets.length}개에서 재설정되었습니다. 레코드 ${again}개를 다시 읽고, ${skipped}개를 건너뜁니다.${clamped}`;
  },
  'records-deleted': (it) =>
    words`요청에 따라 ${partitionCode(it)}에서 오프셋 ${it.lowWatermark} 앞의 레코드가 삭제되었습니다. 살아 있는 모든 복제본이 로그 시작을 옮겼습니다.`,
  'controller-elected': (it) =>
    words`${controllerName(it.controller, '이/가')} 에포크 ${it.epoch} 선거에서 이겼습니다. 메타데이터 로그를 모두 읽고 활성 컨트롤러가 되었습니다.`,
  'controller-started': (it) => words`${controllerName(it.controller, '이/가')} 시작되어 메타데이터 쿼럼에 참여합니다.`,
  'controller-killed': (it) =>
    words`${controllerName(it.controller, '이/가')} 강제 종료되었습니다. 쿼럼의 리더였다면 다른 컨트롤러는 ${code('controller.quorum.fetch.timeout.ms')} 뒤에 알아차립니다.`,
  'controller-stopped': (it) =>
    words`${controllerName(it.controller, '이/가')} 정상 종료되었습니다. 쿼럼의 리더였다면 먼저 리더를 넘겼을 것입니다.`,
  'controller-paused': (it) =>
    words`컨트롤러 ${it.controller}의 프로세스가 멈춰 있습니다. 연결은 열려 있지만 아무에게도 답하지 않습니다.`,
  'controller-resumed': (it) =>
    words`컨트롤러 ${it.controller}의 프로세스가 다시 움직입니다. 그사이 다른 컨트롤러가 뽑혔다면 더 새로운 에포크를 보고 알게 됩니다.`,
  'quorum-lost': (it) =>
    it.controller < 0
      ? words`남은 컨트롤러가 과반수에 못 미칩니다. 메타데이터는 아무것도 바뀔 수 없고, 브로커는 이미 아는 것으로 계속 일합니다.`
      : words`과반수의 컨트롤러가 컨트롤러 ${it.controller}에서 가져가지 않아 에포크 ${it.epoch}의 리더 자리를 내놓았습니다.`,
  'broker-paused': (it) =>
    words`${broker(it.broker, '이/가')} 멈춰 있습니다. 연결은 열려 있지만 아무에게도 답하지 않고 하트비트도 보내지 않습니다.`,
  'broker-resumed': (it) =>
    words`${broker(it.broker, '이/가')} 다시 움직입니다. 더 새로운 에포크를 알기 전까지는 예전 역할을 그대로 맡고 있다고 믿습니다.`,
  'broker-unregistered': (it) =>
    words`${broker(it.broker, '이/가')} 등록 해제되었습니다. 컨트롤러가 이 브로커를 잊고 모든 ISR과 ELR에서 뺐습니다.`,
  'broker-added': (it) =>
    words`${broker(it.broker, '은/는')} 새 브로커입니다. 파티션을 재할당하기 전까지는 새 토픽의 복제본만 받습니다.`,
  'broker-started': (it) => words`${broker(it.broker, '이/가')} 시작되어 로그를 열고 컨트롤러에 등록합니다.`,
  'broker-killed': (it) =>
    words`${broker(it.broker, '이/가')} 강제 종료되었습니다. 아무에게도 알리지 못했으므로 컨트롤러는 ${code('broker.session.timeout.ms')} 동안 기다립니다.`,
  'broker-stopping': (it) =>
    words`${broker(it.broker, '이/가')} 컨트롤러에 정상 종료(controlled shutdown)를 요청합니다. 리더를 먼저 옮기기 위해서입니다.`,
  'broker-stopped': (it) => words`${broker(it.broker, '이/가')} 리더를 모두 옮긴 뒤 정상 종료되었습니다.`,
  'broker-registered': (it) =>
    it.unclean
      ? words`${broker(it.broker, '이/가')} 비정상 종료 뒤 다시 등록했습니다(브로커 에포크 ${it.brokerEpoch}). 마지막 레코드가 없을 수 있어 모든 ISR과 ELR에서 빠집니다.`
      : words`${broker(it.broker, '이/가')} 컨트롤러에 등록했습니다(브로커 에포크 ${it.brokerEpoch}). 메타데이터를 따라잡을 때까지 fenced 상태입니다.`,
  'broker-unfenced': (it) =>
    words`${broker(it.broker, '이/가')} 메타데이터를 따라잡아 컨트롤러가 unfenced로 바꿨습니다. 이제 리더가 되거나 ISR에 들어갈 수 있습니다.`,
  'broker-fenced': (it) =>
    it.reason === 'session-expired'
      ? words`${broker(it.broker, '이/가')} 세션(${code('broker.session.timeout.ms')})을 놓쳐 컨트롤러가 fenced로 바꾸고 파티션을 거둬들입니다.`
      : words`${broker(it.broker, '이/가')} 종료를 마쳐 컨트롤러가 fenced로 바꿨습니다.`,
  'powered-off': () =>
    words`모든 브로커와 컨트롤러의 전원이 한꺼번에 꺼졌습니다. 운영체제가 디스크에 쓴 것은 남아 있습니다.`,
  'powered-on': () => words`전원이 돌아왔습니다. 브로커마다 자기 디렉터리를 복구하고 다시 등록합니다.`,
  'leader-elected': (it) => {
    const then = words`컨트롤러가 ${broker(it.leader, '을/를')} ${partitionCode(it)}의 리더로 정했습니다(에포크 ${it.leaderEpoch})`;
    const cause = it.causedBy >= 0 ? broker(it.causedBy, '이/가') : '어느 브로커가';
    switch (it.from) {
      case 'unclean':
        return words`동기화된 복제본이 남지 않아 ${then}. unclean 선출이라 새 리더에 없는 레코드는 사라집니다.`;
      case 'last-known-leader':
        return words`동기화된 복제본이 남지 않아 ${then}. 마지막으로 알려진 리더였기 때문입니다.`;
      case 'elr':
        return words`ISR이 비어 있어 ${then}. ELR에 있던 브로커라 커밋된 레코드를 모두 갖고 있습니다.`;
      case 'isr':
        break;
    }
    switch (it.reason) {
      case 'session-expired':
        return words`${cause} 세션을 놓쳐 ${then}.`;
      case 'controlled-shutdown':
        return words`${cause} 종료 중이므로 떠나기 전에 ${then}.`;
      case 'broker-returned':
        return words`${cause} 돌아와 ${then}.`;
      case 'unclean-restart':
        return words`${cause} 비정상 종료 뒤 돌아와 ${then}.`;
      case 'preferred':
        return words`선호 리더가 동기화되어 있어, ${broker(it.previousLeader, '을/를')} 대신해 ${then}.`;
      case 'isr-change':
        return words`ISR이 바뀌어 ${then}.`;
      case 'reassignment':
        return words`파티션이 재할당되어 ${then}.`;
      case 'unclean':
        return words`unclean 선출을 요청했지만 동기화된 복제본이 있어 ${then}.`;
      case 'unregistered':
        return words`${cause} 등록 해제되어 ${then}.`;
    }
  },
  'partition-leaderless': (it) =>
    it.elr.length > 0
      ? words`${at(it, '은/는')} 리더가 없습니다(에포크 ${it.leaderEpoch}). ${broker(it.previousLeader, '이/가')} 사라졌고, 레코드를 잃지 않고 리더가 될 수 있는 것은 ELR ${list(it.elr)}의 브로커뿐입니다.`
      : words`${at(it, '은/는')} 리더가 없습니다(에포크 ${it.leaderEpoch}). ${broker(it.previousLeader, '이/가')} 사라졌고 동기화된 복제본도 없습니다.`,
  'isr-changed': (it) => {
    const gone = it.before.filter((id) => !it.after.includes(id));
    const back = it.after.filter((id) => !it.before.includes(id));
    const under =
      it.after.length < it.minInsyncReplicas
        ? words` ${code('min.insync.replicas')}=${it.minInsyncReplicas}보다 적어 더는 커밋되지 않고 ${code('acks=all')}은 거절됩니다.`
        : [];
    const change = words`${partitionCode(it)}의 ISR ${list(it.before)} → ${list(it.after)}`;
    if (gone.length > 0 && it.by === 'leader') {
      return words`${change}: ${brokers(gone, '이/가')} ${code('replica.lag.time.max.ms')} 안에 따라잡지 못해 리더가 제외했습니다.${under}`;
    }
    if (gone.length > 0) {
      return words`${change}: ${brokers(gone, '이/가')} fenced이거나 종료 중이라 컨트롤러가 제외했습니다.${under}`;
    }
    if (back.length > 0) return words`${change}: ${brokers(back, '이/가')} 리더를 따라잡아 다시 포함됩니다.${under}`;
    return words`${change}.${under}`;
  },
  truncated: (it) =>
    it.acknowledged > 0
      ? words`${broker(it.broker, '이/가')} ${at(it, '을/를')} 오프셋 ${it.toOffset}까지 잘라 냈습니다. 새 리더에 없는 레코드 ${it.records}개가 사라졌고, 그중 ${it.acknowledged}개는 프로듀서가 성공 응답을 받은 것입니다.`
      : words`${broker(it.broker, '이/가')} ${at(it, '을/를')} 오프셋 ${it.toOffset}까지 잘라 냈습니다. 레코드 ${it.records}개가 새 리더에 없었고, 성공 응답을 받은 것은 없습니다.`,
  'acknowledged-lost': (it) =>
    words`유실: ${partitionCode(it)}의 오프셋 ${it.firstOffset}부터 레코드 ${it.records}개가 사라졌습니다. 프로듀서는 기록되었다는 응답을 이미 받았습니다.`,
  'record-sent': (it) => {
    const into = words`프로듀서 ${named(it.producer, '이/가')} ${named(partitionName(it), '으로/로')} 레코드를 보냅니다`;
    if (it.by === 'key' && it.key !== null && it.hash !== null) {
      return words`${into}: 키 ${code(it.key)}의 해시(murmur2를 양수로 바꾼 값)는 ${toPositive(it.hash)}이고, ${toPositive(it.hash)} mod ${it.partitions} = ${it.partition}입니다.`;
    }
    if (it.by === 'given') return words`${into}: 지정된 파티션입니다.`;
    if (it.by === 'round-robin')
      return words`${into}: 파티션을 차례로 돌아가며 씁니다(${code('RoundRobinPartitioner')}).`;
    return words`${into}: 키가 없어 지금 모으는 배치와 같은 곳으로 갑니다(sticky 파티셔너).`;
  },
  'record-acknowledged': (it) =>
    words`프로듀서 ${named(it.producer, '은/는')} 레코드가 ${partitionCode(it)}의 오프셋 ${it.offset}에 기록되었다는 응답을 받았습니다.`,
  'produce-failed': (it) =>
    it.final
      ? words`프로듀서 ${named(it.producer, '이/가')} ${named(partitionName(it), '으로/로')} 보내던 레코드 ${it.records}개를 포기했습니다: ${code(it.error)}.`
      : words`프로듀서 ${named(it.producer, '이/가')} ${partitionCode(it)}의 레코드 ${it.records}개에 대해 ${named(it.error, '을/를')} 받고 다시 시도합니다.`,
  'group-state': (it) => {
    switch (it.state) {
      case 'Empty':
        return words`그룹 ${named(it.group, '은/는')} ${code('Empty')}입니다. 멤버가 없지만 커밋된 오프셋은 남아 있습니다.`;
      case 'PreparingRebalance':
        return words`그룹 ${named(it.group, '이/가')} 리밸런스를 시작했습니다(${code('PreparingRebalance')}). 코디네이터는 멤버들이 다시 들어오기를 기다립니다.`;
      case 'CompletingRebalance':
        return words`그룹 ${code(it.group)}의 멤버가 모두 세대 ${it.generation}에 들어왔습니다(${code('CompletingRebalance')}). 그룹 리더가 파티션을 나눕니다.`;
      case 'Stable':
        return words`그룹 ${named(it.group, '은/는')} 세대 ${it.generation}, 멤버 ${it.members}명으로 ${code('Stable')}입니다.`;
      case 'Dead':
        return words`그룹 ${named(it.group, '은/는')} ${code('Dead')}입니다. 코디네이터가 지웠거나 넘겨주었습니다.`;
    }
  },
  'member-joined': (it) =>
    words`컨슈머 ${named(it.member, '이/가')} 그룹 ${code(it.group)}에 들어와 그룹이 리밸런스합니다.`,
  'member-left': (it) => {
    switch (it.reason) {
      case 'left':
        return words`컨슈머 ${named(it.member, '이/가')} 그룹 ${code(it.group)}에서 나가, 맡았던 파티션을 다른 멤버가 받습니다.`;
      case 'session-expired':
        return words`컨슈머 ${named(it.member, '이/가')} ${code('session.timeout.ms')} 동안 하트비트를 보내지 않아 그룹 ${named(it.group, '은/는')} 이 멤버 없이 계속합니다.`;
      case 'rebalance-timeout':
        return words`컨슈머 ${named(it.member, '이/가')} ${code('max.poll.interval.ms')} 안에 다시 들어오지 않아 그룹 ${named(it.group, '은/는')} 이 멤버 없이 계속합니다.`;
    }
  },
  'member-assigned': (it) =>
    it.partitions.length === 0
      ? words`컨슈머 ${named(it.member, '은/는')} 파티션을 받지 못했습니다. 그룹 ${code(it.group)}의 멤버가 파티션보다 많아 쉬게 됩니다.`
      : words`그룹 ${code(it.group)}의 컨슈머 ${named(it.member, '은/는')} 이제 ${codes(it.partitions.map(partitionName))}${josa(partitionName(it.partitions.at(-1) ?? { topic: '', partition: 0 }), '을/를')} 읽습니다.`,
  'consumer-crashed': (it) =>
    words`컨슈머 ${named(it.member, '이/가')} 강제 종료되었습니다. 그룹 ${named(it.group, '은/는')} ${code('session.timeout.ms')}가 지나야 알아차립니다.`,
  'consumer-stands': (it) => {
    switch (it.state) {
      case 'frozen':
        return words`컨슈머 ${code(it.member)}의 애플리케이션이 멈춰 ${code('poll()')}을 호출하지 않습니다. 하트비트는 ${code('max.poll.interval.ms')}가 지날 때까지 이어집니다.`;
      case 'unfrozen':
        return words`컨슈머 ${code(it.member)}의 애플리케이션이 다시 진행합니다.`;
      case 'paused':
        return words`컨슈머 ${code(it.member)}의 프로세스가 멈췄습니다. 하트비트가 없으므로 그룹 ${named(it.group, '은/는')} ${code('session.timeout.ms')} 동안 기다립니다.`;
      case 'resumed':
        return words`컨슈머 ${code(it.member)}의 프로세스가 시간이 흐르지 않은 것처럼 멈춘 자리에서 이어 갑니다.`;
    }
  },
  'consumer-sought': (it) => {
    const to = typeof it.to === 'number' ? words`오프셋 ${it.to}` : it.to === 'end' ? words`끝` : words`처음`;
    return words`컨슈머 ${named(it.member, '이/가')} ${codes(it.partitions)}에서 읽는 위치를 ${to}${typeof it.to === 'number' ? josa(it.to, '으로/로') : it.to === 'end' ? '으로' : '으로'} 옮깁니다.`;
  },
  'partitions-paused': (it) =>
    it.paused
      ? words`컨슈머 ${named(it.member, '은/는')} ${codes(it.partitions)} 파티션을 가진 채, 재개할 때까지 레코드를 가져오지 않습니다.`
      : words`컨슈머 ${named(it.member, '이/가')} ${codes(it.partitions)} 파티션의 레코드를 다시 가져옵니다.`,
  'record-failed': (it) => {
    const threw = words`${code(it.member)}의 애플리케이션이 ${partitionCode(it)}의 오프셋 ${it.offset}에서 예외를 던졌습니다.`;
    switch (it.next) {
      case 'retry':
        return words`${threw} 그 자리에서 다시 시도하며, 뒤의 레코드는 기다립니다.`;
      case 'stop':
        return words`${threw} 예외가 폴 루프를 빠져나가 컨슈머가 닫힙니다.`;
      case 'skip':
        return words`${threw} 레코드를 건너뛰므로 아무도 처리하지 않습니다.`;
      case 'dead-letter':
        return words`${threw} ${it.attempt}번째 시도 끝에 레코드를 데드 레터 토픽으로 보냅니다.`;
    }
  },
  'dead-letter-written': (it) =>
    words`${partitionCode(it)}의 오프셋 ${it.offset}이 데드 레터 토픽에 저장되어, ${named(it.member, '은/는')} 그다음부터 계속합니다.`,
  'commit-failed': (it) =>
    words`컨슈머 ${code(it.member)}의 커밋이 ${named(it.error, '으로/로')} 실패했습니다. 이 파티션을 다음에 읽는 멤버가 같은 레코드를 다시 읽습니다.`,
  'consumer-failed': (it) =>
    words`${named(it.error, '이/가')} 컨슈머 ${code(it.member)}의 폴 루프를 빠져나갔습니다. 컨슈머는 닫히고 그룹 ${code(it.group)}에서 나갑니다.`,
  'coordinator-moved': (it) =>
    words`${broker(it.broker, '이/가')} 그룹 ${code(it.group)}의 코디네이터입니다. 이 그룹이 쓰는 ${code('__consumer_offsets')} 파티션의 리더이기 때문입니다.`,
  'segment-rolled': (it) =>
    words`${broker(it.broker, '이/가')} ${partitionCode(it)}의 새 세그먼트를 오프셋 ${it.baseOffset}에서 시작했습니다.`,
  'segments-deleted': (it) =>
    words`${broker(it.broker, '이/가')} 보존 설정에 따라 ${partitionCode(it)}의 오래된 세그먼트 ${it.segments}개를 지웠습니다. 로그는 오프셋 ${it.logStartOffset}에서 시작합니다.`,
  'segments-cleaned': (it) =>
    words`브로커 ${it.broker}의 클리너가 ${partitionCode(it)}에서 키마다 옛 값을 정리했습니다. 세그먼트 ${it.segmentsBefore}개(${it.bytesBefore}바이트)가 ${it.segmentsAfter}개(${it.bytesAfter}바이트)로 줄었고, 오프셋 ${it.nextDirtyOffset} 아래는 모두 정리된 부분입니다.`,
  'link-changed': (it) => {
    switch (it.state) {
      case 'cut':
        return words`노드 ${it.from}에서 노드 ${withRo(it.to)} 가는 요청이 더는 도착하지 않습니다. 링크가 끊겼습니다.`;
      case 'healed':
        return words`노드 ${it.from}에서 노드 ${withRo(it.to)} 가는 요청이 다시 도착합니다.`;
      case 'slow':
        return words`노드 ${it.from}${josa(it.from, '과/와')} 노드 ${it.to} 사이의 링크가 느려졌습니다.`;
      case 'normal':
        return words`노드 ${it.from}${josa(it.from, '과/와')} 노드 ${it.to} 사이의 링크가 다시 네트워크의 나머지만큼 빠릅니다.`;
      case 'lossy':
        return words`노드 ${it.from}에서 노드 ${withRo(it.to)} 가는 패킷이 이제 손실됩니다. 손실된 것은 나중에 다시 보내집니다.`;
      case 'lossless':
        return words`노드 ${it.from}에서 노드 ${withRo(it.to)} 가는 패킷은 이제 다른 곳보다 더 손실되지 않습니다.`;
    }
  },
  'disk-changed': (it) => {
    switch (it.state) {
      case 'slow':
        return words`브로커 ${it.broker}의 디스크가 느려졌습니다. 쓰기가 프로듀서와 팔로워를 기다리게 합니다.`;
      case 'normal':
        return words`브로커 ${it.broker}의 디스크가 다시 빠릅니다.`;
      case 'limited':
        return words`브로커 ${it.broker}의 디스크가 거의 찼습니다. 들어가지 않는 첫 레코드에서 로그 디렉터리가 오프라인이 됩니다.`;
      case 'freed':
        return words`브로커 ${it.broker}의 디스크에 다시 여유가 있습니다.`;
    }
  },
  'log-dir-failed': (it) =>
    words`${broker(it.broker, '은/는')} 디스크가 가득 차 ${partitionCode(it)}에 레코드를 쓰지 못했습니다. 하나뿐인 로그 디렉터리가 오프라인이 되어 프로세스가 멈춥니다.`,
  'rack-lost-power': (it) =>
    words`랙 ${named(it.rack, '이/가')} 전원을 잃었고, ${brokers(it.brokers, '이/가')} 함께 꺼졌습니다.`,
  'producer-added': (it) => words`프로듀서 ${named(it.producer, '이/가')} 시작되어 ${code(it.topic)}에 보냅니다.`,
  'producer-changed': (it) => words`프로듀서 ${named(it.producer, '이/가')} 이제 다른 설정으로 동작합니다.`,
  'producer-removed': (it) => words`프로듀서 ${named(it.producer, '이/가')} 닫혔습니다. 더는 보내지 않습니다.`,
  'group-added': (it) => words`그룹 ${named(it.group, '이/가')} 컨슈머 ${it.members}개로 시작되었습니다.`,
  'consumer-slowed': (it) =>
    words`컨슈머 ${named(it.member, '은/는')} 이제 레코드 하나에 ${it.processingUs / 1000}밀리초가 걸립니다.`,
  'network-changed': (it) => words`메시지는 이제 편도 ${it.latencyUs / 1000}밀리초가 걸립니다.`,
  'chaos-changed': (it) =>
    it.profile === null
      ? words`카오스가 멈췄습니다. 망가진 것은 누가 고칠 때까지 그대로입니다.`
      : words`카오스(${code(it.profile)})가 시작되었습니다. 시드의 주사위에 따라 장애가 생겼다가 사라집니다.`,
  'log-unreadable': (it) =>
    words`${broker(it.broker, '이/가')} ${partitionCode(it)}의 로그를 열지 못합니다(${code(it.exception)}: ${code(it.message)}). 로그 디렉터리가 오프라인이 되어 프로세스가 끝납니다.`,
  'broker-lost-power': (it) =>
    words`${broker(it.broker, '이/가')} 전원을 잃었습니다. 운영체제가 아직 디스크에 쓰지 않은 레코드는 그 브로커에서 사라졌습니다.`,
  'byte-written': (it) =>
    words`브로커 ${it.broker}에 있는 ${code(it.path)}의 바이트 ${it.position}번을 손으로 ${code(hex(it.before))}에서 ${named(hex(it.value), '으로/로')} 덮어썼습니다.`,
  'log-recovered': (it) => {
    const end = words`${partitionCode(it)}의 로그는 오프셋 ${it.atOffset}에서 끝납니다`;
    if (it.cut === null) {
      return words`${broker(it.broker, '이/가')} 시작했습니다. 레코드 ${it.recordsLost}개가 디스크에 닿지 못해 ${end}.`;
    }
    const found = it.cut.reason === 'CORRUPT' ? '기록한 것과 다른 배치' : '중간에 끊긴 배치';
    return words`${broker(it.broker, '이/가')} 시작하면서 ${code(it.cut.file)}의 바이트 ${it.cut.position}번에서 ${found}를 찾았습니다. 복구가 ${it.cut.bytes}바이트를 잘라 ${end}. 레코드 ${it.recordsLost}개가 줄었습니다.`;
  },
  'log-damaged': (it) =>
    words`${broker(it.broker, '이/가')} ${partitionCode(it)}의 오프셋 ${it.atOffset}에서 CRC가 맞지 않는 배치를 찾았습니다. 로그는 거기서 끝나고 레코드 ${it.recordsCut}개가 잘렸으며, 이 실행은 더 이상 링크와 같지 않습니다.`,
  refused: (it) =>
    it.message === null
      ? words`${actNames[it.command.do]}: ${named(it.error, '으로/로')} 거절되었습니다. 바뀐 것은 없습니다.`
      : words`${actNames[it.command.do]}: ${named(it.error, '으로/로')} 거절되었습니다(“${code(it.message)}”). 바뀐 것은 없습니다.`,
};

function withRo(node: number): string {
  return `${node}${josa(node, '으로/로')}`;
}
