/** Whole numbers from here on are not told apart by a double. */
export const EXACT = 2 ** 53;

/** Rows that may each get one column. An edge is worth a tuple of `digits` whole numbers; the first that differs decides. */
export interface Candidates {
  readonly rows: number;
  readonly columns: number;
  readonly rowOf: Int32Array;
  readonly columnOf: Int32Array;
  readonly digits: number;
  /** Edge by edge. */
  readonly worth: Float64Array;
}

/**
 * The edges of an assignment of greatest worth. By successive best augmenting paths: each is found by Bellman–Ford from all free rows,
 * so that every number on the way is the worth of a simple path, and the worth of what they add never rises.
 */
export function bestAssignment(candidates: Candidates): readonly number[] {
  const search = new Augmentation(candidates);
  while (search.augment()) continue;
  return search.chosen();
}

class Augmentation {
  private readonly edges: readonly number[][];
  /** The edge that a row has, that a column has, and by which a column was reached best; −1 for none. */
  private readonly ofRow: Int32Array;
  private readonly ofColumn: Int32Array;
  private readonly via: Int32Array;
  private readonly rowLabel: Float64Array;
  private readonly columnLabel: Float64Array;
  private readonly waiting: Uint8Array;

  constructor(private readonly candidates: Candidates) {
    const { rows, columns, digits, rowOf } = candidates;
    const edges: number[][] = Array.from({ length: rows }, () => []);
    rowOf.forEach((row, edge) => edges[row]!.push(edge));
    this.edges = edges;
    this.ofRow = new Int32Array(rows).fill(-1);
    this.ofColumn = new Int32Array(columns).fill(-1);
    this.via = new Int32Array(columns).fill(-1);
    this.rowLabel = new Float64Array(rows * digits);
    this.columnLabel = new Float64Array(columns * digits);
    this.waiting = new Uint8Array(rows);
  }

  chosen(): readonly number[] {
    return [...this.ofRow].filter((edge) => edge >= 0);
  }

  /** Takes the path that adds most, and tells whether any adds. */
  augment(): boolean {
    this.label();
    const end = this.bestEnd();
    if (end < 0) return false;
    for (let column = end; column >= 0;) {
      const edge = this.via[column]!;
      const row = this.candidates.rowOf[edge]!;
      const before = this.ofRow[row]!;
      this.ofRow[row] = edge;
      this.ofColumn[column] = edge;
      column = before < 0 ? -1 : this.candidates.columnOf[before]!;
    }
    return true;
  }

  private label(): void {
    this.via.fill(-1);
    this.rowLabel.fill(0);
    const queue: number[] = [];
    for (let row = 0; row < this.candidates.rows; row += 1) if (this.ofRow[row]! < 0) queue.push(row);
    for (let next = 0; next < queue.length; next += 1) {
      const row = queue[next]!;
      this.waiting[row] = 0;
      for (const edge of this.edges[row]!) {
        if (edge === this.ofRow[row] || !this.reach(row, edge)) continue;
        const taken = this.ofColumn[this.candidates.columnOf[edge]!]!;
        if (taken < 0) continue;
        const displaced = this.displace(taken);
        if (this.waiting[displaced] === 0) queue.push(displaced);
        this.waiting[displaced] = 1;
      }
    }
  }

  /** Labels the column of the edge where this way to it is better than the best so far. */
  private reach(row: number, edge: number): boolean {
    const { digits, worth, columnOf } = this.candidates;
    const column = columnOf[edge]!;
    let better = this.via[column]! < 0;
    for (let digit = 0; digit < digits && !better; digit += 1) {
      const difference =
        this.rowLabel[row * digits + digit]! +
        worth[edge * digits + digit]! -
        this.columnLabel[column * digits + digit]!;
      if (difference < 0) return false;
      better = difference > 0;
    }
    if (!better) return false;
    this.via[column] = edge;
    for (let digit = 0; digit < digits; digit += 1)
      this.columnLabel[column * digits + digit] = this.rowLabel[row * digits + digit]! + worth[edge * digits + digit]!;
    return true;
  }

  /** The row that loses its edge, labelled with what is left then. */
  private displace(edge: number): number {
    const { digits, worth, rowOf, columnOf } = this.candidates;
    const row = rowOf[edge]!;
    for (let digit = 0; digit < digits; digit += 1)
      this.rowLabel[row * digits + digit] =
        this.columnLabel[columnOf[edge]! * digits + digit]! - worth[edge * digits + digit]!;
    return row;
  }

  private bestEnd(): number {
    const { columns, digits } = this.candidates;
    const best = new Float64Array(digits);
    let end = -1;
    for (let column = 0; column < columns; column += 1) {
      if (this.ofColumn[column]! >= 0 || this.via[column]! < 0) continue;
      const label = this.columnLabel.subarray(column * digits, (column + 1) * digits);
      const digit = label.findIndex((value, index) => value !== best[index]);
      if (digit < 0 || label[digit]! < best[digit]!) continue;
      best.set(label);
      end = column;
    }
    return end;
  }
}
