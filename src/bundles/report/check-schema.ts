import type { Json } from '../../core/canonical-json.ts';

type Schema = { readonly [keyword: string]: Json | undefined };

/** Keywords that say something to people and decide nothing. */
const silent = new Set(['$schema', '$id', 'title', 'description', 'examples']);

/**
 * What of `value` does not fit a schema, as `path: reason`; an empty list if it fits.
 *
 * Knows the keywords that our own schemas use. Errors: throws on any other, so that nothing passes
 * by not being understood. Source: JSON Schema 2020-12.
 */
export function schemaFaults(value: unknown, schema: Json, path = ''): string[] {
  const rules = schema as Schema;
  return Object.entries(rules).flatMap(([keyword, rule]) => {
    if (silent.has(keyword) || rule === undefined) return [];
    const check = checks[keyword];
    if (check === undefined) throw new Error(`unknown keyword ${keyword}`);
    return check(value, rule, { path, rules });
  });
}

type Check = (value: unknown, rule: Json, at: { path: string; rules: Schema }) => string[];

const checks: Readonly<Record<string, Check>> = {
  type: (value, rule, { path }) => {
    const allowed = Array.isArray(rule) ? rule : [rule];
    return allowed.some((type) => isOf(value, String(type)))
      ? []
      : [`${path}: not ${allowed.join(' or ')}`];
  },
  const: (value, rule, { path }) => (value === rule ? [] : [`${path}: not ${String(rule)}`]),
  enum: (value, rule, { path }) =>
    (rule as Json[]).includes(value as Json) ? [] : [`${path}: none of the known values`],
  pattern: (value, rule, { path }) =>
    typeof value !== 'string' || new RegExp(String(rule), 'u').test(value)
      ? []
      : [`${path}: not of the shape ${String(rule)}`],
  minLength: (value, rule, { path }) =>
    typeof value !== 'string' || [...value].length >= Number(rule) ? [] : [`${path}: too short`],
  minimum: (value, rule, { path }) =>
    typeof value !== 'number' || value >= Number(rule) ? [] : [`${path}: below ${String(rule)}`],
  maximum: (value, rule, { path }) =>
    typeof value !== 'number' || value <= Number(rule) ? [] : [`${path}: above ${String(rule)}`],
  required: (value, rule, { path }) =>
    isObject(value)
      ? (rule as string[])
          .filter((name) => !Object.hasOwn(value, name))
          .map((name) => `${path}/${name}: missing`)
      : [],
  properties: (value, rule, { path }) =>
    isObject(value)
      ? Object.entries(rule as Schema).flatMap(([name, schema]) =>
          Object.hasOwn(value, name)
            ? schemaFaults(value[name], schema ?? {}, `${path}/${name}`)
            : [],
        )
      : [],
  additionalProperties: (value, rule, { path, rules }) => {
    if (!isObject(value) || rule !== false) return [];
    const known = (rules.properties ?? {}) as Schema;
    return Object.keys(value)
      .filter((name) => !Object.hasOwn(known, name))
      .map((name) => `${path}/${name}: unknown member`);
  },
  items: (value, rule, { path }) =>
    Array.isArray(value)
      ? value.flatMap((member, index) => schemaFaults(member, rule, `${path}/${index}`))
      : [],
  anyOf: (value, rule, { path }) => {
    const found = (rule as Json[]).map((schema) => schemaFaults(value, schema, path));
    return found.some((faults) => faults.length === 0) ? [] : (found.at(-1) ?? []);
  },
};

function isOf(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
