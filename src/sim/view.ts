import { chaosOf } from './chaos/chaos-cluster.ts';
import type { Snapshot } from './snapshot.ts';
import type { SimState } from './state.ts';
import type { Run } from './timeline.ts';
import { groupViews, producerViews } from './view/client-views.ts';
import { brokerViews, topicViews } from './view/cluster-views.ts';
import { committedImage } from './view/committed-image.ts';
import { brokerConfigsOf, topicDefaults } from './view/config-views.ts';
import { controllerView, controllerViews } from './view/controller-views.ts';
import { evidenceCounts } from './view/evidence-views.ts';
import { packetRows } from './view/packet-rows.ts';
import { partitionViews, userPartitions } from './view/partition-views.ts';
import { waitViews } from './view/wait-views.ts';

export { recordDetail } from './view/record-detail.ts';

function chaosView(s: SimState): Pick<Snapshot, 'chaos'> {
  const chaos = chaosOf(s);
  return chaos === null ? {} : { chaos: chaos.profile };
}

/** The cluster lens of the present moment. */
export function takeSnapshot(run: Run): Snapshot {
  const s = run.state;
  const order = userPartitions(s);
  return {
    atUs: s.nowUs,
    startTimeMs: s.startTimeMs,
    controller: controllerView(s),
    controllers: controllerViews(s),
    network: { latencyUs: s.network.latencyUs, jitterUs: s.network.jitterUs },
    brokers: brokerViews(s),
    topics: topicViews(s),
    clusterConfigs: brokerConfigsOf(s, committedImage(s), -1),
    topicDefaults: topicDefaults(s, committedImage(s)),
    partitions: partitionViews(s, order),
    producers: producerViews(s),
    groups: groupViews(s),
    links: [...s.links.values()],
    ...chaosView(s),
    waits: waitViews(s),
    evidence: evidenceCounts(s),
    packets: packetRows(s, order),
  };
}
