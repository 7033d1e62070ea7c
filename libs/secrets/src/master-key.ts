import { newKeyBytes } from './sealed.js';
import { secretIn, SecretFileError } from './secret-file.js';

/** Name of the file in the data folder that holds the key which wraps the keys of households: it never enters the database. */
export const MASTER_KEY_FILE = 'household-master-key';

const BASE64URL_OF_32_BYTES = /^[A-Za-z0-9_-]{43}$/;

/**
 * The key of a data folder, made at first use; all processes that work on one store need the same.
 * @throws SecretFileError when others on the machine can read it, or when it is no key
 */
export async function masterKeyIn(folder: string): Promise<Uint8Array> {
  const text = (
    await secretIn(folder, MASTER_KEY_FILE, () => Promise.resolve(Buffer.from(newKeyBytes()).toString('base64url')))
  ).trim();
  // The text itself stays out of the message: it is a secret, or was meant to be one.
  if (!BASE64URL_OF_32_BYTES.test(text)) throw new SecretFileError(`${MASTER_KEY_FILE} bevat geen sleutel`);
  return Buffer.from(text, 'base64url');
}
