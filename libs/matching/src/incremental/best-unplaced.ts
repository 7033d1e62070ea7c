import { IntList } from './int-list.js';
import { Limbs } from './limbs.js';
import type { PairList } from './pair-list.js';

/** In place of a household: there is none, or it is to be chosen anew. */
const NOBODY = -1;
const STALE = -2;

/** What the best are chosen from. */
interface Choice {
  readonly unplacedOf: readonly IntList[];
  readonly anchorOf: Int32Array;
  readonly row: readonly (PairList | null)[];
  readonly column: readonly (PairList | null)[];
}

/** Of one municipality: by dwelling, which of its households without one is worth most there, below 0: none; and how much. */
export interface BestByDwelling {
  readonly household: Int32Array;
  readonly worth: Limbs;
}

class Table implements BestByDwelling {
  household = new Int32Array(16).fill(NOBODY);
  readonly worth = new Limbs(16);
  readonly stale = new IntList();
}

/**
 * All households of a municipality that have no dwelling cost the same to reach, so that a search needs only the best of them for each dwelling: hundreds of
 * pairs to look at, not tens of thousands.
 */
export class BestUnplaced {
  readonly #tables: readonly Table[];

  constructor(private readonly choice: Choice) {
    this.#tables = choice.unplacedOf.map(() => new Table());
  }

  /** Makes room for dwellings up to a number. */
  grow(dwellings: number): void {
    for (const table of this.#tables) {
      if (table.household.length >= dwellings) continue;
      const grown = new Int32Array(2 * dwellings).fill(NOBODY);
      grown.set(table.household);
      table.household = grown;
      table.worth.grow(2 * dwellings);
    }
  }

  of(m: number): BestByDwelling {
    const table = this.#tables[m]!;
    const { household, stale } = table;
    if (stale.length > 0) {
      const { unplacedOf, row, column } = this.choice;
      const ofColumns = stale.values().reduce((sum, d) => sum + (column[d]?.open ?? 0), 0);
      const ofRows = unplacedOf[m]!.values().reduce((sum, h) => sum + row[h]!.open, 0);
      for (const d of stale.values()) if (household[d] === STALE) household[d] = NOBODY;
      if (ofRows <= ofColumns) for (const h of unplacedOf[m]!.values()) this.join(m, h);
      else for (const d of stale.values()) if (column[d]) this.#choose(m, d, column[d]);
      stale.length = 0;
    }
    return table;
  }

  /** A household that has no dwelling from now on. */
  join(m: number, h: number): void {
    const row = this.choice.row[h]!;
    for (let i = 0; i < row.open; i++) this.#offer(m, row.other[i]!, h, row.worth, i);
  }

  /** As `join`, for one pair. */
  joinAt(m: number, h: number, d: number): void {
    const row = this.choice.row[h]!;
    const at = row.find(d);
    if (at >= 0 && at < row.open) this.#offer(m, d, h, row.worth, at);
  }

  /** A household that is among them no more. */
  leave(m: number, h: number): void {
    const { household } = this.#tables[m]!;
    for (let d = household.indexOf(h); d >= 0; d = household.indexOf(h, d + 1)) this.#spoil(m, d);
  }

  /** As `leave`, for one pair. */
  leaveAt(m: number, h: number, d: number): void {
    if (this.#tables[m]!.household[d] === h) this.#spoil(m, d);
  }

  #spoil(m: number, d: number): void {
    const { household, stale } = this.#tables[m]!;
    household[d] = STALE;
    stale.add(d);
  }

  #choose(m: number, d: number, { other, open, worth }: PairList): void {
    const { anchorOf } = this.choice;
    for (let i = 0; i < open; i++) if (anchorOf[other[i]!] === m) this.#offer(m, d, other[i]!, worth, i);
  }

  /** A dwelling whose pairs all went. */
  clear(d: number): void {
    for (const { household } of this.#tables) household[d] = NOBODY;
  }

  /** A dwelling whose pairs all came, or are packed otherwise. */
  fill(d: number): void {
    this.clear(d);
    const { anchorOf, column } = this.choice;
    const { other, open, worth } = column[d]!;
    for (let i = 0; i < open; i++) {
      const m = anchorOf[other[i]!]!;
      if (m >= 0 && m < this.#tables.length) this.#offer(m, d, other[i]!, worth, i);
    }
  }

  #offer(m: number, d: number, h: number, { hi, mid, lo }: Limbs, i: number): void {
    const { household, worth } = this.#tables[m]!;
    if (household[d] === STALE) return;
    if (household[d] !== NOBODY) {
      const first = hi[i]! - worth.hi[d]!;
      if (first < 0) return;
      const second = mid[i]! - worth.mid[d]!;
      if (first === 0 && (second < 0 || (second === 0 && lo[i]! <= worth.lo[d]!))) return;
    }
    household[d] = h;
    worth.hi[d] = hi[i]!;
    worth.mid[d] = mid[i]!;
    worth.lo[d] = lo[i]!;
  }
}
