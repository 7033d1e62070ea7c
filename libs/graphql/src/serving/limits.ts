/** How much one question may ask. Each limit has a code of its own, which the asker sees. */
export interface Limits {
  /** Fields within fields; `QUERY_TOO_DEEP`. */
  readonly depth: number;
  /** Aliased fields, fragments counted each time they are used; `QUERY_TOO_MANY_ALIASES`. */
  readonly aliases: number;
  /** Fields, those of a list counted for every row that it may have; `QUERY_TOO_COSTLY`. */
  readonly cost: number;
  /** Lexical tokens of the document; `QUERY_TOO_LONG`. */
  readonly tokens: number;
  /** Values within values of the variables; `VARIABLES_TOO_DEEP`. */
  readonly variableDepth: number;
  /** Bytes of a request's body or of a socket's message; `REQUEST_TOO_LARGE`. */
  readonly requestBytes: number;
  /** Milliseconds from the start of execution; `QUERY_TIMEOUT`. */
  readonly executionMs: number;
  /** Subscriptions that one socket holds at once, with questions still under way; `TOO_MANY_SUBSCRIPTIONS`. */
  readonly subscriptionsPerSocket: number;
}

export const LIMITS: Limits = {
  // The introspection of GraphiQL and of code generators asks 13 levels, of types within types; ours at most 6.
  depth: 15,
  // The 26 municipalities of a province in one question, and their province, for two periods.
  aliases: 60,
  // All fields of the figures of a province's municipalities, for two periods; the whole country some twenty fields.
  cost: 10_000,
  // GraphiQL's own introspection has about 400. More mostly feeds validation, which is quadratic in places.
  tokens: 4_000,
  // Ours nest 4 deep: the input, its rows, a row, its fields. What nests by the thousand overflows the stack of whoever reads it.
  variableDepth: 20,
  // A redistribution over 26 municipalities is 4 kB, a list of COA (`koppelingenImport`) some 80 bytes a row. Larger files go through the command line.
  requestBytes: 256 * 1024,
  // `atLeast` waits at most 5 s; the rest of an answer takes milliseconds.
  executionMs: 15_000,
  subscriptionsPerSocket: 100,
};

/** Rows that a list is taken to have when nothing else is said (`@Extensions({ listSize: 26 })` on the field). */
export const ASSUMED_LIST_SIZE = 10;
