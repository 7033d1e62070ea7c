const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether some text in a JSON value cannot be kept by Postgres: NUL, or half a surrogate pair. Without recursion: depth is the sender's choice. */
export function unstorableText(json: unknown): 'nul' | 'surrogate' | null {
  const left: unknown[] = [json];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string') {
      if (value.includes('\0')) return 'nul';
      if (LONE_SURROGATE.test(value)) return 'surrogate';
    } else if (typeof value === 'object' && value !== null) {
      if (!Array.isArray(value)) for (const key of Object.keys(value)) left.push(key);
      for (const member of Object.values(value) as unknown[]) left.push(member);
    }
  }
  return null;
}
