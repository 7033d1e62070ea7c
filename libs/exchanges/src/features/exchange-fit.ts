import { refuse, type JsonValue, type LocalDate, type MunicipalityCode, type Result } from '#libs/kernel';
import { householdProfile, type Household } from '#libs/koppeling';
import { MunicipalityRegistry } from '#libs/municipalities';
import { HOUSEHOLD_KEYS, type HouseholdKey, type HouseholdKeys } from '#libs/secrets';
import { Inject, Injectable } from '@nestjs/common';
import type { ExchangeLeg } from '../domain/exchange.events.js';
import type { KnownExchange } from '../domain/exchange.js';
import { disclosed, fit, type Fit, type Needs } from '../domain/fit.js';
import type { Holdings } from './holdings.js';
import { stillHeld } from './still-held.js';

export interface LegFit extends Fit {
  readonly leg: number;
  readonly from: MunicipalityCode;
}

type Fitting = Pick<ExchangeLeg, 'leg' | 'household' | 'dwelling' | 'from' | 'to'>;

/** Whether what an exchange brings together still fits, with the profiles opened for as long as it takes. */
@Injectable()
export class ExchangeFit {
  constructor(
    @Inject(HOUSEHOLD_KEYS) private readonly keys: HouseholdKeys,
    private readonly registry: MunicipalityRegistry,
  ) {}

  /** Fetches what is needed to ask, so that the asking itself waits for nothing. */
  async of(households: readonly string[]): Promise<FitCheck> {
    return new FitCheck(await this.keys.keysOf(households), this.registry);
  }
}

export class FitCheck {
  constructor(
    private readonly keys: ReadonlyMap<string, HouseholdKey>,
    private readonly registry: MunicipalityRegistry,
  ) {}

  /** Of each leg. A household or dwelling that is not known (any more) is not asked: what holds it refuses. */
  legs(holdings: Holdings, legs: readonly Fitting[], latest: LocalDate): readonly LegFit[] {
    const { today } = holdings.moment;
    // Who is later than was expected is not refused for it: then any day from now on will do.
    const move = { earliest: today, latest: latest > today ? latest : today };
    return legs.flatMap(({ leg, household, dwelling, from, to }) => {
      const known = holdings.household(household);
      const offered = holdings.dwelling(dwelling);
      const centre = this.registry.byCode(to);
      if (known.status === 'unknown' || offered.status === 'unknown' || centre === undefined) return [];
      const { kind, persons } = known;
      const question = {
        household: { kind, persons, needs: this.needsOf(known) },
        dwelling: offered.offer,
        to: centre,
        move,
      };
      return [{ leg, from, ...fit(question) }];
    });
  }

  /** Between a step of an exchange and what it means for what it holds: whether all of it is still held, and still fits. */
  stillFits =
    (holdings: Holdings, seesNeeds: (municipality: MunicipalityCode) => boolean) =>
    ({ exchange, legs, expectedBy }: KnownExchange): Result<true> => {
      const held = stillHeld(holdings, exchange, legs);
      return held.ok ? unlessFit(this.legs(holdings, legs, expectedBy), 'NO_LONGER_FITS', seesNeeds) : held;
    };

  /** Null: no profile was given, or the household was forgotten. */
  private needsOf(household: Exclude<Household, { status: 'unknown' }>): Needs | null {
    const key = this.keys.get(household.household);
    if (household.profile === null || key === undefined) return null;
    return householdProfile.parse(key.open('profile', household.profile));
  }
}

/** Refuses, with what is in the way of each leg; of needs that the person may not see, only that there are. */
export function unlessFit(
  fits: readonly LegFit[],
  code: 'NOT_FITTING' | 'NO_LONGER_FITS',
  seesNeeds: (municipality: MunicipalityCode) => boolean,
): Result<true> {
  const legs = fits
    .filter(({ misfits }) => misfits.length > 0)
    .map(({ leg, from, misfits }) => ({ leg, misfits: [...(seesNeeds(from) ? misfits : disclosed(misfits))] }));
  if (legs.length === 0) return { ok: true, value: true };
  const message =
    code === 'NOT_FITTING'
      ? 'niet elk huishouden past in de woning die ervoor bedoeld is'
      : 'sinds het voorstel is er iets veranderd; niet elk huishouden past nog in de woning';
  return refuse(code, message, ['input', 'legs'], { legs: legs as unknown as JsonValue });
}
