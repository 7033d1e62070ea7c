/** A compose file, or a variable that it needs, is not as it must be. */
export class ComposeError extends Error {
  override readonly name = 'ComposeError';
}

/** `$$`, `$NAME`, `${NAME}` and `${NAME<how><word>}`; a dollar that is none of these comes last. */
const REFERENCE = /\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-?+])([^{}]*))?\}|)/g;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Puts variables into a text by the rules of the Compose specification: `${A:-word}` word where A is not set or empty, `${A:?word}` an
 * error then, `${A:+word}` word where it is set; without the colon an empty variable counts as set. `$$` is a dollar.
 * @throws ComposeError
 */
export function interpolate(whole: string, variables: Variables): string {
  return whole.replace(
    REFERENCE,
    (_whole: string, dollar?: string, bare?: string, braced?: string, how?: string, text?: string): string => {
      const word = text ?? '';
      if (dollar !== undefined) return '$';
      const name = bare ?? braced;
      if (name === undefined) throw new ComposeError(`“${whole}”: a dollar is written $$, a variable \${NAME}`);
      const value = variables[name];
      const counts = how?.startsWith(':') === true ? value !== undefined && value !== '' : value !== undefined;
      switch (how?.at(-1)) {
        case '-':
          return counts && value !== undefined ? value : word;
        case '?':
          if (!counts || value === undefined) throw new ComposeError(`${name}: ${word || 'must be set'}`);
          return value;
        case '+':
          return counts ? word : '';
        default:
          return value ?? '';
      }
    },
  );
}

/** The same for every text in a document. */
export function interpolateAll(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return interpolate(value, variables);
  if (Array.isArray(value)) return value.map((each: unknown) => interpolateAll(each, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, interpolateAll(each, variables)]));
}
