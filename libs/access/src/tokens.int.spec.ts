import { manualClock, type MunicipalityCode } from '#libs/kernel';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Identity } from './identity.js';
import { KEY_FILE, signingKeyFrom, signingKeyIn } from './signing-key.js';
import { Tokens } from './tokens.js';

const WORKER: Identity = {
  actor: 'demo:gemeente-utrecht',
  role: 'municipality',
  organisation: 'GM0344' as MunicipalityCode,
};
const ISSUER = 'urn:bovenlokaal:local';
const AUDIENCE = 'urn:bovenlokaal:api';

describe('tokens by a local key', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'access-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const clock = manualClock('2026-11-22T12:00:00Z');
  const refusedAs = (reason: string): unknown => ({
    ok: false,
    refusals: [{ code: 'TOKEN_INVALID', details: { reason } }],
  });

  it('say who somebody is, until they expire, also once they were found good', async () => {
    const tokens = new Tokens(await signingKeyIn(folder), clock);
    const token = await tokens.issueToken(WORKER, 600);
    const signedIn = { ok: true, value: { ...WORKER, expiresAt: '2026-11-22T12:10:00.000Z' } };
    expect(await tokens.verifyToken(token)).toEqual(signedIn);
    clock.set('2026-11-22T12:09:59Z');
    expect(await tokens.verifyToken(token)).toEqual(signedIn);
    clock.set('2026-11-22T12:10:01Z');
    expect(await tokens.verifyToken(token)).toMatchObject(refusedAs('expired') as object);
    expect(await new Tokens(await signingKeyIn(folder), clock).verifyToken(token)).toMatchObject(
      refusedAs('expired') as object,
    );
    clock.set('2026-11-22T12:00:00Z');
  });

  it('are not valid when made by another key, for another audience, by another issuer, or unsigned', async () => {
    const key = await signingKeyIn(folder);
    const tokens = new Tokens(key, clock);
    const { privateKey } = await generateKeyPair('ES256');
    const make = (claims: { issuer?: string; audience?: string; role?: string; organisation?: unknown }): SignJWT =>
      new SignJWT({ role: claims.role ?? 'operator', organisation: claims.organisation ?? null })
        .setProtectedHeader({ alg: 'ES256' })
        .setSubject('x')
        .setIssuer(claims.issuer ?? ISSUER)
        .setAudience(claims.audience ?? AUDIENCE)
        .setExpirationTime(1_800_000_000);
    const unsigned = new UnsecuredJWT({ role: 'operator', organisation: null, sub: 'x' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setExpirationTime(1_800_000_000)
      .encode();
    const bad = [
      await make({}).sign(privateKey),
      await make({ issuer: 'urn:somebody:else' }).sign(key.sign),
      await make({ audience: 'urn:something:else' }).sign(key.sign),
      await make({ role: 'king' }).sign(key.sign),
      await make({ organisation: 'Utrecht' }).sign(key.sign),
      unsigned,
      'x.y.z',
      '',
      'x'.repeat(10_000),
    ];
    for (const token of bad) expect(await tokens.verifyToken(token)).toMatchObject(refusedAs('invalid') as object);
    expect((await tokens.verifyToken(await make({}).sign(key.sign))).ok).toBe(true);
  });

  it('a key is made once, for its owner only, also when two processes start together', async () => {
    const keys = await Promise.all([signingKeyIn(folder), signingKeyIn(folder), signingKeyIn(folder)]);
    expect(readdirSync(folder)).toEqual([KEY_FILE]);
    expect(statSync(join(folder, KEY_FILE)).mode & 0o777).toBe(0o600);
    const [first, ...others] = keys.map((key) => new Tokens(key, clock));
    const token = (await first?.issueToken(WORKER, 60)) ?? '';
    for (const other of others) expect((await other.verifyToken(token)).ok).toBe(true);
  });

  it('a key that others can read is not used', async () => {
    await signingKeyIn(folder);
    chmodSync(join(folder, KEY_FILE), 0o644);
    await expect(signingKeyIn(folder)).rejects.toThrow('0600');
  });

  it('a key can be given as text, and no part of a bad one is repeated', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const tokens = new Tokens(await signingKeyFrom(JSON.stringify(await exportJWK(privateKey))), clock);
    expect((await tokens.verifyToken(await tokens.issueToken(WORKER, 60))).ok).toBe(true);
    await expect(signingKeyFrom('{"kty":"secret')).rejects.toThrow(/^De sleutel voor toegang is geen privésleutel/);
  });
});
