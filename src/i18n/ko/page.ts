import type { Messages } from '../en.ts';
import { code, words } from '../words.ts';

export const top: Messages['top'] = {
  brand: 'Samsa',
  skip: '무대로 건너뛰기',
  scenario: '시나리오',
  scenarios: '시작할 시나리오',
  storedRuns: '이 브라우저에 저장된 실행',
  custom: '직접 만든 시나리오',
  lenses: '렌즈',
  lensNames: { cluster: '클러스터', topic: '토픽', groups: '그룹', storage: '스토리지' },
  version: 'Kafka 4.3.1 · KRaft',
  versionTitle: 'KRaft 컨트롤러를 쓰는 Apache Kafka 4.3.1의 규칙을 따릅니다',
  lost: (count) => `유실 ${count}`,
  lostShort: (count) => `유실 ${count}`,
  suffered: {
    duplicated: (count) => `중복 ${count}`,
    reordered: (count) => `키별 순서 뒤바뀜 ${count}`,
    skipped: (count) => `건너뜀 ${count}`,
    processedTwice: (count) => `두 번 처리 ${count}`,
    outOfOrder: (count) => `순서 다르게 처리 ${count}`,
    unavailable: (time) => `사용 불가 ${time}`,
    stoodStill: (time) => `멈춤 ${time}`,
  },
  evidence: '증거',
  evidenceText: (acknowledged, lost) =>
    lost === 0
      ? words`프로듀서가 기록되었다는 응답을 받은 레코드 ${acknowledged}개 중 사라진 것은 없습니다.`
      : words`프로듀서가 기록되었다는 응답을 받은 레코드 ${acknowledged}개 중 ${lost}개가 사라졌습니다. 그 레코드가 없는 브로커가 리더가 되었기 때문입니다. ${code('acks=all')}과 1보다 큰 ${code('min.insync.replicas')}가 이를 막습니다.`,
  slowNetwork: '느린 네트워크',
  fastNetwork: '데이터센터 네트워크',
  networkTitle: (latency) => `두 노드 사이 편도 ${latency}`,
  toFast: '데이터센터 네트워크로 바꾸기',
  toSlow: '움직임이 모두 보이는 느린 네트워크로 바꾸기',
  themes: { system: '테마: 시스템 설정', dark: '테마: 어둡게', light: '테마: 밝게' },
  fidelity: '충실도',
  fidelityTitle: '단순화한 것들',
  share: '공유',
  menu: '메뉴',
};

export const transport: Messages['transport'] = {
  label: '시간',
  play: '재생',
  pause: '일시 정지',
  next: '다음 이벤트',
  speed: '속도',
  speedOf: (speed) => (speed === 'max' ? '최대' : speed >= 1 ? `×${speed}` : `×1/${Math.round(1 / speed)}`),
  clock: '시뮬레이션 시간',
  seed: '시드',
  hash: '상태 해시',
  copyHash: '상태 해시 복사',
  hashAt: (time) => `${time}의 상태 해시. 시나리오, 시드, 조작이 같으면 어느 브라우저에서나 같습니다`,
  takeHash: '일시 정지하면 상태 해시가 보입니다',
  moment: '시점',
  momentOf: (now, end) => `${end} 중 ${now}`,
  reset: '처음으로',
  resetTitle: '조작 없이 시나리오의 처음으로 돌아갑니다',
  undo: '되돌리기',
  undoTitle: (acts) => (acts === 0 ? '되돌릴 조작이 없습니다' : `조작 ${acts}개 중 마지막을 되돌립니다`),
  panel: '자세히',
};

export const stage: Messages['stage'] = {
  label: '무대',
  produce: '레코드 보내기',
  serverLog: '서버 로그',
  serverLogTitle: '브로커와 컨트롤러가 로그에 남기는 줄',
  colourBy: '색 기준',
  partition: '파티션',
  key: '키',
  show: '보이는 요청',
  kinds: {
    fetch: 'Fetch',
    heartbeat: 'Heartbeat',
    group: '그룹',
    offsets: '오프셋',
    metadata: '메타데이터',
    controller: '컨트롤러',
  },
  story: '방금 일어난 일',
  history: '지금까지 일어난 일',
  historyEmpty: '아직 없습니다. 재생을 누르세요.',
  historyWorking: '새로 고침 전까지를 다시 재생하는 중 …',
  historyLost: '저장된 바이트를 잃어 새로 고침 전에 일어난 일을 보여 줄 수 없습니다.',
  goTo: (time) => `시점 ${time} 보기`,
  quiet: '클러스터가 조용합니다. 재생을 누르거나 레코드를 보내 보세요.',
  beginning: '재생을 누르세요.',
};

