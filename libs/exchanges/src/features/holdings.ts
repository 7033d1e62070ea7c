import { dwellings, dwellingStream, type Dwelling, type DwellingCommand } from '#libs/dwellings';
import type { Sitting } from '#libs/event-store';
import type { IdSource, Instant, LocalDate, Result } from '#libs/kernel';
import { households, householdStream, type Household, type HouseholdCommand } from '#libs/koppeling';

/** The same moment for everything that one command decides. */
export interface Moment {
  readonly now: Instant;
  readonly today: LocalDate;
}

/** Households and dwellings at one table: all that is decided here is stored in one commit, or nothing. */
export class Holdings {
  constructor(
    protected readonly sitting: Sitting,
    protected readonly ids: IdSource,
    readonly moment: Moment,
  ) {}

  household(household: string): Household {
    return this.sitting.state(households(this.ids), householdStream(household));
  }

  dwelling(dwelling: string): Dwelling {
    return this.sitting.state(dwellings(this.ids), dwellingStream(dwelling));
  }

  onHousehold(household: string, command: HouseholdCommand): Result<Household> {
    return this.sitting.decide(households(this.ids), householdStream(household), command);
  }

  onDwelling(dwelling: string, command: DwellingCommand): Result<Dwelling> {
    return this.sitting.decide(dwellings(this.ids), dwellingStream(dwelling), command);
  }
}
