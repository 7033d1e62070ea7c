/** One step down from the root: of a pair, used or not; of a kind of exchange, at most `most` or more. */
export type Branch =
  | { readonly on: 'pair'; readonly pair: number; readonly above: boolean }
  | { readonly on: 'exchange'; readonly kind: number; readonly most: number; readonly above: boolean };

/** What the branches on the way to a node leave of pairs and of kinds of exchange. */
export class Narrowed {
  readonly excluded = new Set<number>();
  /** By household, the pair that it must use, and the place of that branch. */
  readonly forced = new Map<number, { readonly pair: number; readonly branch: number }>();
  /** Kinds of exchange of which there may be at most, or must be at least, some; with the places of the branches that say so most sharply. */
  readonly most = new Map<number, { readonly times: number; readonly branch: number }>();
  readonly least = new Map<number, { readonly times: number; readonly branch: number }>();

  constructor(branches: readonly Branch[], pairHousehold: Int32Array) {
    branches.forEach((branch, at) => {
      if (branch.on === 'pair') {
        if (branch.above) this.forced.set(pairHousehold[branch.pair]!, { pair: branch.pair, branch: at });
        else this.excluded.add(branch.pair);
        return;
      }
      const { kind, most, above } = branch;
      if (above && most + 1 > (this.least.get(kind)?.times ?? 0)) this.least.set(kind, { times: most + 1, branch: at });
      if (!above && most < (this.most.get(kind)?.times ?? Infinity)) this.most.set(kind, { times: most, branch: at });
    });
  }
}
