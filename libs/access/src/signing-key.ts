import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
 * @throws SigningKeyError when others on the machine can read the file, or when it holds no key.
 */
export async function signingKeyIn(folder: string): Promise<SigningKey> {
  const path = join(folder, KEY_FILE);
  const existing = await readKey(path);
  if (existing !== null) return signingKeyFrom(existing);
  await mkdir(folder, { recursive: true });
  await createKey(path);
  const created = await readKey(path);
  if (created === null) throw new SigningKeyError(`${KEY_FILE} verdween terwijl het werd gemaakt`);
  return signingKeyFrom(created);
}

const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

async function readKey(path: string): Promise<string | null> {
  try {
    const { mode } = await stat(path);
    // Windows has no such bits and always shows 0666.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new SigningKeyError(`${KEY_FILE} is voor anderen leesbaar; maak het 0600 (of verwijder het)`);
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

async function createKey(path: string): Promise<void> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600, flag: 'wx' });
  try {
    // A link appears whole and never replaces: of two processes, the second takes the first one's key.
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
}
