import type { BiographyTexts, EvidenceItemTexts, EvidenceTexts } from '../evidence.ts';
import { josa, withJosa } from '../josa.ts';
import { partitionCode } from '../sentence-parts.ts';
import { code, words } from '../words.ts';

const place = (index: number): string => (index === 0 ? '첫 레코드로' : `앞의 ${index}개 뒤에`);

const lines: BiographyTexts = {
  created: (it) =>
    it.key === null
      ? words`프로듀서 ${code(it.producer)}${josa(it.producer, '이/가')} 키 없이 보냅니다.`
      : words`프로듀서 ${code(it.producer)}${josa(it.producer, '이/가')} 키 ${code(it.key)}${josa(it.key, '으로/로')} 보냅니다.`,
  batched: (it) => words`${place(it.index)} 배치에 들어갑니다.`,
  sent: (it) =>
    it.attempt === 1
      ? words`레코드 ${it.records}개의 배치가 브로커 ${code(it.broker)}${josa(it.broker, '으로/로')} 떠납니다.`
      : words`레코드 ${it.records}개의 배치가 브로커 ${code(it.broker)}${josa(it.broker, '으로/로')} 다시 떠납니다: ${it.attempt}번째 시도.`,
  failed: (it) =>
    it.final
      ? words`프로듀서가 포기합니다: ${code(it.error)}. 기록되었는지는 알 수 없습니다.`
      : words`프로듀서가 ${code(it.error)}${josa(it.error, '을/를')} 받고 다시 시도합니다.`,
  appended: (it) =>
    it.other
      ? words`브로커 ${code(it.broker)}의 오프셋 ${code(it.offset)}, 에포크 ${code(it.epoch)}에 기록됩니다: 같은 전송의 또 다른 사본입니다.`
      : words`리더인 브로커 ${code(it.broker)}의 오프셋 ${code(it.offset)}, 에포크 ${code(it.epoch)}에 기록됩니다.`,
  copied: (it) => words`브로커 ${code(it.broker)}에 복제됩니다.`,
  committed: (it) => words`커밋됩니다: ${code('high watermark')}가 ${code(it.highWatermark)}입니다.`,
  acknowledged: (it) => words`프로듀서가 오프셋 ${code(it.offset)}에 기록되었다는 응답을 받습니다.`,
  'not-awaited': () => words`${code('acks=0')}인 프로듀서는 기록된 것으로 여깁니다.`,
  read: (it) =>
    it.times === 1
      ? words`그룹 ${code(it.group)}의 ${code(it.member)}${josa(it.member, '이/가')} 읽습니다.`
      : words`그룹 ${code(it.group)}의 ${code(it.member)}${josa(it.member, '이/가')} 읽습니다: 그룹으로는 ${it.times}번째입니다.`,
  processed: (it) =>
    it.times === 1
      ? words`${code(it.member)}${josa(it.member, '이/가')} 처리를 마칩니다.`
      : words`${code(it.member)}${josa(it.member, '이/가')} 처리를 마칩니다: 그룹으로는 ${it.times}번째입니다.`,
  'offset-committed': (it) =>
    words`그룹 ${code(it.group)}${josa(it.group, '이/가')} 그다음까지, 오프셋 ${code(it.offset)}${josa(it.offset, '을/를')} 커밋합니다.`,
  deleted: (it) => {
    if (it.why === 'retention') return words`브로커 ${code(it.broker)}에서 보존 기간이 지나 삭제됩니다.`;
    if (it.why === 'delete-records')
      return words`브로커 ${code(it.broker)}에서 요청(${code('DeleteRecords')})으로 삭제됩니다.`;
    return words`브로커 ${code(it.broker)}에서 삭제됩니다: 리더의 로그가 더 뒤에서 시작합니다.`;
  },
  compacted: (it) => words`브로커 ${code(it.broker)}에서 압축 정리로 사라집니다: 같은 키의 더 새 레코드가 있습니다.`,
  truncated: (it) =>
    words`브로커 ${code(it.broker)}의 로그에서 잘립니다: 리더 ${code(it.leader)}의 역사는 에포크 ${code(it.leaderEpoch)}의 것으로 다릅니다.`,
  'not-on-disk': (it) => words`브로커 ${code(it.broker)}의 프로세스와 함께 사라집니다: 디스크에는 아직 없었습니다.`,
  removed: (it) =>
    words`로그째 지워집니다: 브로커 ${code(it.broker)}${josa(it.broker, '은/는')} 더는 복제본이 아닙니다.`,
  lost: (it) =>
    words`유실됩니다: 이 레코드가 없는 브로커 ${code(it.broker)}${josa(it.broker, '이/가')} 에포크 ${code(it.epoch)}부터 리더입니다.`,
};

const offsets = ({ first, last }: { readonly first: number; readonly last: number }) =>
  first === last ? words`오프셋 ${code(first)}` : words`오프셋 ${code(first)}–${code(last)}`;
