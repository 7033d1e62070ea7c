import { secretIn } from '#libs/secrets';
import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { z } from 'zod';

export const ALGORITHM = 'ES256';
/** Name of the key's file in the data folder. */
export const KEY_FILE = 'access-key.json';

export interface SigningKey {
  readonly sign: CryptoKey;
  readonly verify: CryptoKey;
}

const jwkSchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().min(1),
  y: z.string().min(1),
  d: z.string().min(1),
});

/** Why there is no key to sign or check tokens with; the message says what to do. */
export class SigningKeyError extends Error {
  override readonly name = 'SigningKeyError';
}

/**
 * Reads a private key, a JWK of curve P-256 as JSON text.
 * @throws SigningKeyError when it is not one.
 */
export async function signingKeyFrom(text: string): Promise<SigningKey> {
  let jwk: JWK;
  try {
    jwk = jwkSchema.parse(JSON.parse(text));
  } catch {
    // The cause is left out: a parser's message quotes the text, and the text is a secret.
    throw new SigningKeyError('De sleutel voor toegang is geen privésleutel (JWK, EC, P-256)');
  }
  const { d: _, ...publicJwk } = jwk;
  return { sign: await cryptoKey(jwk), verify: await cryptoKey(publicJwk) };
}

async function cryptoKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, ALGORITHM);
  if (key instanceof Uint8Array) throw new SigningKeyError('De sleutel voor toegang is geen EC-sleutel');
  return key;
}

/**
 * The key of a data folder; made at first use. Several processes may start at once: all get the same key.
 * @throws SecretFileError when others on the machine can read the file
 * @throws SigningKeyError when it holds no key
 */
export const signingKeyIn = async (folder: string): Promise<SigningKey> =>
  signingKeyFrom(await secretIn(folder, KEY_FILE, newKey));

async function newKey(): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return JSON.stringify(await exportJWK(privateKey));
}
