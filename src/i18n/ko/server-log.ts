import type { ServerLogTexts } from '../en/server-log.ts';
import { code, words } from '../words.ts';

export const serverLog: ServerLogTexts = {
  heading: '서버 로그',
  close: '서버 로그 닫기',
  node: '노드',
  allNodes: '전체',
  broker: (id) => `브로커 ${id}`,
  controller: (id) => `컨트롤러 ${id}`,
  level: '수준',
  levels: { INFO: 'INFO 이상', WARN: 'WARN 이상', ERROR: 'ERROR 이상' },
  text: '검색어',
  textHint: '예: Shrinking ISR',
  lines: '로그 줄, 최신순',
  goTo: (time) => `${time}으로 가서 이 줄이 말하는 대상을 선택`,
  later: '지금보다 뒤',
  empty: '아직 어떤 브로커도 컨트롤러도 로그를 남기지 않았습니다.',
  noMatch: (kept) => `${kept}줄 가운데 조건에 맞는 줄이 없습니다.`,
  shown: (shown, matching) => (shown === matching ? `${matching}줄` : `${matching}줄 가운데 최신 ${shown}줄`),
  more: '더 보기',
  source: () =>
    words`Kafka 4.3.1이 INFO 수준에서 쓰는 문구이며, 줄 끝의 클래스가 출처입니다. 연결, 스레드, 메트릭에 대한 줄은 없습니다. ${code('/tmp/kraft-broker-logs')}는 Kafka의 ${code('config/broker.properties')}에 있는 ${code('log.dirs')}입니다.`,
};
