import { authorise, couldEver, type Identity } from '#libs/access';
import { isMunicipalityCode, type Result } from '#libs/kernel';
import type { Author } from '../domain/forum.events.js';

/** The person as others see them. */
export const authorOf = ({ role, organisation }: Identity): Author => ({
  role,
  municipality: organisation !== null && isMunicipalityCode(organisation) ? organisation : null,
});

/** Leave to write: whoever works for a municipality does so in its name. */
export function mayWrite(identity: Identity): Result<true> {
  const { municipality } = authorOf(identity);
  return authorise(identity, 'forum.post', municipality === null ? {} : { municipality });
}

/** What somebody wrote: as others see it, and by whom. */
export interface Written {
  readonly author: Author;
  readonly actor: string;
}

/**
 * Leave to withdraw what was written, or to say what solved it: for the author, as long as they are who they were, for
 * others of the author's municipality, and for who keeps the forum in order.
 */
export function mayTend(identity: Identity, { author, actor }: Written): Result<true> {
  const now = authorOf(identity);
  const isAuthor = actor === identity.actor && author.role === now.role && author.municipality === now.municipality;
  if (isAuthor) return couldEver(identity, 'forum.post');
  return authorise(
    identity,
    'forum.moderate',
    author.municipality === null ? {} : { municipality: author.municipality },
  );
}
