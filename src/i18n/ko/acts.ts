import type { Messages } from '../en.ts';
import { code, words } from '../words.ts';
import { actNames } from './act-names.ts';

export const acts: Messages['acts'] = {
  names: actNames,
  command: 'Kafka 명령줄',
  copyCommand: '명령 복사',
  noCommand: 'Kafka에는 이에 해당하는 명령이 없습니다.',
  do: '실행',
  cancel: '취소',
  whenPaused: '일시 정지 중입니다. 재생을 누르면 일어납니다.',

  stopText: '정상 종료(SIGTERM): 리더를 먼저 옮긴 뒤 내려갑니다.',
  killText: words`SIGKILL: 아무에게도 알리지 않습니다. 컨트롤러는 ${code('broker.session.timeout.ms')} 동안 기다립니다.`,
  powerOffText: '강제 종료와 같고, 운영체제가 아직 디스크에 쓰지 않은 것은 사라집니다.',
  pauseText: words`SIGSTOP: 소켓은 열어 둔 채 아무에게도 답하지 않습니다. ${code('broker.session.timeout.ms')}가 지나면 fenced가 됩니다.`,
  resumeText: 'SIGCONT: 멈춘 자리에서 이어 갑니다. 잠시 자신이 아직 리더라고 믿을 수 있습니다.',
  unregisterText:
    '컨트롤러가 이 브로커를 잊습니다. 다시 시작하면 다시 등록됩니다. 할당된 레플리카는 그대로 남으니 먼저 다른 브로커로 옮기세요.',
  startText: '로그를 열고 등록하고 따라잡은 뒤 다시 ISR에 들어갑니다.',

  controllers: {
    kill: words`SIGKILL: 리더였다면 나머지가 ${code('controller.quorum.fetch.timeout.ms')} 뒤에 다른 리더를 뽑습니다.`,
    stop: 'SIGTERM: 리더라면 먼저 자리를 넘기고 꺼집니다.',
    pause: 'SIGSTOP: 연결은 열려 있지만 아무에게도 답하지 않습니다.',
    resume: 'SIGCONT: 멈춘 자리에서 다시 움직입니다.',
    start: '로그를 읽고 쿼럼에 참여합니다.',
  },

  addBroker: {
    id: '노드 id',
    rack: '랙',
    noRack: '랙 없음',
    text: '파티션을 재할당하기 전까지는 새 토픽의 복제본만 받습니다.',
  },

  link: {
    cut: (from, to) => `요청 ${from} → ${to} 끊기`,
    heal: (from, to) => `요청 ${from} → ${to} 복구`,
    slow: '링크 느리게 하기',
    latencyMs: '편도, ms',
    normal: '네트워크 지연으로 되돌리기',
    lose: (from, to) => `패킷 손실 ${from} → ${to}`,
    lossPercent: '손실, %',
    lossless: (from, to) => `손실 없애기 ${from} → ${to}`,
  },

  rackPowerText: '랙의 모든 브로커가 한꺼번에 꺼집니다. 운영체제가 아직 디스크에 쓰지 않은 것은 사라집니다.',

  disk: {
    slow: '디스크 느리게 하기',
    slowText: '추가할 때마다 디스크를 기다리고, 뒤따르는 것도 함께 기다립니다. 뒤처진 팔로워는 ISR에서 빠집니다.',
    appendMs: '추가 한 번, ms',
    flushMs: '디스크로 내리기 한 번, ms',
    normal: '디스크를 다시 빠르게',
    fill: '디스크 채우기',
    fillText: words`들어가지 않는 첫 추가가 ${code('KAFKA_STORAGE_ERROR')}로 실패합니다. 로그 디렉터리가 오프라인이 되고, 다른 디렉터리가 없는 브로커는 멈춥니다.`,
    freeBytes: '로그에 남은 바이트',
    free: '디스크 비우기',
  },

  chaos: {
    title: '카오스',
    text: '시드의 주사위에 따라 장애가 저절로 생겼다가 사라집니다. 같은 링크는 같은 카오스를 부릅니다.',
    profile: '세기',
    profiles: {
      gentle: '약하게: 한 번에 장애 하나',
      rough: '거칠게: 한 번에 둘, 과반수는 남음',
      brutal: '극심하게: 랙, 디스크, 링크까지, 브로커 하나만 남음',
    },
    seed: '시드',
    start: '카오스 시작',
    stop: '카오스 멈추기',
    stopText: '망가진 것은 그대로 남습니다.',
  },

  elect: {
    text: '목록의 첫 복제본이 동기화되어 있으면 다시 리더가 됩니다.',
    already: '선호 리더가 이미 리더입니다. Kafka는 ELECTION_NOT_NEEDED로 답합니다.',
  },

  produce: {
    title: '레코드 보내기',
    topic: '토픽',
    key: '키',
    keyHint: '비우면 null 키',
    value: '값',
    tombstone: 'null 값 (tombstone)',
    partition: '파티션',
    byKey: '키에 따라, 없으면 sticky',
    acks: 'acks',
    acksText: {
      '0': '0: 기다리지 않음',
      '1': '1: 리더가 가짐',
      all: 'all: 동기화된 모든 복제본이 가짐',
    },
    headers: '헤더',
    more: '헤더와 타임스탬프',
    headersHint: '이름: 값, 한 줄에 하나',
    timestamp: '타임스탬프, 1970년부터 ms',
    timestampHint: '비우면 보내는 때',
    send: '레코드 보내기',
    noTopic: '보낼 토픽이 없습니다.',
  },

  topic: {
    name: '이름',
    partitions: '파티션',
    replicationFactor: '복제 계수',
    unset: '기본값',
    create: '토픽 만들기',
  },

  config: {
    name: '설정',
    value: '값',
    back: (value) => `기본값(${value})으로 되돌리기`,
    change: '설정 바꾸기',
  },

  reassign: {
    text: '새 복제본이 먼저 복사해 ISR에 들어간 뒤에야 이전 복제본이 떠납니다. 목록의 길이가 달라지면 복제 계수가 바뀝니다.',
    replicas: '복제본',
    hint: '노드 id, 선호 리더를 맨 앞에',
    move: '재배치',
    cancel: '재배치 취소',
    cancelText: '추가되던 복제본이 다시 떠나고 스로틀도 풀립니다.',
    throttle: '스로틀',
    throttleHint: '브로커마다 초당 바이트, 비우면 없음',
    verify: '검증하고 스로틀 풀기',
    verifyText:
      '더는 이동 중인 것이 없으면 모든 브로커의 스로틀 속도와 토픽의 스로틀 복제본 설정을 되돌립니다. 그때까지 스로틀은 남아서, 뒤처지는 복제본을 늦춥니다.',
  },

  deleteRecords: {
    text: '로그 시작 오프셋이 올라가, 그 앞은 더 읽을 수 없습니다. 통째로 그 앞에 놓인 세그먼트는 삭제됩니다.',
    before: '이 오프셋 앞을 모두',
    hint: '-1: 하이 워터마크까지',
    remove: '레코드 삭제',
  },

  deleteTopicText: '파티션은 바로 사라집니다. 디렉터리는 이름이 바뀌고 1분 뒤에 삭제됩니다.',
  uncleanText: 'ISR 밖의 복제본이 리더가 됩니다. 파티션은 다시 쓸 수 있지만, 다른 복제본에만 있던 레코드는 사라집니다.',

  partitions: {
    total: '전체 파티션 수',
    text: '키는 해시를 파티션 수로 나눈 나머지로 갑니다. 파티션이 늘면 같은 키도 이제 다른 곳으로 갈 수 있습니다. 줄이는 것은 거절됩니다. 사라질 파티션의 레코드가 갈 곳이 없기 때문입니다.',
    change: '변경',
  },

  producer: {
    id: 'client.id',
    topic: '토픽',
    rate: '초당 레코드',
    keys: '키',
    keyKinds: { none: '키 없음', users: '사용자 골고루', skewed: '절반이 한 사용자', list: '직접 쓴 목록' },
    keyList: '키, 한 줄에 하나',
    keyListHint: (max) => `이 순서로 되풀이합니다. 최대 ${max}개`,
    drawn: '목록에서 무작위로',
    alsoTo: '번갈아 보낼 토픽',
    load: '부하',
    loadKinds: { rate: '일정한 속도로', burst: '한꺼번에 몰아서', count: '정해진 수만큼' },
    records: '레코드 수',
    everySeconds: '간격, 초',
    recordTitle: 'serializer, 값, 헤더, 시각',
    serializers: {
      string: 'String: UTF-8 문자열',
      integer: 'Integer: 4바이트',
      long: 'Long: 8바이트',
      json: 'JSON',
      bytes: '바이트, 16진수',
    },
    value: '값',
    valueKinds: { padded: '번호, 크기에 맞춰 채움', template: '템플릿', null: 'null(tombstone)' },
    template: '값 템플릿',
    templateHint: '쓸 수 있는 자리: {n} {key} {producer} {topic} {time} {1..6}',
    tombstones: 'tombstone, %',
    partition: '파티션',
    partitionHint: '비우면 partitioner가 고릅니다',
    time: '타임스탬프',
    timeKinds: { now: '보내는 때', late: '최대 … ms 전', at: '항상 같은 시각' },
    lateMs: '최대, ms',
    atMs: '1970년부터 ms',
    configs: '설정',
    configsNew: '비우면 Kafka의 기본값입니다.',
    configsText: '프로세스를 닫아 남은 것을 보낸 뒤 새로 시작합니다. 비우면 Kafka의 기본값입니다.',
    configDefault: (value) => `기본값: ${value}`,
    addConfig: '설정할 항목',
    chooseConfig: '선택 …',
    users: '사용자 수',
    acks: 'acks',
    valueBytes: '값 크기, 바이트',
    add: '프로듀서 추가',
    change: '변경',
    handOnly: '0이면 직접 보낸 것만 보냅니다',
  },

  group: {
    id: 'group.id',
    topics: '토픽',
    members: '컨슈머 수',
    processingMs: '레코드당 처리 시간, ms',
    strategyDefault: '기본값: range, 다음은 cooperative sticky',
    add: '그룹 추가',
  },

  consumer: {
    id: 'client.id',
    processingMs: '레코드당 처리 시간, ms',
    instanceHint: '정적 멤버가 됩니다. 세션이 끝날 때까지 자리가 남습니다. 비우면 동적 멤버',
    rackHint: 'replica.selector.class가 있으면 이 랙에서 읽습니다. 비우면 없음',
    add: '컨슈머 추가',
    change: '변경',
    removeText: 'close(): 오프셋을 커밋하고 그룹에서 나갑니다.',
    crashText: words`프로세스가 죽습니다. 그룹은 ${code('session.timeout.ms')} 동안 기다립니다.`,
    slowText: words`레코드가 오는 것보다 느리면 lag이 늘고, ${code('max.poll.interval.ms')}를 넘으면 자리를 잃습니다.`,
  },

  power: {
    off: '모든 브로커와 컨트롤러의 전원이 한꺼번에 꺼집니다. 운영체제가 디스크에 쓴 것은 남습니다.',
    on: '브로커마다 자기 디렉터리를 복구합니다.',
  },
};
