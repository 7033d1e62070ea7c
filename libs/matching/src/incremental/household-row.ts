import type { Extent, Packing } from './packing.js';
import { PairList } from './pair-list.js';

/** A dwelling that a household could get, and what that is worth per goal, whole numbers in the order of the goals. */
export interface DwellingWorth {
  readonly dwelling: number;
  readonly worths: readonly number[];
}

/** The pairs of one household by dwelling, and how large their worths are. */
export class HouseholdRow extends PairList {
  /** Per goal, of all pairs that the row ever had. */
  readonly least: number[] = [];
  readonly most: number[] = [];

  static of(pairs: readonly DwellingWorth[], packing: Packing, vetoed: (dwelling: number) => boolean): HouseholdRow {
    const row = new HouseholdRow(pairs.length);
    for (const { dwelling, worths } of pairs) row.put(dwelling, worths, packing, vetoed(dwelling));
    return row;
  }

  put(dwelling: number, worths: readonly number[], packing: Packing, vetoed: boolean): void {
    this.stretch(worths);
    this.add(dwelling, packing.pack(worths), vetoed);
  }

  /** Makes its ranges hold the worths of a pair. */
  stretch(worths: readonly number[]): void {
    const { least, most } = this;
    for (let goal = 0; goal < worths.length; goal++) {
      const worth = worths[goal]!;
      if (goal === least.length) {
        least.push(worth);
        most.push(worth);
      } else if (worth < least[goal]!) least[goal] = worth;
      else if (worth > most[goal]!) most[goal] = worth;
    }
  }

  /** Makes an extent hold the worths of a pair, as this row would have it. */
  widen(extent: Extent, worths: readonly number[]): void {
    const { least, most } = this;
    for (let goal = 0; goal < worths.length; goal++) {
      const worth = worths[goal]!;
      const low = goal < least.length ? Math.min(worth, least[goal]!) : worth;
      const high = goal < most.length ? Math.max(worth, most[goal]!) : worth;
      extent.spread[goal] = Math.max(extent.spread[goal]!, high - low);
      extent.most[goal] = Math.max(extent.most[goal]!, high, -low);
    }
  }
}

/** How large the worths of a household are. */
export const extentOf = (pairs: readonly DwellingWorth[], goals: number): Omit<Extent, 'dwellings'> => {
  const range = Array.from({ length: goals }, (_, goal) => {
    let least = Infinity;
    let most = -Infinity;
    for (const { worths } of pairs) {
      least = Math.min(least, worths[goal]!);
      most = Math.max(most, worths[goal]!);
    }
    return pairs.length === 0 ? { spread: 0, most: 0 } : { spread: most - least, most: Math.max(most, -least) };
  });
  return { spread: range.map(({ spread }) => spread), most: range.map(({ most }) => most) };
};
