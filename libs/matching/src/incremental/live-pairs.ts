import type { HouseholdRow } from './household-row.js';
import type { Extent, Packing } from './packing.js';
import { PairList } from './pair-list.js';

/** A household that could get a dwelling, and what that is worth per goal, whole numbers in the order of the goals. */
export interface HouseholdWorth {
  readonly household: number;
  readonly worths: readonly number[];
}

/** All pairs of a live network, from both sides. */
export class LivePairs {
  readonly row: (HouseholdRow | null)[] = [];
  readonly column: (PairList | null)[] = [];

  constructor(public packing: Packing) {}

  /** The other end of every pair of a household's row. */
  list(h: number): void {
    const row = this.row[h]!;
    row.others().forEach((d, i) => this.column[d]!.add(h, row.worth.at(i), i >= row.open));
  }

  unlist(h: number): void {
    for (const d of this.row[h]!.others()) this.column[d]!.remove(h);
  }

  /** Takes all pairs of a dwelling out of the rows of their households, and gives them. */
  emptyColumn(d: number): PairList {
    const column = this.column[d]!;
    for (const h of column.others()) this.row[h]!.remove(d);
    this.column[d] = new PairList(column.length);
    return column;
  }

  /** Gives a dwelling without pairs those of a list. */
  restoreColumn(d: number, column: PairList): void {
    column.others().forEach((h, i) => this.row[h]!.add(d, column.worth.at(i), i >= column.open));
    this.column[d] = column;
  }

  fillColumn(d: number, pairs: readonly HouseholdWorth[], vetoed: (household: number) => boolean): void {
    const column = this.column[d]!;
    for (const { household, worths } of pairs) {
      const row = this.row[household]!;
      const worth = this.packing.pack(worths);
      const closed = vetoed(household);
      row.stretch(worths);
      row.add(d, worth, closed);
      column.add(household, worth, closed);
    }
  }

  veto(h: number, d: number): void {
    this.row[h]!.veto(d);
    this.column[d]!.veto(h);
  }

  allow(h: number, d: number): void {
    this.row[h]!.allow(d);
    this.column[d]!.allow(h);
  }

  /** How large the worths are, but for the number of dwellings. */
  extent(goals: number): Omit<Extent, 'dwellings'> {
    const spread = Array.from({ length: goals }, () => 0);
    const most = Array.from({ length: goals }, () => 0);
    for (const row of this.row) {
      row?.least.forEach((least, goal) => {
        spread[goal] = Math.max(spread[goal]!, row.most[goal]! - least);
        most[goal] = Math.max(most[goal]!, row.most[goal]!, -least);
      });
    }
    return { spread, most };
  }

  /** Packs all worths otherwise: what they stand for stays. */
  repack(to: Packing): void {
    for (const list of [...this.row, ...this.column]) list?.repack(this.packing, to);
    this.packing = to;
  }
}
