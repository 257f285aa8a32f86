import { atLeast, between, type ConfigDef, config, listOf, oneOf, oneOfAnyCase } from './config-def.ts';

/** The admin client configs of Kafka 4.3.1 (AdminClientConfig.java) without TLS and SASL. */
export const adminConfigs: readonly ConfigDef[] = [
  config('bootstrap.servers', 'LIST', '', listOf([])),
  config('bootstrap.controllers', 'LIST', '', listOf([])),
  config('client.id', 'STRING', ''),
  config('metadata.max.age.ms', 'LONG', '300000', atLeast(0)),
  config('send.buffer.bytes', 'INT', '131072', atLeast(-1)),
  config('receive.buffer.bytes', 'INT', '65536', atLeast(-1)),
  config('reconnect.backoff.ms', 'LONG', '50', atLeast(0)),
  config('reconnect.backoff.max.ms', 'LONG', '1000', atLeast(0)),
  config('retry.backoff.ms', 'LONG', '100', atLeast(0)),
  config('retry.backoff.max.ms', 'LONG', '1000', atLeast(0)),
  config('enable.metrics.push', 'BOOLEAN', 'false'),
  config('request.timeout.ms', 'INT', '30000', atLeast(0)),
  config('socket.connection.setup.timeout.ms', 'LONG', '10000'),
  config('socket.connection.setup.timeout.max.ms', 'LONG', '30000'),
  config('connections.max.idle.ms', 'LONG', '300000'),
  config('retries', 'INT', '2147483647', between(0, 2147483647)),
  config('default.api.timeout.ms', 'INT', '60000', atLeast(0)),
  config('metrics.sample.window.ms', 'LONG', '30000', atLeast(0)),
  config('metrics.num.samples', 'INT', '2', atLeast(1)),
  config('metric.reporters', 'LIST', 'org.apache.kafka.common.metrics.JmxReporter', listOf([])),
  config('metrics.recording.level', 'STRING', 'INFO', oneOf(['INFO', 'DEBUG', 'TRACE'])),
  config(
    'client.dns.lookup',
    'STRING',
    'use_all_dns_ips',
    oneOf(['use_all_dns_ips', 'resolve_canonical_bootstrap_servers_only']),
  ),
  config('metadata.recovery.strategy', 'STRING', 'rebootstrap', oneOfAnyCase(['REBOOTSTRAP', 'NONE'])),
  config('metadata.recovery.rebootstrap.trigger.ms', 'LONG', '300000', atLeast(0)),
];
