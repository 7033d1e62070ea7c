import { randomUUID } from 'node:crypto';
import { sha256 } from './json.js';

/** Where new identities come from. Passed in, so that a test can repeat a history exactly. */
export interface IdSource {
  next(): string;
}

export const randomIds: IdSource = { next: () => randomUUID() };

/** Ids that count up, for tests: valid as UUID, equal in every run. */
export function countingIds(start = 1): IdSource {
  let n = start;
  return { next: () => `00000000-0000-4000-8000-${(n++).toString(16).padStart(12, '0')}` };
}

/** The same text gives the same UUID (version 8, by SHA-256): for identities that follow from content, as a row of a file. */
export function idFrom(text: string): string {
  const h = sha256(text);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`;
}
