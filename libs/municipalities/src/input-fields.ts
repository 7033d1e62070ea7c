import { field, type MunicipalityCode, type Scope } from '#libs/kernel';
import type { z } from 'zod';
import type { MunicipalityRegistry } from './municipality-registry.js';

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
