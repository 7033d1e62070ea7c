import { canonicalJson, type JsonValue } from '#libs/kernel';
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';

declare const brand: unique symbol;

/** Text that only the key of its household opens: version, nonce, ciphertext with tag, in base64url. */
export type Sealed = string & { readonly [brand]: 'Sealed' };

const SEALED = /^s1\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{22,}$/;
/** A profile of five ties is some 1,200 characters of JSON; a note at most 1,000. */
const MOST_SEALED = 8_000;

export const sealedSchema = z
  .custom<Sealed>((v) => typeof v === 'string' && v.length <= MOST_SEALED && SEALED.test(v), 'sealed text')
  .meta({ type: 'string', pattern: SEALED.source, maxLength: MOST_SEALED });

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM. `context` is bound to the text: sealed elsewhere, or for another field, it does not open. */
export function sealBytes(key: Uint8Array, plain: Uint8Array, context: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error when it was sealed with another key or for another context, or was changed. */
export function openBytes(key: Uint8Array, sealed: Uint8Array, context: string): Uint8Array {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const body = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  return Buffer.concat([decipher.update(body), decipher.final()]);
}

export const newKeyBytes = (): Uint8Array => randomBytes(KEY_BYTES);

/** What is sealed: each field apart, so that one cannot be put in the place of another. */
export type SealedField = 'profile' | 'note' | 'reason';

/** The key of one household, in memory. Kept by nobody: whoever needs it asks for it again. */
export class HouseholdKey {
  constructor(
    readonly household: string,
    private readonly key: Uint8Array,
  ) {}

  seal(field: SealedField, value: JsonValue): Sealed {
    const bytes = Buffer.from(sealBytes(this.key, Buffer.from(canonicalJson(value)), this.#context(field)));
    return `s1.${bytes.subarray(0, NONCE_BYTES).toString('base64url')}.${bytes.subarray(NONCE_BYTES).toString('base64url')}` as Sealed;
  }

  /** @throws Error when it is not a text of this household and field. */
  open(field: SealedField, sealed: Sealed): JsonValue {
    const [, nonce = '', body = ''] = sealed.split('.');
    const bytes = Buffer.concat([Buffer.from(nonce, 'base64url'), Buffer.from(body, 'base64url')]);
    return JSON.parse(Buffer.from(openBytes(this.key, bytes, this.#context(field))).toString('utf8')) as JsonValue;
  }

  /**
   * Tells two contents apart without telling what they are: for the content of a command, whose plain hash could be guessed
   * back, since profiles are few. Worth nothing once the key is gone.
   */
  fingerprint(value: JsonValue): string {
    return createHmac('sha256', this.key).update(canonicalJson(value)).digest('base64url');
  }

  #context(field: SealedField): string {
    return `${this.household}/${field}`;
  }
}
