import type { Identity } from '#libs/access';
import { addDays, periodOf, type LocalDate, type MunicipalityCode, type Period } from '#libs/kernel';
import { KOPPELING_POLICY, koppelingPolicy } from '#libs/koppeling';
import { PolicyReader } from '#libs/policy';
import { FiguresReader, VisibleQuestions, type Figures } from '#libs/taakstelling';
import { Injectable } from '@nestjs/common';
import { ExchangeBalanceReader } from '../balance.reader.js';
import { daysLateOn, koppelDates, type EffectLeg, type EffectQuestion } from '../effect.js';
import { ExchangeVisibility } from '../exchange-visibility.js';
import { HouseholdFactsReader } from '../household-facts.js';
import type { AskedLeg } from './effect-legs.js';

/** What the effect of an exchange is computed from, as far as the person may see it. */
@Injectable()
export class EffectInputs {
  constructor(
    private readonly policies: PolicyReader,
    private readonly visibility: ExchangeVisibility,
    private readonly households: HouseholdFactsReader,
    private readonly balances: ExchangeBalanceReader,
    private readonly visible: VisibleQuestions,
    private readonly figures: FiguresReader,
  ) {}

  async of(
    identity: Identity,
    municipality: MunicipalityCode,
    legs: readonly AskedLeg[],
    day: LocalDate,
    moveDays: number,
  ): Promise<Pick<EffectQuestion, 'legs' | 'remaining' | 'koppelBalance' | 'exchangeBalance' | 'tolerance'>> {
    const { last } = koppelDates(day);
    const ofMove = await this.figuresOf(identity, municipality, periodOf(addDays(day, moveDays)));
    const ofReference = await this.figuresOf(identity, municipality, periodOf(last));
    const koppelBalance = ofReference?.koppelBalance.find(({ on }) => on === last);
    return {
      legs: await this.late(identity, legs, day),
      remaining: ofMove?.remaining ?? null,
      koppelBalance: { on: last, persons: koppelBalance?.persons ?? null },
      ...(await this.balance(identity, municipality, day)),
    };
  }

  /** Null where the person may see of this municipality only what it published, and where there is nothing to see. */
  private async figuresOf(identity: Identity, scope: MunicipalityCode, period: Period): Promise<Figures | null> {
    const question = this.visible.of(identity, { scope, period, basis: 'computed' });
    if (!question.ok) return null;
    const figures = await this.figures.read(question.value);
    return figures.ok ? figures.value : null;
  }

  private async balance(
    identity: Identity,
    municipality: MunicipalityCode,
    day: LocalDate,
  ): Promise<Pick<EffectQuestion, 'exchangeBalance' | 'tolerance'>> {
    const {
      balances: [found],
      tolerance,
    } = await this.balances.of([municipality], day);
    const isShown = await this.visibility.may(identity, 'exchangeBalance.read', [municipality]);
    return { tolerance, exchangeBalance: isShown ? (found?.balance ?? null) : null };
  }

  private async late(identity: Identity, legs: readonly AskedLeg[], day: LocalDate): Promise<readonly EffectLeg[]> {
    const facts = await this.households.of(legs.flatMap(({ household }) => household ?? []));
    const partners = legs.flatMap(({ from, to }) => [from, to]);
    const late: EffectLeg[] = [];
    for (const { household, isShared, ...leg } of legs) {
      const found = household === null ? undefined : facts.get(household);
      const owner = found?.municipality;
      // Only an exchange that was proposed makes partners: by thinking of one, nobody learns of another's household. Nor of one that is
      // coupled elsewhere by now.
      const isBetweenThem = isShared && (owner === leg.from || owner === leg.to);
      const sees =
        owner !== undefined &&
        (await this.visibility.may(identity, 'household.readNeeds', [owner], isBetweenThem ? partners : []));
      const term = found === undefined ? null : await this.termOf(found.permitOn);
      const known = sees && found !== undefined && term !== null;
      late.push({ ...leg, daysLate: known ? daysLateOn(found.permitOn, term, day) : null });
    }
    return late;
  }

  private async termOf(permitOn: LocalDate): Promise<number | null> {
    const version = await this.policies.inForce(KOPPELING_POLICY, permitOn);
    return version === null ? null : koppelingPolicy.parse(version.content).housingTermDays;
  }
}
