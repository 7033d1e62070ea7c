import { periodOf, refuse, ok, startOf, type LocalDate, type Result } from '#libs/kernel';
import { PolicyReader, type AdoptedPolicy } from '#libs/policy';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Stay } from '../domain/household.events.js';
import { KOPPELING_POLICY, koppelingPolicy, type HousingRules } from '../domain/koppeling.policy.js';

import { dayThatCounts } from '../domain/placement.decisions.js';

/** The policy of the context above this one; of it we read only which kinds of housing count. */
const FIGURES_POLICY = 'figures';
const kindsOfHousing = z.object({ kinds: z.record(z.string(), z.object({ counts: z.boolean() })) });

/** Reads what a decision about housing must know of the policies that hold. */
@Injectable()
export class HousingPolicies {
  readonly #read = new WeakMap<AdoptedPolicy, WeakMap<AdoptedPolicy, HousingRules>>();

  constructor(private readonly policies: PolicyReader) {}

  /**
   * The rules in the period of the day that counts of a stay. Which day that is, they say themselves: of the days of the stay, the
   * move first, the first one that counts by the rules of its own period. Where there is none, the rules in the period of the move.
   */
  async ofStay(stay: Pick<Stay, 'readyOn' | 'movedOn' | 'registeredOn'>): Promise<Result<HousingRules>> {
    for (const day of new Set([stay.movedOn, stay.registeredOn, stay.readyOn])) {
      if (day === null) continue;
      const rules = await this.on(day);
      const counts = rules.ok ? dayThatCounts(stay, rules.value) : rules;
      if (counts.ok && periodOf(counts.value) === periodOf(day)) return rules;
    }
    return this.on(stay.movedOn);
  }

  /** The rules in the period of a day. Refuses `POLICY_MISSING` where nothing says what counts. */
  async on(day: LocalDate): Promise<Result<HousingRules>> {
    const start = startOf(periodOf(day));
    const figures = await this.policies.inForce(FIGURES_POLICY, start);
    const koppeling = await this.policies.inForce(KOPPELING_POLICY, start);
    if (figures === null || koppeling === null) {
      return refuse('POLICY_MISSING', `voor ${day} is geen beleid vastgesteld dat zegt wat meetelt`, ['input']);
    }
    return ok(this.rulesOf(figures, koppeling));
  }

  /** Read once per version: every placement asks. */
  private rulesOf(figures: AdoptedPolicy, koppeling: AdoptedPolicy): HousingRules {
    const known = this.#read.get(figures) ?? new WeakMap<AdoptedPolicy, HousingRules>();
    this.#read.set(figures, known);
    const rules = known.get(koppeling) ?? readRules(figures, koppeling);
    known.set(koppeling, rules);
    return rules;
  }
}

function readRules(figures: AdoptedPolicy, koppeling: AdoptedPolicy): HousingRules {
  const { dateThatCounts, countsAfterPlacement } = koppelingPolicy.parse(koppeling.content);
  const { kinds } = kindsOfHousing.parse(figures.content);
  return {
    dateThatCounts,
    countsAfterPlacement,
    kinds: new Map(Object.entries(kinds).map(([kind, { counts }]) => [kind, counts])),
  };
}
