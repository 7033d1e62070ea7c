import { ANONYMOUS, newTraceId, type Identity, type Tokens } from '#libs/access';
import { ok, refuse, type Instant, type Result } from '#libs/kernel';
import type { ApiContext, Transport } from '../caller.js';

/** Who asks, and until when that holds; null for one who did not sign in. */
export interface Caller {
  readonly identity: Identity;
  readonly expiresAt: Instant | null;
}

/** Reads an `Authorization` header. Absent: the public. Anything that is not a valid bearer token: refused, `TOKEN_INVALID`. */
export async function authenticate(tokens: Tokens, authorization: string | undefined): Promise<Result<Caller>> {
  if (authorization === undefined) return ok({ identity: ANONYMOUS, expiresAt: null });
  const token = /^Bearer +(?<token>\S+)$/i.exec(authorization)?.groups?.['token'];
  if (token === undefined) {
    return refuse('TOKEN_INVALID', 'De aanmelding heeft de vorm “Bearer <token>”', ['authorization']);
  }
  const verified = await tokens.verifyToken(token);
  if (!verified.ok) return verified;
  const { expiresAt, ...identity } = verified.value;
  return ok({ identity, expiresAt });
}

/** A W3C `traceparent` of the asker goes on; else a trace of our own begins. */
export function traceIdOf(traceparent: string | string[] | undefined): string {
  const given =
    typeof traceparent === 'string' ? /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(traceparent) : null;
  return given?.[1] ?? newTraceId();
}

export const contextFor = (caller: Caller, transport: Transport, traceId: string): ApiContext => ({
  identity: caller.identity,
  transport,
  traceId,
});
