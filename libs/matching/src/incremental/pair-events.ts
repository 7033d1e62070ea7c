import { ok, refuse, type Result } from '#libs/kernel';
import type { Admission } from './admission.js';
import { isLess, minus } from './limbs.js';
import type { LiveNetwork } from './live-network.js';
import { isFrozen, unknownDwelling, unknownHousehold } from './refusals.js';
import type { Change, Repairs } from './repairs.js';

/** Pairs that are forbidden, allowed, forced and let go. */
export class PairEvents {
  constructor(
    private readonly network: LiveNetwork,
    private readonly admission: Admission,
    private readonly repairs: Repairs,
  ) {}

  veto(h: number, d: number): Result<Change> {
    const pair = this.#place(h, d);
    if (!pair.ok) return pair;
    const { network, repairs } = this;
    const row = network.row[h]!;
    const used = network.seat[h] === d;
    if (used && network.frozen.has(h)) return isFrozen(['household']);
    repairs.begin();
    if (pair.value >= row.open) return repairs.end();
    network.veto(h, d);
    if (used) {
      repairs.detach(h);
      repairs.send({ household: h }, network.firstDwelling + d);
    }
    return repairs.end(() => network.allow(h, d));
  }

  allow(h: number, d: number): Result<Change> {
    const pair = this.#place(h, d);
    if (!pair.ok) return pair;
    const { network, repairs } = this;
    const row = network.row[h]!;
    repairs.begin();
    if (pair.value >= row.open) {
      network.allow(h, d);
      const free = !network.frozen.has(h) && !network.isFrozenDwelling(d);
      const asked = minus(network.priceOfHousehold(h), row.worth.at(row.find(d)));
      if (free && isLess(asked, network.priceOfDwelling(d))) {
        const anchor = network.anchor(h);
        repairs.detach(h);
        repairs.send({ household: h }, anchor);
      }
    }
    return repairs.end();
  }

  freeze(h: number, d: number): Result<Change> {
    const pair = this.#place(h, d);
    if (!pair.ok) return pair;
    const { network, repairs } = this;
    repairs.begin();
    if (network.seat[h] === d && network.frozen.has(h)) return repairs.end();
    for (const free of [this.admission.freeHousehold(h), this.admission.freeDwelling(d)]) if (!free.ok) return free;
    if (pair.value >= network.row[h]!.open) {
      return refuse('PAIR_VETOED', 'dit paar is verboden; sta het eerst toe', ['dwelling']);
    }
    // Whoever has the dwelling makes way, and what the household had is filled or given back.
    if (network.seat[h] !== d) repairs.send({ node: network.firstDwelling + d }, network.anchor(h), [h, d]);
    const done = repairs.end();
    if (!done.ok) return done;
    network.freeze(h);
    return done;
  }

  release(h: number, d: number): Result<Change> {
    const pair = this.#place(h, d);
    if (!pair.ok) return pair;
    const { network, repairs } = this;
    if (network.seat[h] !== d || !network.frozen.has(h)) {
      return refuse('PLACEMENT_NOT_FROZEN', 'deze plaatsing ligt niet vast', ['household']);
    }
    repairs.begin();
    network.frozen.delete(h);
    repairs.detach(h);
    network.setPrice(d, network.openingPrice(d));
    network.use(d);
    repairs.send({ household: h }, network.firstDwelling + d);
    return repairs.end();
  }

  /** Where the pair stands in the household's row. */
  #place(h: number, d: number): Result<number> {
    if (!this.network.isHousehold(h)) return unknownHousehold(['household']);
    if (!this.network.isDwelling(d)) return unknownDwelling(['dwelling']);
    const at = this.network.row[h]!.find(d);
    return at < 0 ? refuse('PAIR_UNKNOWN', 'dit huishouden kan niet in deze woning', ['dwelling']) : ok(at);
  }
}
