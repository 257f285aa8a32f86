/** Why a producer with these configs cannot be made: the Java exception's simple name and its words. */
export interface ProducerConfigProblem {
  readonly exception: 'ConfigException' | 'KafkaException';
  readonly message: string;
}

type Configs = Readonly<Record<string, string>>;

/** ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION_FOR_IDEMPOTENCE: a leader knows a producer's last five batches. */
const maxInFlightForIdempotence = 5;

const numberOf = (configs: Configs, name: string, byDefault: number): number => {
  const text = configs[name];
  return text === undefined ? byDefault : Number(text);
};

/** ProducerConfig.postProcessAndValidateIdempotenceConfigs. */
function idempotenceProblem(configs: Configs): string | null {
  const asked = configs['enable.idempotence'];
  let enabled = asked === undefined || asked.toLowerCase() === 'true';
  if (enabled) {
    const noRetries = numberOf(configs, 'retries', 1) === 0;
    const tooFewAcks = configs['acks'] === '0' || configs['acks'] === '1';
    if (noRetries && asked !== undefined) {
      return 'Must set retries to non-zero when using the idempotent producer.';
    }
    if (tooFewAcks && asked !== undefined) {
      return 'Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.';
    }
    const inFlight = numberOf(configs, 'max.in.flight.requests.per.connection', maxInFlightForIdempotence);
    if (inFlight > maxInFlightForIdempotence) {
      const limit = 'max.in.flight.requests.per.connection must be set to at most 5';
      return `To use the idempotent producer, ${limit}. Current value is ${inFlight}.`;
    }
    enabled = !noRetries && !tooFewAcks;
  }
  if (enabled || configs['transactional.id'] === undefined) return null;
  return 'Cannot set a transactional.id without also enabling idempotence.';
}

/** KafkaProducer.configureDeliveryTimeout: only a value that the user has set is refused. */
function deliveryProblem(configs: Configs): string | null {
  const timeout = configs['delivery.timeout.ms'];
  if (timeout === undefined) return null;
  const least = numberOf(configs, 'linger.ms', 5) + numberOf(configs, 'request.timeout.ms', 30_000);
  if (Number(timeout) >= Math.min(least, 2_147_483_647)) return null;
  return 'delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms';
}

/** What Kafka refuses of configs that are valid one by one. Source: ProducerConfig, KafkaProducer (4.3.1). */
export function producerConfigProblem(configs: Configs): ProducerConfigProblem | null {
  const idempotence = idempotenceProblem(configs);
  if (idempotence !== null) return { exception: 'ConfigException', message: idempotence };
  const delivery = deliveryProblem(configs);
  // The constructor wraps what it throws itself.
  return delivery === null ? null : { exception: 'KafkaException', message: delivery };
}
