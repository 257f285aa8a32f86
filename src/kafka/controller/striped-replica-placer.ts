import type { JavaRandom } from '../../base/java-random.ts';
import { javaHashCode, javaHashOrder } from '../../base/java-string.ts';
import type { Result } from '../../base/result.ts';
import { err, ok } from '../../base/result.ts';

export interface UsableBroker {
  readonly id: number;
  readonly rack: string | null;
  readonly fenced: boolean;
}

export interface PlacementError {
  readonly error: 'INVALID_REPLICATION_FACTOR';
  readonly message: string;
}

/** Brokers of one rack with the same fencing, handed out in a circle that starts one further each epoch. */
interface BrokerList {
  brokers: number[];
  epoch: number;
  index: number;
  offset: number;
}

interface Rack {
  readonly name: string | null;
  readonly fenced: BrokerList;
  readonly unfenced: BrokerList;
}

/** The racks, and where the next stripe begins (StripedReplicaPlacer.RackList). */
interface Racks {
  readonly order: Rack[];
  /** In the order of Kafka's hash map of racks, in which numbers are drawn. */
  readonly hashed: readonly Rack[];
  readonly unfencedCount: number;
  epoch: number;
  offset: number;
}

const NONE = -1;

function emptyList(): BrokerList {
  return { brokers: [], epoch: 0, index: 0, offset: 0 };
}

function initializeList(list: BrokerList, random: JavaRandom): void {
  if (list.brokers.length === 0) return;
  list.brokers.sort((a, b) => a - b);
  list.offset = random.nextInt(list.brokers.length);
}

/** The next broker of this epoch, −1 when all have been given. */
function nextBroker(list: BrokerList, epoch: number): number {
  const size = list.brokers.length;
  if (size === 0) return NONE;
  if (list.epoch !== epoch) {
    list.epoch = epoch;
    list.index = 0;
    list.offset = (list.offset + 1) % size;
  }
  if (list.index >= size) return NONE;
  const broker = list.brokers[(list.index + list.offset) % size] as number;
  list.index++;
  return broker;
}

function shuffleList(list: BrokerList, random: JavaRandom): void {
  random.shuffle(list.brokers);
}

/** No rack sorts first; names by their UTF-16 units, as String.compareTo. */
function compareRacks(a: Rack, b: Rack): number {
  if (a.name === null || b.name === null) return a.name === b.name ? 0 : a.name === null ? -1 : 1;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function groupByRack(brokers: readonly UsableBroker[]): Rack[] {
  const racks = new Map<string | null, Rack>();
  for (const broker of brokers) {
    let rack = racks.get(broker.rack);
    if (rack === undefined) {
      rack = { name: broker.rack, fenced: emptyList(), unfenced: emptyList() };
      racks.set(broker.rack, rack);
    }
    (broker.fenced ? rack.fenced : rack.unfenced).brokers.push(broker.id);
  }
  return [...racks.values()];
}

function makeRacks(brokers: readonly UsableBroker[], random: JavaRandom): Racks {
  const order = groupByRack(brokers);
  // HashMap<Optional<String>, Rack>: Optional.empty() hashes to 0.
  const hashes = order.map((rack) => (rack.name === null ? 0 : javaHashCode(rack.name)));
  const hashed = javaHashOrder(hashes).map((i) => order[i] as Rack);
  for (const rack of hashed) {
    initializeList(rack.fenced, random);
    initializeList(rack.unfenced, random);
  }
  order.sort(compareRacks);
  const unfencedCount = order.reduce((count, rack) => count + rack.unfenced.brokers.length, 0);
  return { order, hashed, unfencedCount, epoch: 0, offset: order.length === 0 ? 0 : random.nextInt(order.length) };
}

function shuffleRacks(racks: Racks, random: JavaRandom): void {
  racks.epoch = 0;
  random.shuffle(racks.order);
  for (const rack of racks.hashed) {
    shuffleList(rack.fenced, random);
    shuffleList(rack.unfenced, random);
  }
}

/** The replicas of one partition, leader first (RackList.place). */
function placePartition(racks: Racks, replicationFactor: number, random: JavaRandom): number[] {
  const { order } = racks;
  if (racks.epoch === racks.unfencedCount && racks.unfencedCount > 1) shuffleRacks(racks, random);
  if (racks.offset === order.length) racks.offset = 0;
  const replicas: number[] = [];
  let at = racks.offset;
  let firstRack = NONE;
  // The leader is an unfenced broker; the caller has seen that there is one.
  while (firstRack === NONE) {
    const broker = nextBroker((order[at] as Rack).unfenced, racks.epoch);
    if (broker !== NONE) {
      replicas.push(broker);
      firstRack = at;
    }
    at = (at + 1) % order.length;
  }
  at = racks.offset;
  while (replicas.length < replicationFactor) {
    if (at === firstRack) {
      firstRack = NONE;
    } else {
      const rack = order[at] as Rack;
      let broker = nextBroker(rack.unfenced, racks.epoch);
      if (broker === NONE) broker = nextBroker(rack.fenced, racks.epoch);
      if (broker !== NONE) replicas.push(broker);
    }
    at = (at + 1) % order.length;
  }
  racks.epoch++;
  racks.offset++;
  return replicas;
}

function checkReplicationFactor(replicationFactor: number, brokers: readonly UsableBroker[]): string | null {
  if (replicationFactor <= 0) {
    return `Invalid replication factor ${replicationFactor}: the replication factor must be positive.`;
  }
  if (brokers.every((broker) => broker.fenced)) {
    return 'All brokers are currently fenced, or have all their log directories cordoned.';
  }
  if (replicationFactor <= brokers.length) return null;
  return (
    `The target replication factor of ${replicationFactor} cannot be reached because only ${brokers.length} broker(s) ` +
    'are registered or some brokers have all their log directories cordoned.'
  );
}

/**
 * Where KRaft puts the replicas of new partitions: stripes over the racks, and in each rack over its brokers
 * (org.apache.kafka.metadata.placement.StripedReplicaPlacer). `brokers` in registration order, without those in
 * controlled shutdown. Even a refused placement draws numbers. `startPartition` changes nothing, as in Kafka.
 */
export function placeReplicas(
  random: JavaRandom,
  brokers: readonly UsableBroker[],
  _startPartition: number,
  numPartitions: number,
  replicationFactor: number,
): Result<number[][], PlacementError> {
  const racks = makeRacks(brokers, random);
  const message = checkReplicationFactor(replicationFactor, brokers);
  if (message !== null) return err({ error: 'INVALID_REPLICATION_FACTOR', message });
  const placements: number[][] = [];
  for (let i = 0; i < numPartitions; i++) placements.push(placePartition(racks, replicationFactor, random));
  return ok(placements);
}
