import { demoPeople, type Identity, type Role } from '#libs/access';
import type { MunicipalityCode } from '#libs/kernel';

/** Who brings the demo in, so that the log says of every one of its events where it came from. */
export const DEMO_IDENTITY: Identity = { actor: 'system:demo', role: 'operator', organisation: null };

/** One of those whom `npm start` prints a token of. */
export function demoPerson(role: Role): Identity {
  const person = demoPeople().find((somebody) => somebody.role === role);
  if (person === undefined) throw new Error(`the demo has no ${role}`);
  const { actor, organisation } = person;
  return { actor, role, organisation };
}

/** Who acts for a municipality: a demo person where there is one, else somebody of whom no token is given. */
export function official(municipality: MunicipalityCode): Identity {
  const known = demoPeople().find(({ role, organisation }) => role === 'municipality' && organisation === municipality);
  return {
    actor: known?.actor ?? `demo:gemeente-${municipality.toLowerCase()}`,
    role: 'municipality',
    organisation: municipality,
  };
}
