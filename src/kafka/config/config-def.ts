/** Kafka's ConfigDef (org.apache.kafka.common.config): name, type, default and what values are valid, as data. */
export type ConfigType = 'BOOLEAN' | 'STRING' | 'INT' | 'SHORT' | 'LONG' | 'DOUBLE' | 'LIST' | 'CLASS';

export interface ConfigDef {
  readonly name: string;
  readonly type: ConfigType;
  /** As Kafka prints it; null: Kafka's null; undefined: there is none, the config must be given. */
  readonly default: string | null | undefined;
  readonly validator: ConfigValidator | null;
  /** Not for users: Kafka describes it only where it is set. */
  readonly internal: boolean;
}

export type ConfigValidator =
  /** Both ends are included; null: unbounded. */
  | { readonly kind: 'range'; readonly min: number; readonly max: number | null }
  | { readonly kind: 'oneOf'; readonly values: readonly string[]; readonly anyCase: boolean }
  /** No values: any. Duplicates are dropped. */
  | {
      readonly kind: 'listOf';
      readonly values: readonly string[];
      readonly emptyAllowed: boolean;
      readonly nullAllowed: boolean;
    }
  | { readonly kind: 'nonEmpty' }
  | { readonly kind: 'gzipLevel' }
  | { readonly kind: 'throttledReplicas' }
  | { readonly kind: 'autoOffsetReset' };

/** A parsed value. INT, SHORT, LONG and DOUBLE are numbers; a LONG above 2^53 is the nearest number. */
export type ConfigValue = boolean | number | string | readonly string[];

/** In the place of a default: the config must be given. */
export const required = undefined;

export function config(
  name: string,
  type: ConfigType,
  byDefault: string | null | undefined,
  validator: ConfigValidator | null = null,
): ConfigDef {
  return { name, type, default: byDefault, validator, internal: false };
}

export function internal(def: ConfigDef): ConfigDef {
  return { ...def, internal: true };
}

export function atLeast(min: number): ConfigValidator {
  return { kind: 'range', min, max: null };
}

export function between(min: number, max: number): ConfigValidator {
  return { kind: 'range', min, max };
}

export function oneOf(values: readonly string[]): ConfigValidator {
  return { kind: 'oneOf', values, anyCase: false };
}

/** `values` in capitals and in the order in which Kafka prints them. */
export function oneOfAnyCase(values: readonly string[]): ConfigValidator {
  return { kind: 'oneOf', values, anyCase: true };
}

export function listOf(
  values: readonly string[],
  allow: { readonly emptyAllowed?: boolean; readonly nullAllowed?: boolean } = {},
): ConfigValidator {
  return { kind: 'listOf', values, emptyAllowed: allow.emptyAllowed ?? true, nullAllowed: allow.nullAllowed ?? false };
}

export const nonEmpty: ConfigValidator = { kind: 'nonEmpty' };
export const gzipLevel: ConfigValidator = { kind: 'gzipLevel' };
export const throttledReplicas: ConfigValidator = { kind: 'throttledReplicas' };
export const autoOffsetReset: ConfigValidator = { kind: 'autoOffsetReset' };
