import type { BarFacts, GroupsTexts } from '../groups.ts';
import { josa, withJosa } from '../josa.ts';
import { code, words } from '../words.ts';

const when = ({ from, to, took }: BarFacts): string =>
  to === null ? `${from}부터 지금까지 ${took}` : `${from}부터 ${to}까지 ${took}`;

function waits({ phase, before, join, sync }: BarFacts): string {
  const first = phase === 'arriving' ? '코디네이터를 찾은 시간' : '먼저 커밋한 시간';
  const steps = [
    before === null ? '' : `${first} ${before}`,
    join === null ? '' : `다른 멤버를 기다린 시간(JoinGroup) ${join}`,
    sync === null ? '' : `리더의 할당을 기다린 시간(SyncGroup) ${sync}`,
  ].filter((step) => step !== '');
  return steps.length === 0 ? '' : ` (${steps.join(', ')})`;
}

/** 그룹 렌즈가 하는 말. */
export const groupsLens: GroupsTexts = {
  label: '컨슈머 그룹',
  which: '그룹',
  loading: '읽는 중…',
  empty: '이 클러스터에는 컨슈머 그룹이 없습니다.',
  emptyText: '그룹은 토픽의 파티션을 컨슈머들이 나누어 읽게 합니다. 클러스터 패널에서 추가하세요.',
  toPanel: '클러스터 패널 보기',
  acts: '설정과 동작',

  facts: '그룹',
  state: '상태',
  generation: '세대',
  protocol: '프로토콜',
  assignor: '할당 방식',
  topics: '구독하는 토픽',
  coordinator: '코디네이터',
  offsetsPartition: '커밋하는 곳',
  lag: 'lag',
  none: '없음',
  broker: (id) => `브로커 ${id}`,

  rebalances: {
    title: '누가 읽었고 누가 멈춰 있었나',
    chart: '시뮬레이션 시간에 따른 컨슈머들. 화살표 키로 막대 사이를 옮겨 다닙니다.',
    window: '시간',
    windows: { short: '30초', middle: '2분', long: '10분', all: '전체' },
    generation: (generation) => `세대 ${generation}`,
    hint: '막대를 가리키거나 Tab과 화살표 키로 옮겨 가면 언제부터 언제까지 왜 그랬는지 알려 줍니다. Enter를 누르면 그 컨슈머가 선택됩니다.',
    goTo: (clock) => `${withJosa(clock, '으로/로')} 이동`,
    nobody: '이 시간에는 이 그룹의 컨슈머가 없었습니다.',
    legend: '범례',
    phases: {
      reading: '파티션을 맡아 읽음',
      joining: '멈춤: 내놓고 그룹을 기다림',
      dead: '강제 종료됨, 그룹은 아직 모름',
      expelled: '그룹에서 빠졌지만 아직 모름',
      idle: '파티션이 없는 멤버',
      arriving: '처음 참여하는 중',
    },
    commit: '커밋',
    mark: '새 세대',
    coordinator: '새 코디네이터',
  },

  inBar: {
    joining: (took) => `${took} 멈춤`,
    dead: (took) => `종료됨 ${took}`,
    expelled: (took) => `빠짐 ${took}`,
    idle: '쉬는 중',
    arriving: '참여 중',
  },

  bar: (it) => {
    const start = `${it.id}, ${when(it)}: `;
    switch (it.phase) {
      case 'reading':
        return `${start}세대 ${it.generation}부터 ${withJosa(it.partitions, '을/를')} 읽습니다.`;
      case 'idle':
        return `${start}세대 ${it.generation}에서 받을 파티션이 없어 파티션 없는 멤버로 있습니다.`;
      case 'arriving':
        return `${start}처음 참여하는 중이라 아직 파티션이 없습니다${waits(it)}.`;
      case 'joining': {
        const what =
          it.partitions === ''
            ? '읽을 것이 없고 그룹을 기다립니다'
            : `${withJosa(it.partitions, '을/를')} 내놓고 멈춘 채 그룹을 기다립니다`;
        const why = it.reason === '' ? '' : `. 다시 참여하는 까닭: “${it.reason}”`;
        return `${start}${what}${waits(it)}${why}.`;
      }
      case 'expelled':
        return `${start}그룹에서 빠진 것을 아직 모릅니다. 다른 멤버가 벌써 ${withJosa(it.partitions, '을/를')} 읽고 있을 수 있습니다.`;
      case 'dead':
        return it.partitions === ''
          ? `${start}파티션 없이 강제 종료되었고, session.timeout.ms가 지날 때까지 멤버로 남습니다.`
          : `${start}강제 종료되어 session.timeout.ms가 지날 때까지 아무도 ${withJosa(it.partitions, '을/를')} 읽지 않습니다.`;
    }
  },
  generationMark: (clock, generation, members, joined, left) => {
    const who = [
      joined === '' ? '' : `${withJosa(joined, '이/가')} 들어옴`,
      left === '' ? '' : `${withJosa(left, '이/가')} 나감`,
    ].filter((part) => part !== '');
    const why = who.length === 0 ? '같은 멤버들이 다시 참여함' : who.join(', ');
    return `${clock}에 세대 ${generation}, 멤버 ${members}명: ${why}.`;
  },
  coordinatorMark: (clock, broker) => `${clock}부터 브로커 ${broker}${josa(broker, '이/가')} 코디네이터입니다.`,
  commitMark: (id, clock, partitions, offsets) =>
    `${withJosa(id, '이/가')} ${clock}에 파티션 ${partitions}개를 커밋했습니다: ${offsets}.`,

  arrows: {
    show: '오간 메시지 보기',
    title: '이 리밸런스의 메시지',
    text: (from, until) =>
      `${from}부터 ${until}까지를 다시 실행했습니다. 시간은 아래로 흐르고, 아무 일 없는 동안은 짧게 그립니다. 화살표를 누르면 그 순간으로 갑니다. 새 소식이 없는 Heartbeat는 뺐습니다.`,
    close: '닫기',
    working: '그때를 다시 실행하는 중 …',
    tooOld: '이 실행에서 남겨 둔 것보다 오래되었습니다.',
    none: '그때 멤버도 코디네이터도 아무것도 보내지 않았습니다.',
    cut: '더 있습니다. 처음 것들만 보입니다.',
    answer: (api) => `${api}의 응답`,
    generation: (generation) => `세대 ${generation}`,
    says: (what, from, to, clock, took) => `${what}, ${from}에서 ${to}로, ${clock}에 보냄, ${took} 걸림`,
  },

  members: {
    title: '멤버',
    id: '컨슈머',
    memberId: '멤버 id',
    state: '상태',
    states: { joining: '참여 중', stable: '안정', crashed: '강제 종료됨', closed: '닫는 중' },
    leader: '그룹 리더',
    partition: '파티션',
    position: '위치',
    recordsLag: 'records-lag',
    stoodStill: '멈춘 시간',
    stoodStillText: words`멈춘 시간: 리밸런스를 기다리거나 강제 종료되어, 맡았던 파티션을 읽지 못한 시간입니다. ${code('records-lag')}: 하이 워터마크 − 위치, 컨슈머 자신의 메트릭입니다.`,
    idle: '없음',
    ms: (ms) => `${ms} ms`,
    nobody: '그룹에 멤버가 없습니다.',
  },

  described: {
    title: '오프셋, kafka-consumer-groups가 보여 주는 대로',
    copy: '명령 복사',
    text: words`${code('CURRENT-OFFSET')}은 커밋된 오프셋, ${code('LOG-END-OFFSET')}은 ListOffsets의 응답(하이 워터마크), ${code('LAG')}는 둘의 차이입니다. ${code('-')}는 커밋이 없거나 물어볼 곳이 없다는 뜻입니다.`,
    noCoordinator: '물어볼 곳이 없습니다. 그룹에 아직 코디네이터가 없습니다.',
    nothing: '할당된 것도 커밋된 것도 없습니다.',
  },
};
