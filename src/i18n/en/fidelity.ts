import type { Fidelity } from '../fidelity.ts';
import { code, words } from '../words.ts';

export const fidelity: Fidelity = {
  intro: words`Samsa follows the rules of Apache Kafka 4.3.1 with KRaft, read from its source and checked against recordings of real clusters. This is what it leaves out or does more simply.`,
  sections: [
    {
      title: 'Time and machines',
      points: [
        words`Time is simulated, in whole microseconds. A broker answers at once: threads, queues and garbage collection are not simulated, so latencies come from the network alone.`,
        words`A slow disk takes time for appends, one after another, and for nothing else; a full one ends its broker. A power failure takes what was neither flushed nor written back by the operating system after 30 s; it tears no batch.`,
        words`The scenarios declare a slow network (200 ms a hop), so that every flight can be seen. Kafka’s timeouts keep their defaults.`,
        words`Segments roll by ${code('segment.ms')} or by a small ${code('internal.segment.bytes')}, so that there is more than one to see.`,
      ],
    },
    {
      title: 'Controller',
      points: [
        words`Nearly all scenarios have one dedicated controller, node 100; one has three nodes that are broker and controller. A document may have three or five controllers of either kind, which vote and replicate ${code('__cluster_metadata')} as KRaft does. Metadata snapshots are not there yet.`,
        words`${code('metadata.max.idle.interval.ms')} is 0 in the scenarios: no NoOpRecords fill the metadata log.`,
        words`A new broker gets replicas of new topics only, until partitions are reassigned to it.`,
      ],
    },
    {
      title: 'Clients',
      points: [
        words`Producers do as Kafka’s do, without transactions. The scenarios set ${code('enable.idempotence=false')}, so that a retry can write twice; ${code('true')} is Kafka’s default.`,
        words`Groups use the classic protocol with Kafka’s four assignors. The newer consumer protocol and share groups are not there yet.`,
        words`Consumers read from the leader, or from the nearest replica where brokers and clients name their racks and ${code('replica.selector.class')} is set. A consumer may ask for ${code('read_committed')}, but no producer has transactions.`,
        words`Clients find their brokers by Metadata requests as real ones do, but connections have no TLS, no SASL and no quotas.`,
      ],
    },
    {
      title: 'Log',
      points: [
        words`Compression is real, with the same bytes in every browser. gzip and zstd write what Kafka’s libraries write; snappy and lz4 come from our own encoders, so their sizes differ from Kafka’s by some percent.`,
        words`Record batches are Kafka’s format version 2 with their real CRC-32C. Retention and compaction follow Kafka’s rules; the cleaner takes no time. Tiered storage is not there yet.`,
        words`A broker that starts recovers its directories by Kafka’s rules. The indexes of an active segment have the size of their entries; Kafka allots 10 MiB and trims them when the segment closes.`,
      ],
    },
  ],
};