const ofKey = (key: string | null) => (key === null ? words`키 없음` : words`키 ${code(key)}`);

const items: EvidenceItemTexts = {
  lost: (it) => words`${partitionCode(it)}, 에포크 ${code(it.epoch)}의 ${offsets(it)}: 응답까지 받았으나 사라졌습니다.`,
  duplicated: (it) =>
    words`${partitionCode(it)}, ${offsets(it)} (${ofKey(it.key)}): ${code(it.producer)}${josa(it.producer, '이/가')} 한 번 보냈는데 이미 ${code(it.copyOf)}에 있습니다.`,
  reordered: (it) =>
    words`${partitionCode(it)}, ${offsets(it)} (${ofKey(it.key)}): ${code(it.producer)}${josa(it.producer, '이/가')} ${code(it.behind)}에 있는 것보다 먼저 보냈습니다.`,
  'processed-twice': (it) =>
    words`${partitionCode(it)}, ${offsets(it)}: ${code(it.group)}의 ${code(it.member)}${josa(it.member, '이/가')} 다시 처리했습니다.`,
  skipped: (it) =>
    words`${partitionCode(it)}, ${offsets(it)}: ${code(it.group)}의 ${code(it.member)}${josa(it.member, '이/가')} 건너뛰었습니다.`,
  'out-of-order': (it) =>
    words`${partitionCode(it)}, ${offsets(it)} (${ofKey(it.key)}): ${code(it.group)}의 ${code(it.member)}${josa(it.member, '이/가')} ${code(it.behind)} 다음에 처리했습니다.`,
  unavailable: (it) => words`${partitionCode(it)}: ${it.took} 동안 응답할 리더가 없었습니다.`,
  stoodStill: (it) =>
    it.why === 'joining'
      ? words`${code(it.group)}의 ${code(it.member)}${josa(it.member, '이/가')} 리밸런스를 ${it.took} 기다려 파티션 ${it.partitions}개가 멈췄습니다.`
      : words`${code(it.group)}의 ${code(it.member)}${josa(it.member, '이/가')} 죽은 것을 그룹이 ${it.took} 동안 몰라 파티션 ${it.partitions}개가 멈췄습니다.`,
};

export const evidence: EvidenceTexts = {
  numbers: {
    lost: '유실된, 응답받은 레코드',
    duplicated: '로그에 중복된 레코드',
    reordered: '키별 순서가 바뀐 레코드',
    unavailable: '사용할 수 없던 파티션',
    'stood-still': '멈춰 있던 그룹',
    'processed-twice': '두 번 처리된 레코드',
    skipped: '건너뛴 레코드',
    'out-of-order': '키별 순서와 다르게 처리된 레코드',
  },
  meaning: {
    lost: words`프로듀서는 기록되었다는 응답을 받았습니다. ${code('acks=all')}과 1보다 큰 ${code('min.insync.replicas')}가 이를 막습니다.`,
    duplicated: words`한 번의 전송이 재시도되어 두 번 기록되었습니다. ${code('enable.idempotence=true')}가 이를 막습니다.`,
    reordered: words`같은 키로 나중에 보낸 레코드 뒤에 있습니다: 여러 요청이 전송 중일 때 그중 하나가 재시도되었습니다. ${code('enable.idempotence=true')}나 ${code('max.in.flight.requests.per.connection=1')}이 이를 막습니다.`,
    unavailable: words`리더가 끝나거나 멈춘 때부터 다음 리더가 시작한 때까지를 파티션마다 더했습니다.`,
    'stood-still': words`맡은 파티션을 읽지 않은 시간을 멤버마다 더했습니다.`,
    'processed-twice': words`멤버가 다시 처리했습니다: 그룹이 처리했지만 커밋하지 않은 것입니다.`,
    skipped: words`아무도 처리하지 않았는데 그룹이 지나쳤습니다: 오프셋을 재설정했거나, 처리보다 먼저 커밋한 프로세스가 죽었습니다.`,
    'out-of-order': words`뒤에 있거나 나중에 보낸 같은 키의 레코드 다음에 처리되었습니다.`,
  },
  none: '아직 없습니다.',
  at: '시점',
  items,
  biography: {
    title: '일생',
    tell: '일생 보기',
    again: '지금까지 다시 보기',
    asOf: (time) => `${time}까지`,
    working: (percent) => `실행을 다시 재생하는 중: ${percent} %`,
    none: '여기까지 이런 레코드를 기록한 리더가 없습니다.',
    tooOld: '이 실행은 링크와 다른 바이트로 저장소에서 돌아왔습니다. 지난 일을 다시 재생할 수 없습니다.',
    goTo: (time) => `${withJosa(time, '으로/로')} 가기`,
    later: '지금보다 나중',
    onBrokers: (ids) => `마지막에는 브로커 ${ids}의 로그에 있습니다.`,
    nowhere: '마지막에는 어느 로그에도 없습니다.',
    lines,
  },
};
