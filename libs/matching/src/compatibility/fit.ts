import { kilometresBetween, pointOf } from './distance.js';
import { bedroomsOf, type Dwelling, type Household } from './housing.js';
import type { Surroundings } from './predicates.js';

const NO_RENT = 0x7fff_ffff;

/** All of a household that its fit with any dwelling depends on. */
export const fitKey = ({ municipality, bedrooms, maxRent, ties }: Household): string =>
  `${municipality} ${bedrooms} ${maxRent} ${JSON.stringify(ties.filter(({ hard }) => !hard))}`;

/**
 * How well a household and a dwelling that are compatible fit, in the points of policy:
 *
 *   fit = rightSize (as many bedrooms as needed), or spareBedroom for each one more
 *       + rentSlack (the rent lies `rentSlackPercent` or more below the maximum)
 *       + softTie for each soft tie within its distance
 *       + soonLost (the dwelling can be had no longer than `soonLostDays` after the round)
 *       + crossing (the dwelling stands in another municipality)
 *
 * A household is worth `household + person × persons + overdue (when it is)`, and `weight` is that and the fit. Nothing here
 * knows an id or a code.
 */
export class Fit {
  readonly #surroundings: Surroundings;
  readonly #points;
  readonly #centres;
  readonly #bedrooms: Int32Array;
  readonly #rent: Int32Array;
  readonly #municipality: Int32Array;
  readonly #ofDwelling: Int32Array;

  constructor(surroundings: Surroundings, dwellings: readonly Dwelling[]) {
    this.#surroundings = surroundings;
    this.#points = surroundings.policy.points;
    this.#centres = surroundings.centres.map(pointOf);
    this.#bedrooms = Int32Array.from(dwellings, bedroomsOf);
    this.#rent = Int32Array.from(dwellings, ({ rent }) => rent ?? NO_RENT);
    this.#municipality = Int32Array.from(dwellings, ({ municipality }) => municipality);
    this.#ofDwelling = Int32Array.from(dwellings, (dwelling) =>
      this.#isSoonLost(dwelling) ? this.#points.soonLost : 0,
    );
  }

  /** Writes the fit of the dwellings that stand in `dwellings` from `at` up to `end`, at the same places of `into`. */
  write(household: Household, dwellings: Int32Array, at: number, end: number, into: Int32Array): void {
    const { rightSize, spareBedroom, rentSlack } = this.#points;
    const there = this.#byMunicipality(household);
    const slackRent = this.#slackRent(household);
    for (let i = at; i < end; i++) {
      const d = dwellings[i]!;
      const spare = this.#bedrooms[d]! - household.bedrooms;
      into[i] =
        (spare === 0 ? rightSize : spare * spareBedroom) +
        (this.#rent[d]! <= slackRent ? rentSlack : 0) +
        there[this.#municipality[d]!]! +
        this.#ofDwelling[d]!;
    }
  }

  #byMunicipality({ municipality, ties }: Household): Int32Array {
    const points = new Int32Array(this.#centres.length).fill(this.#points.crossing);
    points[municipality] = 0;
    for (const tie of ties) {
      if (tie.hard) continue;
      const place = pointOf(tie);
      this.#centres.forEach((centre, m) => {
        if (kilometresBetween(place, centre) <= tie.maxKm) points[m]! += this.#points.softTie;
      });
    }
    return points;
  }

  #slackRent({ maxRent }: Household): number {
    return maxRent === null ? -1 : Math.floor((maxRent * (100 - this.#surroundings.policy.rentSlackPercent)) / 100);
  }

  #isSoonLost({ until }: Dwelling): boolean {
    const { round, policy } = this.#surroundings;
    return until !== null && round.on !== null && until - round.on <= policy.soonLostDays;
  }
}
