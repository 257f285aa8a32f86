const prefix = 'org.apache.kafka.clients.consumer.';

/** The assignors of Kafka's Java client by their classes, as partition.assignment.strategy names them. */
const classes: ReadonlyMap<string, string> = new Map([
  [`${prefix}RangeAssignor`, 'range'],
  [`${prefix}RoundRobinAssignor`, 'roundrobin'],
  [`${prefix}StickyAssignor`, 'sticky'],
  [`${prefix}CooperativeStickyAssignor`, 'cooperative-sticky'],
]);

export const assignorClasses: readonly string[] = [...classes.keys()];

/** ConsumerPartitionAssignor.name(); undefined: no such class. */
export const assignorNameOfClass = (name: string): string | undefined => classes.get(name);
