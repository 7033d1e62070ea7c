import { canonicalJson, idFrom, type JsonValue } from '#libs/kernel';

/**
 * Identities for the rows of one file: a row is known by the kind of file, its content and how many times that content
 * stood in the file so far. So two equal rows are two facts, and a longer export of the same rows gives the same ids.
 */
export function rowIdentities(kind: string): (content: JsonValue) => string {
  const seen = new Map<string, number>();
  return (content) => {
    const text = canonicalJson(content);
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    return idFrom(canonicalJson([kind, content, times]));
  };
}
