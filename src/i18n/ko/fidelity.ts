import type { Fidelity } from '../fidelity.ts';
import { code, words } from '../words.ts';

export const fidelity: Fidelity = {
  intro: words`Samsa는 KRaft를 쓰는 Apache Kafka 4.3.1의 규칙을 따릅니다. 규칙은 소스에서 읽었고 실제 클러스터의 기록과 맞춰 보았습니다. 아래는 빠졌거나 더 단순한 것들입니다.`,
  sections: [
    {
      title: '시간과 기계',
      points: [
        words`시간은 마이크로초 단위로 시뮬레이션합니다. 브로커는 바로 응답합니다. 스레드, 큐, 가비지 컬렉션은 없으므로 지연은 네트워크에서만 옵니다.`,
        words`느린 디스크는 쓰기에만, 그것도 하나씩 차례로 시간이 걸립니다. 가득 찬 디스크는 그 브로커를 멈춥니다. 정전은 flush되지도 않고 운영체제가 30초 뒤 디스크에 쓰지도 않은 것을 가져가며, 배치를 중간에서 찢지는 않습니다.`,
        words`시나리오는 움직임이 보이도록 느린 네트워크(한 홉 200 ms)를 씁니다. Kafka의 타임아웃은 기본값 그대로입니다.`,
        words`세그먼트를 여럿 보려고 ${code('segment.ms')}나 작은 ${code('internal.segment.bytes')}로 나눕니다.`,
      ],
    },
    {
      title: '컨트롤러',
      points: [
        words`거의 모든 시나리오에는 전용 컨트롤러 하나(노드 100)가 있고, 한 시나리오에는 브로커이자 컨트롤러인 노드 셋이 있습니다. 문서에는 두 종류의 컨트롤러를 셋이나 다섯 둘 수 있고, 이들은 KRaft처럼 투표하고 ${code('__cluster_metadata')}를 복제합니다. 메타데이터 스냅샷은 아직 없습니다.`,
        words`시나리오에서 ${code('metadata.max.idle.interval.ms')}는 0입니다. NoOpRecord가 메타데이터 로그를 채우지 않습니다.`,
        words`새 브로커는 파티션을 재할당할 때까지 새 토픽의 복제본만 받습니다.`,
      ],
    },
    {
      title: '클라이언트',
      points: [
        words`프로듀서는 카프카의 프로듀서처럼 동작하지만 트랜잭션은 없습니다. 시나리오는 ${code('enable.idempotence=false')}로 두어 재시도가 두 번 기록될 수 있게 했습니다. 카프카의 기본값은 ${code('true')}입니다.`,
        words`그룹은 classic 프로토콜과 Kafka의 할당자 네 가지를 씁니다. 새 컨슈머 프로토콜과 공유 그룹은 아직 없습니다.`,
        words`컨슈머는 리더에서 읽고, 브로커와 클라이언트에 랙이 있고 ${code('replica.selector.class')}를 정했다면 가장 가까운 복제본에서 읽습니다. ${code('read_committed')}로 읽을 수 있지만, 트랜잭션을 쓰는 프로듀서는 아직 없습니다.`,
        words`클라이언트는 실제처럼 Metadata 요청으로 브로커를 찾지만, TLS와 SASL과 쿼터는 없습니다.`,
      ],
    },
    {
      title: '로그',
      points: [
        words`압축은 진짜이고 모든 브라우저에서 같은 바이트가 나옵니다. gzip과 zstd는 Kafka의 라이브러리가 쓰는 바이트와 같고, snappy와 lz4는 직접 만든 인코더라서 크기가 Kafka와 몇 퍼센트 다릅니다.`,
        words`레코드 배치는 Kafka의 버전 2 형식이고 CRC-32C도 진짜입니다. 보존과 압축 정리(compaction)는 Kafka의 규칙을 따르며, 클리너는 시간을 들이지 않습니다. 계층형 저장소는 아직 없습니다.`,
        words`시작하는 브로커는 Kafka의 규칙대로 디렉터리를 복구합니다. 쓰이는 중인 세그먼트의 인덱스는 항목만큼만 큽니다. Kafka는 10 MiB를 잡아 두었다가 세그먼트가 닫힐 때 줄입니다.`,
      ],
    },
  ],
};
