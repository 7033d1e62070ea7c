import { ok, refuse, sha256, type Result } from '#libs/kernel';
import { holds, type AccessObject } from './grants.js';
import type { Identity, Role } from './identity.js';
import { OPERATIONS, type Operation } from './operations.js';
import { POLICY } from './policy-table.js';

/** Changes with the policy table: what was decided under another version is decided again. */
export const POLICY_VERSION = sha256(JSON.stringify(POLICY)).slice(0, 12);

const denied = ({ role }: Identity, operation: Operation): Result<never> =>
  operation.endsWith('.read')
    ? refuse('NOT_FOUND', 'Niet gevonden')
    : refuse('NOT_ALLOWED', 'Dit mag niet met uw rol', [], { operation, role });

/**
 * First line of every handler. Refuses a command with `NOT_ALLOWED`; refuses a reading (`….read`) with `NOT_FOUND`,
 * since that something exists is already an answer.
 */
export const authorise = (identity: Identity, operation: Operation, object: AccessObject = {}): Result<true> =>
  POLICY[operation][identity.role].some((grant) => holds(grant, identity, object))
    ? ok(true)
    : denied(identity, operation);

/**
 * Refuses, as `authorise` does, a role that may not do this to any object. Asked before a file is read, so that nobody
 * without any leave can make us parse 20 MB; what the file is about is asked of `authorise` once it is known.
 */
export const couldEver = (identity: Identity, operation: Operation): Result<true> =>
  POLICY[operation][identity.role].length > 0 ? ok(true) : denied(identity, operation);

/**
 * The basis on which this person may read figures of a scope. Asked for none, one who may see only what was published
 * gets `'published'`; else the answer is what was asked for, `undefined` being the reader's own default.
 * Refuses with `NOT_FOUND` where the basis asked for may not be seen. Replaces `authorise` for `figures.read`.
 */
export function visibleBasis<B extends string>(
  identity: Identity,
  object: AccessObject & { readonly basis?: B },
): Result<B | 'published' | undefined> {
  const asked = authorise(identity, 'figures.read', object);
  if (asked.ok) return ok(object.basis);
  if (object.basis !== undefined) return asked;
  const published = authorise(identity, 'figures.read', { ...object, basis: 'published' });
  return published.ok ? ok('published') : published;
}

const dependsOnOrganisation = (role: Role): boolean =>
  OPERATIONS.some((operation) => POLICY[operation][role].some((grant) => grant.startsWith('own')));

/**
 * The person as the policy sees them, with nothing left of who they are: whatever is answered to this identity may be
 * shared with everybody who has the same `policyOutcome`.
 */
export function anonymised(identity: Identity): Identity {
  return {
    actor: 'shared',
    role: identity.role,
    organisation: dependsOnOrganisation(identity.role) ? identity.organisation : null,
  };
}

/** Equal for two people exactly when every decision of the policy table is equal for them, whatever the object. */
export function policyOutcome(identity: Identity): string {
  const { role, organisation } = anonymised(identity);
  return `${POLICY_VERSION}:${role}:${organisation ?? '-'}`;
}
