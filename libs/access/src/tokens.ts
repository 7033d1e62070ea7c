import {
  isMunicipalityCode,
  isProvinceCode,
  isRegionCode,
  ok,
  refuse,
  type Clock,
  type Instant,
  type MunicipalityCode,
  type ProvinceCode,
  type RegionCode,
  type Result,
} from '#libs/kernel';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { ROLES, type Identity } from './identity.js';
import { ALGORITHM, signingKeyIn, type SigningKey } from './signing-key.js';

const ISSUER = 'urn:bovenlokaal:local';
const AUDIENCE = 'urn:bovenlokaal:api';

/** A signature costs about a hundred microseconds to check; a token that was found good is good until it expires. */
const REMEMBERED_TOKENS = 1_000;

/** Longer is no token of ours, and need not be parsed. */
const LONGEST_TOKEN = 4_096;

const claimsSchema = z.object({
  sub: z.string().min(1).max(200),
  role: z.enum(ROLES),
  organisation: z
    .custom<MunicipalityCode | ProvinceCode | RegionCode>(
      (v) => typeof v === 'string' && (isMunicipalityCode(v) || isProvinceCode(v) || isRegionCode(v)),
    )
    .nullable(),
  exp: z.number(),
});

/** Who signed in, and until when. */
export interface SignedIn extends Identity {
  readonly expiresAt: Instant;
}

/** Tokens signed by the local key: who somebody is and in which one role. No account holds two roles. */
export class Tokens {
  private readonly remembered = new Map<string, SignedIn>();

  constructor(
    private readonly key: SigningKey,
    private readonly clock: Clock,
  ) {}

  /**
   * With the key of a data folder, which is made when absent. For who has no container, and needs no database.
   * @throws SecretFileError when others on the machine can read the key.
   */
  static async inFolder(folder: string, clock: Clock): Promise<Tokens> {
    return new Tokens(await signingKeyIn(folder), clock);
  }

  /** `ttl` in seconds. */
  async issueToken(identity: Identity, ttl: number): Promise<string> {
    const now = Math.floor(Date.parse(this.clock.now()) / 1_000);
    return new SignJWT({ role: identity.role, organisation: identity.organisation })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setSubject(identity.actor)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(now)
      .setExpirationTime(now + ttl)
      .sign(this.key.sign);
  }

  /** Refuses with `TOKEN_INVALID` whatever is not a token of ours that holds now; `details.reason` is `expired` or `invalid`. */
  async verifyToken(token: string): Promise<Result<SignedIn>> {
    if (token.length > LONGEST_TOKEN) return invalid('invalid');
    const known = this.remembered.get(token);
    if (known !== undefined) {
      if (known.expiresAt > this.clock.now()) return ok(known);
      this.remembered.delete(token);
      return invalid('expired');
    }
    try {
      const { payload } = await jwtVerify(token, this.key.verify, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        currentDate: new Date(this.clock.now()),
      });
      const claims = claimsSchema.safeParse(payload);
      if (!claims.success) return invalid('invalid');
      const { sub, role, organisation, exp } = claims.data;
      const signedIn = { actor: sub, role, organisation, expiresAt: new Date(exp * 1_000).toISOString() as Instant };
      this.remember(token, signedIn);
      return ok(signedIn);
    } catch (error) {
      if (error instanceof errors.JWTExpired) return invalid('expired');
      if (error instanceof errors.JOSEError) return invalid('invalid');
      throw error;
    }
  }

  private remember(token: string, signedIn: SignedIn): void {
    const oldest = this.remembered.keys().next();
    if (this.remembered.size >= REMEMBERED_TOKENS && !oldest.done) this.remembered.delete(oldest.value);
    this.remembered.set(token, signedIn);
  }
}

const invalid = (reason: 'expired' | 'invalid'): Result<never> =>
  refuse(
    'TOKEN_INVALID',
    reason === 'expired' ? 'Uw aanmelding is verlopen; meld u opnieuw aan' : 'Deze aanmelding is niet geldig',
    [],
    { reason },
  );
