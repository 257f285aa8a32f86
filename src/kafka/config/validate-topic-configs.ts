import { err, ok, type Result } from '../../base/result.ts';
import type { ConfigValue } from './config-def.ts';
import { defaultConfigValue, parseConfigValue } from './parse-config-value.ts';
import { topicConfigNames, topicConfigs } from './topic-configs.ts';

/**
 * Checks a topic's own configs together, as the controller does before it writes them; the error is Kafka's message
 * for INVALID_CONFIG (LogConfig.validate). `brokerDefaults` are the controller's own settings by topic config name;
 * tiered storage counts as switched off. Of several mistakes an unknown name comes first, then the order of definition.
 */
export function validateTopicConfigs(
  configs: ReadonlyMap<string, string>,
  brokerDefaults: ReadonlyMap<string, string> = new Map(),
): Result<ReadonlyMap<string, ConfigValue>, string> {
  for (const name of configs.keys()) {
    if (!topicConfigNames.includes(name)) return err(`Unknown topic config name: ${name}`);
  }
  const values = new Map<string, ConfigValue>();
  for (const def of topicConfigs) {
    const text = configs.get(def.name) ?? brokerDefaults.get(def.name);
    if (text === undefined) {
      const byDefault = defaultConfigValue(def);
      if (byDefault !== null) values.set(def.name, byDefault);
      continue;
    }
    const parsed = parseConfigValue(def, text);
    if (!parsed.ok) return parsed;
    values.set(def.name, parsed.value);
  }
  const conflict = conflicting(values);
  return conflict === null ? ok(values) : err(conflict);
}

/** LogConfig.validateValues, then the rule for tiered storage on a broker that has none. */
function conflicting(values: ReadonlyMap<string, ConfigValue>): string | null {
  const least = Number(values.get('min.compaction.lag.ms'));
  const most = Number(values.get('max.compaction.lag.ms'));
  if (least > most) {
    return `conflict topic config setting min.compaction.lag.ms (${least}) > max.compaction.lag.ms (${most})`;
  }
  if (values.get('remote.storage.enable') === true) {
    return 'Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage.';
  }
  return null;
}
