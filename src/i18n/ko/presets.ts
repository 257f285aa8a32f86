import type { PresetText } from '../en/presets.ts';

export const presets: Readonly<Record<string, PresetText>> = {
  'first-cluster': {
    title: '첫 클러스터',
    text: '브로커 셋, 토픽 하나, 프로듀서와 그룹: 레코드가 움직이는 것을 보세요.',
  },
  'keys-and-order': {
    title: '키와 순서',
    text: '키가 같은 레코드는 한 파티션으로 가고, 거기서 순서를 지킵니다.',
  },
  'more-consumers-than-partitions': {
    title: '파티션보다 많은 컨슈머',
    text: '그룹은 파티션보다 많은 멤버를 쓸 수 없습니다. 하나는 쉽니다.',
  },
  'a-broker-dies': {
    title: '브로커가 죽다',
    text: '리더를 강제 종료하고 컨트롤러가 새 리더를 정하는 것을 보세요.',
  },
  'acks-and-loss': {
    title: 'acks와 유실',
    text: 'acks=1에서는 응답받은 레코드도 사라질 수 있습니다. 언제 그런지, 어떻게 막는지 보세요.',
  },
  'slow-consumer': {
    title: '느린 컨슈머',
    text: '한 멤버가 레코드 하나에 너무 오래 걸려 lag이 늘어납니다.',
  },
  'too-few-in-sync-replicas': {
    title: '모자란 동기화 복제본',
    text: 'min.insync.replicas보다 적으면 Kafka는 약속하느니 거절합니다.',
  },
  'combined-nodes': {
    title: '브로커이자 컨트롤러',
    text: '두 역할을 맡은 노드 셋: 프로세스 하나를 죽이면 컨트롤러와 리더가 함께 사라집니다.',
  },
};
