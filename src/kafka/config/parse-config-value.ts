import { err, ok, type Result } from '../../base/result.ts';
import type { ConfigDef, ConfigValidator, ConfigValue } from './config-def.ts';
import { parseIsoDurationMs } from './iso-duration.ts';
import { parseJavaDouble, parseJavaInteger, printJavaDouble } from './java-numbers.ts';

/** A value with the text that Kafka's messages show for it. */
interface Parsed {
  readonly value: ConfigValue;
  readonly printed: string;
}

/**
 * Reads and checks a value for this config as Kafka does; the error is the message of its ConfigException
 * (ConfigDef.parseValue, parseType and the validators). Class names are not looked up.
 */
export function parseConfigValue(def: ConfigDef, text: string): Result<ConfigValue, string> {
  const parsed = parseType(def, text);
  if (!parsed.ok) return parsed;
  const problem = def.validator === null ? null : invalid(def.name, def.validator, parsed.value);
  return problem === null ? ok(parsed.value.value) : err(problem);
}

/** null: Kafka's null, or no default at all. */
export function defaultConfigValue(def: ConfigDef): ConfigValue | null {
  if (def.default === null || def.default === undefined) return null;
  const parsed = parseType(def, def.default);
  return parsed.ok ? parsed.value.value : null;
}

function refusal(name: string, value: string, message: string): string {
  return `Invalid value ${value} for configuration ${name}: ${message}`;
}

function parseType(def: ConfigDef, text: string): Result<Parsed, string> {
  const trimmed = text.trim();
  switch (def.type) {
    case 'BOOLEAN': {
      const lower = trimmed.toLowerCase();
      if (lower === 'true' || lower === 'false') return ok({ value: lower === 'true', printed: lower });
      return err(refusal(def.name, text, 'Expected value to be either true or false'));
    }
    case 'SHORT':
    case 'INT':
    case 'LONG': {
      const digits = parseJavaInteger(trimmed, def.type);
      if (digits === null) return err(refusal(def.name, text, `Not a number of type ${def.type}`));
      return ok({ value: Number(digits), printed: digits });
    }
    case 'DOUBLE': {
      const value = parseJavaDouble(trimmed);
      if (value === null) return err(refusal(def.name, text, 'Not a number of type DOUBLE'));
      return ok({ value, printed: printJavaDouble(value) });
    }
    case 'LIST': {
      const items = trimmed === '' ? [] : trimmed.split(/\s*,\s*/);
      const value = def.validator?.kind === 'listOf' ? [...new Set(items)] : items;
      return ok({ value, printed: `[${value.join(', ')}]` });
    }
    default:
      return ok({ value: trimmed, printed: trimmed });
  }
}

/** The message when the validator refuses the value, else null. */
function invalid(name: string, validator: ConfigValidator, { value, printed }: Parsed): string | null {
  switch (validator.kind) {
    case 'range': {
      const number = Number(value);
      if (number < validator.min) return refusal(name, printed, `Value must be at least ${validator.min}`);
      if (validator.max === null || !(number > validator.max)) return null;
      return refusal(name, printed, `Value must be no more than ${validator.max}`);
    }
    case 'gzipLevel': {
      const level = Number(value);
      if ((level >= 1 && level <= 9) || level === -1) return null;
      return refusal(name, printed, 'Value must be between 1 and 9 or equal to -1');
    }
    case 'oneOf':
      return notOneOf(name, validator, printed);
    case 'listOf':
      return invalidList(name, validator, value as readonly string[]);
    case 'nonEmpty':
      return printed === '' ? refusal(name, printed, 'String must be non-empty') : null;
    case 'throttledReplicas':
      return invalidThrottledReplicas(name, value as readonly string[], printed);
    case 'autoOffsetReset':
      return invalidOffsetReset(name, printed);
  }
}

function notOneOf(name: string, validator: ConfigValidator & { kind: 'oneOf' }, value: string): string | null {
  if (validator.values.includes(validator.anyCase ? value.toUpperCase() : value)) return null;
  const clause = validator.anyCase ? 'String must be one of (case insensitive)' : 'String must be one of';
  return refusal(name, value, `${clause}: ${validator.values.join(', ')}`);
}

/** ConfigDef.ValidList. */
function invalidList(
  name: string,
  validator: ConfigValidator & { kind: 'listOf' },
  items: readonly string[],
): string | null {
  if (items.length === 0 && !validator.emptyAllowed) {
    const valid = validator.values.length === 0 ? 'any non-empty value' : `[${validator.values.join(', ')}]`;
    return `Configuration '${name}' must not be empty. Valid values include: ${valid}`;
  }
  for (const item of items) {
    if (item === '') return `Configuration '${name}' values must not be empty.`;
    if (validator.values.length > 0 && !validator.values.includes(item)) {
      return refusal(name, item, `String must be one of: ${validator.values.join(', ')}`);
    }
  }
  return null;
}

/** ThrottledReplicaListValidator. */
function invalidThrottledReplicas(name: string, items: readonly string[], printed: string): string | null {
  if (items.every((item) => /^([0-9]+:[0-9]+)?$/.test(item)) || items.join('') === '*') return null;
  const format = '[partitionId]:[brokerId],[partitionId]:[brokerId],...';
  return refusal(
    name,
    printed,
    `${name} must be the literal '*' or a list of replicas in the following format: ${format}`,
  );
}

/** AutoOffsetResetStrategy.Validator (KIP-1106). */
function invalidOffsetReset(name: string, value: string): string | null {
  if (value === 'latest' || value === 'earliest' || value === 'none') return null;
  if (value.startsWith('by_duration:')) {
    const duration = parseIsoDurationMs(value.slice('by_duration:'.length));
    if (duration !== null && duration >= 0) return null;
  }
  return refusal(
    name,
    value,
    `Invalid value \`${value}\` for configuration ${name}. The value must be either 'earliest', 'latest', 'none' or of ` +
      "the format 'by_duration:<PnDTnHnMn.nS.>'.",
  );
}
