import { periodOf, refuse, ok, startOf, type LocalDate, type Result } from '#libs/kernel';
import { PolicyReader } from '#libs/policy';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { KOPPELING_POLICY, koppelingPolicy, type HousingRules } from '../domain/koppeling.policy.js';

/** The policy of the context above this one; of it we read only which kinds of housing count. */
const FIGURES_POLICY = 'figures';
const kindsOfHousing = z.object({ kinds: z.record(z.string(), z.object({ counts: z.boolean() })) });

/** Reads what a decision about housing must know of the policies that hold. */
@Injectable()
export class HousingPolicies {
  constructor(private readonly policies: PolicyReader) {}

  /** The rules in the period of a day. Refuses `POLICY_MISSING` where nothing says what counts. */
  async on(day: LocalDate): Promise<Result<HousingRules>> {
    const start = startOf(periodOf(day));
    const figures = await this.policies.inForce(FIGURES_POLICY, start);
    const koppeling = await this.policies.inForce(KOPPELING_POLICY, start);
    if (figures === null || koppeling === null) {
      return refuse('POLICY_MISSING', `voor ${day} is geen beleid vastgesteld dat zegt wat meetelt`, ['input']);
    }
    const { dateThatCounts, countsAfterPlacement } = koppelingPolicy.parse(koppeling.content);
    const { kinds } = kindsOfHousing.parse(figures.content);
    return ok({
      dateThatCounts,
      countsAfterPlacement,
      kinds: new Map(Object.entries(kinds).map(([kind, { counts }]) => [kind, counts])),
    });
  }
}
