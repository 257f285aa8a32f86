/** Why a producer with these configs cannot be made: the Java exception's simple name and its words. */
export interface ProducerConfigProblem {
  /** The config that does not fit the others. */
  readonly name: string;
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

const refused = (name: string, message: string): ProducerConfigProblem => ({
  name,
  exception: 'ConfigException',
  message,
});

/** ProducerConfig.postProcessAndValidateIdempotenceConfigs. */
function idempotenceProblem(configs: Configs): ProducerConfigProblem | null {
  const asked = configs['enable.idempotence'];
  const wanted = asked === undefined || asked.trim().toLowerCase() === 'true';
  const noRetries = numberOf(configs, 'retries', 1) === 0;
  const acks = configs['acks']?.trim();
  const tooFewAcks = acks === '0' || acks === '1';
  // Whoever has not asked for it loses it silently.
  if (wanted && asked !== undefined && noRetries) {
    return refused('retries', 'Must set retries to non-zero when using the idempotent producer.');
  }
  if (wanted && asked !== undefined && tooFewAcks) {
    const why = 'Otherwise we cannot guarantee idempotence.';
    return refused('acks', `Must set acks to all in order to use the idempotent producer. ${why}`);
  }
  const name = 'max.in.flight.requests.per.connection';
  const inFlight = numberOf(configs, name, maxInFlightForIdempotence);
  if (wanted && inFlight > maxInFlightForIdempotence) {
    const limit = `${name} must be set to at most ${maxInFlightForIdempotence}. Current value is ${inFlight}.`;
    return refused(name, `To use the idempotent producer, ${limit}`);
  }
  if ((wanted && !noRetries && !tooFewAcks) || configs['transactional.id'] === undefined) return null;
  return refused('transactional.id', 'Cannot set a transactional.id without also enabling idempotence.');
}

/** KafkaProducer.configureDeliveryTimeout: only a value that the user has set is refused. */
function deliveryProblem(configs: Configs): ProducerConfigProblem | null {
  const name = 'delivery.timeout.ms';
  const timeout = configs[name];
  if (timeout === undefined) return null;
  const least = numberOf(configs, 'linger.ms', 5) + numberOf(configs, 'request.timeout.ms', 30_000);
  if (Number(timeout) >= Math.min(least, 2_147_483_647)) return null;
  const message = `${name} should be equal to or larger than linger.ms + request.timeout.ms`;
  // The constructor wraps what it throws itself.
  return { name, exception: 'KafkaException', message };
}

/** What Kafka refuses of configs that are valid one by one. Source: ProducerConfig, KafkaProducer (4.3.1). */
export const producerConfigProblem = (configs: Configs): ProducerConfigProblem | null =>
  idempotenceProblem(configs) ?? deliveryProblem(configs);
