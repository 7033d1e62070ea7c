import { municipalityIn, perRegistry } from '#libs/municipalities';
import { type LocalDate, MOST_PERSONS, inputs, orNull, periodOf, startOf } from '#libs/kernel';
import type { AdoptedPolicy, PolicyReader } from '#libs/policy';
import { inForce } from '#libs/policy';
import { z } from 'zod';
import { FIGURES_POLICY, figuresPolicy } from '../domain/figures.policy.js';
import { ADMINISTRATIONS } from '../domain/taakstelling.events.js';

/** A row as an administration lists it: who was housed where, when, how. `administration` left out: `coa`. */
export const countedRowInput = perRegistry((registry) =>
  z.strictObject({
    municipality: municipalityIn(registry),
    on: inputs.date,
    persons: inputs.whole(-MOST_PERSONS, MOST_PERSONS),
    kind: inputs.text(40),
    administration: orNull(z.enum(ADMINISTRATIONS)).transform((administration) => administration ?? 'coa'),
    oneOff: orNull(inputs.text(200)),
  }),
);

const kindsOf = (policy: AdoptedPolicy | null): readonly string[] =>
  policy === null ? [] : Object.keys(figuresPolicy.parse(policy.content).kinds);

/** Kinds of housing by the figures policy that holds in the period of a day; none where no policy holds. */
export async function kindsKnown(policies: PolicyReader): Promise<(on: LocalDate) => readonly string[]> {
  const adopted = await policies.adopted(FIGURES_POLICY);
  const byPeriod = new Map<string, readonly string[]>();
  return (on) => {
    const start = startOf(periodOf(on));
    const known = byPeriod.get(start) ?? kindsOf(inForce(adopted, start, null));
    byPeriod.set(start, known);
    return known;
  };
}