export const storage: Messages['storage'] = {
  label: '저장',
  stored: '이 브라우저에 저장됨',
  memory: '메모리에만 있음',
  why: {
    'no-indexeddb': '이 브라우저가 IndexedDB를 주지 않아 메모리에서만 실행되며, 새로 고치면 처음부터 시작합니다.',
    'no-web-locks': '여기서는 Web Locks를 쓸 수 없어(http?) 메모리에서만 실행되며, 새로 고치면 처음부터 시작합니다.',
    'other-tab': '다른 Samsa 탭이 저장소에 쓰고 있어 이 실행은 메모리에만 있습니다.',
    quota: '브라우저 저장 공간이 가득 차 메모리에서 계속합니다.',
    failed: '브라우저 저장소에 쓰지 못해 메모리에서 계속합니다.',
    off: '이 실행은 저장하지 않습니다.',
  },
  takeOver: '이 탭에서 이어받기',
};

export const notices: Messages['notices'] = {
  label: '알림',
  dismiss: '닫기',
  linkCopied: '링크를 복사했습니다. 여는 사람은 같은 시점의 같은 클러스터를 봅니다.',
  badLink: '링크를 열 수 없습니다:',
  badDocument: (why) => `여기서는 할 수 없습니다: ${why}`,
  brokenPromise: (promise, detail, seed, step) =>
    `여기서 Samsa가 틀렸습니다. Kafka의 약속 “${promise}”을 이 실행이 어겼습니다(${detail}). 시드 ${seed}, 단계 ${step}: 이 실행의 링크로 다시 볼 수 있습니다.`,
  noLink: '이 실행은 더 이상 링크에 들어가지 않습니다:',
  unknownParameters: (names) => `주소에 여기서 뜻이 없는 부분이 있어 뺐습니다: ${names}`,
  storedRun: (name) => `저장된 실행이 그대로 있습니다: ${name}`,
  openStored: '그리로 돌아가기',
  resumed: '실행이 멈췄던 곳에서 이어집니다. 재생을 누르세요.',
  damaged: '저장된 바이트의 CRC가 맞지 않습니다. Kafka가 복구하는 대로 이어지며, 더 이상 링크와 같지 않습니다.',
  paused: '일시 정지 중입니다. 재생을 누르면 움직입니다.',
};

export const share: Messages['share'] = {
  title: '이 시점 공유하기',
  text: '이 링크를 여는 사람은 같은 시점에 멈춘 같은 클러스터를 봅니다.',
  noClipboard:
    '이 페이지는 클립보드를 쓸 수 없습니다(http이거나 허용되지 않음). 링크가 선택되어 있으니 Ctrl+C 또는 ⌘C로 복사하세요.',
  link: '링크',
};

export const failure: Messages['failure'] = {
  title: 'Samsa가 멈췄습니다',
  text: {
    invariant: '엔진이 스스로에게 한 약속이 깨졌습니다. 여러분이 아니라 Samsa의 잘못이며, Kafka라면 이러지 않습니다.',
    crashed: '엔진의 워커가 죽었습니다.',
    'unknown-run': '엔진이 이 실행을 더 이상 알지 못합니다.',
    page: '페이지 자체에 오류가 났습니다.',
  },
  seed: '시드',
  moment: '시점',
  step: '단계',
  message: '메시지',
  restart: '다시 시작',
  restartText: '새 워커에서 시나리오를 처음부터 시작합니다.',
  copy: '내용 복사',
};

export const dialogs: Messages['dialogs'] = {
  close: '닫기',
  copy: '복사',
  copied: '복사됨',
};

export const shortcuts: Messages['shortcuts'] = {
  title: '키보드',
  open: '키보드 단축키',
  rows: [
    ['Space', '재생 또는 일시 정지'],
    ['.', '다음 이벤트'],
    ['[ ]', '느리게, 빠르게'],
    ['P', '레코드 보내기'],
    ['U', '마지막 조작 되돌리기'],
    ['C', '파티션 색 또는 키 색'],
    ['L', '다음 렌즈'],
    ['Esc', '닫기, 선택 해제'],
    ['Tab, 화살표', '무대에서 이동, Enter로 선택'],
    ['?', '이 목록'],
  ],
};
