import { ok, refuse, type Result } from '#libs/kernel';
import type { Identity, Tokens } from '#libs/access';
import { userInfo } from 'node:os';

/** Who sits at the machine: the operating-system user, by number where it has numbers. The name stays out of the log. */
export function localIdentity(): Identity {
  const { uid } = userInfo();
  return { actor: `local:${uid >= 0 ? uid : 'user'}`, role: 'operator', organisation: null };
}

const isGiven = (token: string | undefined): token is string => token !== undefined && token !== '';

/** Refuses `TOKEN_REQUIRED` where a store needs a token and none was given; whether it is a good one, `identify` tells. */
function tokenAsked(store: { readonly embedded: boolean }, token: string | undefined): Result<true> {
  if (store.embedded || isGiven(token)) return ok(true);
  return refuse(
    'TOKEN_REQUIRED',
    'met DATABASE_URL is een aanmeldbewijs nodig: --token TOKEN, of de variabele BOVENLOKAAL_TOKEN',
    ['token'],
  );
}

/**
 * Who works on this store (interfaces.md §1): on an embedded one the operating-system user; with `DATABASE_URL` whoever the
 * token names. Refuses `TOKEN_REQUIRED` and `TOKEN_INVALID`.
 */
export async function identify(
  store: { readonly embedded: boolean },
  token: string | undefined,
  tokens: Pick<Tokens, 'verifyToken'>,
): Promise<Result<Identity>> {
  const asked = tokenAsked(store, token);
  if (!asked.ok) return asked;
  if (!isGiven(token)) return ok(localIdentity());
  const verified = await tokens.verifyToken(token);
  if (!verified.ok) return verified;
  const { actor, role, organisation } = verified.value;
  return ok({ actor, role, organisation });
}
