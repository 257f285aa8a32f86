import { withJosa } from '../josa.ts';
import type { TopicLensTexts } from '../topic-lens.ts';
import { code, words } from '../words.ts';

const number = (value: number): string => value.toLocaleString('ko');
const percent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;

/** 토픽 렌즈가 하는 말. */
export const topicLens: TopicLensTexts = {
  topic: '토픽',
  parts: { rulers: '오프셋', keys: '내 키 붙여 넣기' },
  part: '무엇을 볼지',
  zoom: '레코드',
  zooms: { all: '전체', last: (records) => `마지막 ${records}개` },
  none: '이 시점에는 토픽이 없습니다.',
  noneHint: '아무것도 선택하지 않았을 때 무대 옆에서 토픽을 만들 수 있습니다.',
  picture: (topic) =>
    `${topic} 토픽의 오프셋: 파티션마다 자가 하나 있고, 그 위에 복제본의 로그와 그룹의 오프셋이 있습니다. 위아래 화살표로 옮겨 다니고, 좌우 화살표로 복제본의 레코드를 옮겨 다니며, Enter로 선택합니다.`,
  hint: '복제본이나 레코드, 그룹을 가리키면 그것이 무엇인지 여기에 나옵니다.',
  marks: {
    logStartOffset: { name: 'Log Start Offset', short: '시작' },
    highWatermark: { name: 'High Watermark', short: 'HW' },
    logEndOffset: { name: 'Log End Offset', short: 'LEO' },
  },
  say: {
    partition: (name, leader, isr, start, watermark, end) =>
      `${name}: ${leader}, 동기화된 복제본 ${isr}. 오프셋 ${start}부터 ${end}까지이며, ${watermark} 아래는 모두 커밋되었습니다.`,
    replica: (name, broker, role, end, watermark) =>
      `브로커 ${broker}의 ${name}, ${role}: 로그 끝 오프셋은 ${end}, 알고 있는 하이 워터마크는 ${watermark}입니다.`,
    behind: (count) => `레코드 ${count}개를 아직 복제하지 못했습니다.`,
    notInSync: '동기화된 복제본에 들지 못했습니다.',
    committed: (name, offset, broker) =>
      `브로커 ${broker}에 있는 ${name}의 레코드 ${offset}: 하이 워터마크 아래에 있어 컨슈머가 읽을 수 있습니다.`,
    uncommitted: (name, offset, broker) =>
      `브로커 ${broker}에 있는 ${name}의 레코드 ${offset}: 기록되었지만 하이 워터마크 위에 있어 아직 어느 컨슈머에게도 보이지 않습니다.`,
    group: (group, name) => `${name}에서 그룹 ${group}:`,
    committedOffset: (offset, lag) =>
      `${withJosa(offset, '을/를')} 커밋했으므로 하이 워터마크보다 레코드 ${lag}개 뒤에 있고,`,
    noCommit: '아직 커밋한 것이 없고,',
    noCoordinator: '무엇이 커밋되었는지 지금 알려 줄 코디네이터가 없고,',
    position: (offset) => `다음 읽기는 ${offset}에서 시작합니다.`,
    noPosition: '지금은 아무도 읽지 않습니다.',
  },
  paste: {
    keys: '키, 한 줄에 하나',
    hint: (most, length) =>
      words`${code('StringSerializer')}처럼 UTF-8로 바꿉니다. 빈칸도 키의 일부입니다. 서로 다른 키 ${most}개까지, 키 하나는 ${length}자까지입니다. 키는 이 브라우저 탭을 떠나지 않습니다.`,
    sample: '예시 키',
    clear: '지우기',
    before: '지금 파티션 수',
    after: '나중 파티션 수',
    ofTopic: (topic, partitions) => `${topic} 토픽의 파티션은 ${partitions}개입니다.`,
    range: (most) => `1부터 ${most}까지.`,
    rule: words`키는 ${code('toPositive(murmur2(key)) % partitions')} 번 파티션으로 갑니다. 그 파티션에 리더가 없어도 같습니다.`,
    empty: '키를 붙여 넣거나 예시를 써 보세요. 키마다 어디로 가는지 바로 보입니다.',
    read: (count, all) =>
      count === all ? `키 ${number(count)}개.` : `${number(all)}줄에 키 ${number(count)}개. 같은 키는 한 번만 셉니다.`,
    tooLong: (count, most) => `${number(count)}줄은 뺐습니다. ${most}자보다 깁니다.`,
    tooMany: (count, most) => `${number(count)}줄은 뺐습니다. 서로 다른 키가 이미 ${most}개입니다.`,
    cut: (most) => `처음 ${most}자까지만 읽었습니다.`,
    spread: '얼마나 고른가',
    skew: (partition, count, times) =>
      `가장 많은 곳은 키 ${number(count)}개가 가는 파티션 ${partition}입니다. 평균의 ${times}배입니다.`,
    even: '파티션마다 키의 수가 같습니다.',
    unused: (count) => `파티션 ${count}개에는 키가 하나도 가지 않습니다.`,
    partition: (partition) => `파티션 ${partition}`,
    share: (count, share) => `${number(count)} · ${percent(share)}`,
    nowWith: (partitions) => `지금, ${partitions}개`,
    thenWith: (partitions) => `나중, ${partitions}개`,
    perPartition: '파티션마다 가는 키의 수. 점선은 평균',
    moves: '어느 키가 옮겨 가는가',
    moved: (count, all, from, to) =>
      `파티션이 ${from}개에서 ${to}개가 되면 키 ${number(all)}개 중 ${number(count)}개가 옮겨 갑니다(${percent(all === 0 ? 0 : count / all)}).`,
    expected: (share) => `해시가 고르면 평균 ${percent(share)}입니다.`,
    orderLost:
      'Kafka는 이미 있는 레코드를 옮기지 않습니다. 옮겨 간 키의 예전 레코드는 예전 파티션에 남고, 새 레코드와의 순서는 지켜지지 않습니다.',
    fewer: 'Kafka는 파티션을 줄여 주지 않습니다. 파티션이 적은 토픽은 새로 만들어야 합니다.',
    same: '파티션 수가 같으면 키는 모두 그대로입니다.',
    onlyMoved: '옮겨 가는 키만',
    table: '키와 파티션',
    noneMoves: '옮겨 가는 키가 없습니다.',
    columns: { key: '키', times: '줄', before: '지금', after: '나중', what: '이동' },
    goes: '옮겨 감',
    stays: '그대로',
  },
};
