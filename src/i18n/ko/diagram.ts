import type { Messages } from '../en.ts';

export const diagram: Messages['diagram'] = {
  picture:
    '클러스터: 왼쪽은 프로듀서, 가운데는 브로커, 오른쪽은 컨슈머 그룹입니다. 화살표 키로 옮겨 다니고 Enter로 선택합니다.',
  legend: {
    committed: '커밋됨',
    uncommitted: '하이 워터마크 위',
    follower: '팔로워 사본',
    missing: '아직 복제 안 됨',
    committedOffset: '그룹 오프셋',
    position: '현재 위치',
    lag: 'lag',
    active: '활성 컨트롤러',
    voter: '대기 컨트롤러',
  },
  controllerRole: '컨트롤러',
  activeController: '활성 컨트롤러 겸함',
  voter: '컨트롤러 겸함',
  controller: (id) => `컨트롤러 ${id}`,
  metadataOffset: (offset) => `메타데이터 ${offset}`,
  broker: (id) => `브로커 ${id}`,
  brokerStates: {
    starting: '시작 중',
    fenced: 'fenced',
    running: '실행 중',
    stopping: '종료 중',
    stopped: '정상 종료',
    paused: '일시 정지',
    crashed: '강제 종료',
  },
  folded: (replicas, leaders) => `복제본 ${replicas} · 리더 ${leaders}`,
  rack: (name) => name,
  follower: '팔로워',
  outOfSync: '동기화 안 됨',
  offline: '꺼짐',
  noLeader: '리더 없음',
  deposed: '물러남',
  elected: '선출됨',
  highWatermark: (offset) => `HW ${offset}`,
  logEndOffset: (offset) => `LEO ${offset}`,
  logStartOffset: (offset) => `${offset}`,
  isr: (leader, isr) => `${leader} · ISR ${isr}`,
  leads: (broker) => `리더 ${broker}`,
  loads: {
    byHand: '직접 보내기',
    rate: (perSecond) => `초당 ${perSecond}개`,
    burst: (records, seconds) => `${seconds}초마다 ${records}개`,
    count: (records, rate) => `${records}개, 초당 ${rate}개`,
  },
  keys: {
    none: '키 없음',
    users: (count) => `사용자 ${count}명`,
    skewed: '쏠린 사용자',
    list: (count) => `목록의 키 ${count}개`,
  },
  delivered: (acknowledged, sent, failed) =>
    failed > 0 ? `${acknowledged}/${sent} · 실패 ${failed}` : `응답 ${acknowledged}/${sent}`,
  groupStates: {
    Empty: 'Empty',
    PreparingRebalance: 'PreparingRebalance',
    CompletingRebalance: 'CompletingRebalance',
    Stable: 'Stable',
    Dead: 'Dead',
    Unknown: '코디네이터 없음',
  },
  generation: (generation) => (generation < 0 ? '세대 –' : `세대 ${generation}`),
  lag: (count) => `lag ${count}`,
  recordsLag: (count) => `records-lag ${count}`,
  idle: '쉬는 중',
  memberStates: { joining: '참여 중', stable: '안정', crashed: '강제 종료', closed: '닫힘' },
  more: (count) => `+${count}`,
  linkCut: '끊김',
  waits: '기다리는 것',
  skip: '건너뛰기',
  waitSubject: {
    broker: (id) => `브로커 ${id}`,
    partition: (id) => id,
    group: (id) => id,
    member: (id) => id,
  },
  say: {
    controller: (id, running, offset) => `컨트롤러 ${id}, ${running ? '실행 중' : '꺼짐'}, 메타데이터 오프셋 ${offset}`,
    broker: (id, state, leaders, replicas) => `브로커 ${id}, ${state}, 복제본 ${replicas}개 중 ${leaders}개의 리더`,
    rack: (name) => `랙 ${name}`,
    topic: (name, broker, replicas, leaders) =>
      `브로커 ${broker}의 토픽 ${name}: 복제본 ${replicas}개, 리더 ${leaders}개`,
    partition: (name, leader, isr) =>
      leader < 0
        ? `파티션 ${name}, 리더 없음, 동기화: ${isr}`
        : `파티션 ${name}, 리더 브로커 ${leader}, 동기화: ${isr}`,
    replica: (name, broker, role, end, watermark) =>
      `브로커 ${broker}의 ${name}, ${role}, 로그 끝 오프셋 ${end}, 하이 워터마크 ${watermark}`,
    record: (name, offset, broker, committed) =>
      `브로커 ${broker}의 ${name} 레코드 ${offset}, ${committed ? '커밋됨' : '커밋 안 됨'}`,
    producer: (id, topic, acks, acknowledged, sent) =>
      `프로듀서 ${id}, 토픽 ${topic}, acks=${acks}, 레코드 ${sent}개 중 ${acknowledged}개 응답`,
    group: (id, state, members, lag) => `그룹 ${id}, ${state}, 멤버 ${members}명, lag ${lag}`,
    member: (id, group, state, reads, lag) =>
      `그룹 ${group}의 컨슈머 ${id}, ${state}, ${reads === '' ? '쉬는 중' : `${reads} 읽음`}, records-lag ${lag}`,
    link: (from, to, how) => `노드 ${from}, 노드 ${to} 사이의 링크${how === '' ? '' : `: ${how}`}`,
    linkCut: (from, to) => `${from}에서 ${to} 방향 요청 끊김`,
    linkSlow: (latency) => `편도 ${latency}`,
    skip: (subject, config) => `${subject}의 ${config} 끝으로 건너뛰기`,
  },
};
