/** A page of a list, after the row with this key; null: from the start. */
export interface Page<K> {
  readonly first: number;
  readonly after: K | null;
}

export interface Found<T> {
  /** Position of the log that the answer reflects. */
  readonly position: number;
  readonly rows: readonly T[];
  readonly hasNext: boolean;
}

/** A page out of what was found for it: one row more than was asked for tells that there is a next page. */
export const cut = <T>(found: { position: number; rows: readonly T[] }, first: number): Found<T> => ({
  position: found.position,
  rows: found.rows.slice(0, first),
  hasNext: found.rows.length > first,
});
