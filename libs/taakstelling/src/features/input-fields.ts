import { field, inputs, type MunicipalityCode, type Scope } from '#libs/kernel';
import type { MunicipalityRegistry } from '#libs/municipalities';
import type { z } from 'zod';

/** A field that may be left out: null then. */
export const orNull = <T, I>(schema: z.ZodType<T, I>) => schema.nullish().transform((value): T | null => value ?? null);

/** CBS code or exact name. */
export const municipalityIn = (registry: MunicipalityRegistry): z.ZodType<MunicipalityCode, string> =>
  field((text, path) => registry.code(text, path));
export const scopeIn = (registry: MunicipalityRegistry): z.ZodType<Scope, string> =>
  field((text, path) => registry.scope(text, path));

/**
 * A schema that needs the registry, built once for it: zod compiles what it builds, which costs as much as reading a
 * hundred inputs.
 */
export function perRegistry<T>(build: (registry: MunicipalityRegistry) => T): (registry: MunicipalityRegistry) => T {
  const built = new WeakMap<MunicipalityRegistry, { readonly schema: T }>();
  return (registry) => {
    const known = built.get(registry) ?? { schema: build(registry) };
    built.set(registry, known);
    return known.schema;
  };
}

export const sourceField = inputs.text(200);
export const reasonField = inputs.text(500);
export const remarkField = orNull(inputs.text(500));
export const knownAtField = orNull(inputs.instant);
export const expectedVersionField = orNull(inputs.whole(0, Number.MAX_SAFE_INTEGER));
