import { connectionOf, InstantScalar, LocalDateScalar, MunicipalityCodeScalar, listSize } from '#libs/graphql';
import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import { Extensions, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { HouseholdClock, HouseholdStep, HouseholdStepName } from './household-clock.js';
import { HouseholdHistoryType } from './household-history.types.js';
import { HouseholdNeedsType, HouseholdProfileType } from './household-needs.types.js';
import type { HouseholdStatus } from './household-row.js';
import type { HouseholdHold, Keyed, SeenHousehold, SeenStay, StatedByCoa } from './household-view.js';
import type { HouseholdView } from './household-visibility.js';
import { HouseholdStatusEnum, HouseholdStepEnum, HouseholdViewEnum } from './household.enums.js';

@ObjectType('HouseholdStep', { description: 'A deadline.' })
class HouseholdStepType implements HouseholdStep {
  @Field(() => HouseholdStepEnum)
  step!: HouseholdStepName;

  @Field(() => LocalDateScalar)
  dueOn!: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Null: not done, or not known when.' })
  doneOn!: LocalDate | null;
}

@ObjectType('HouseholdClock', { description: 'The clock of the permit. No recoupling restarts it.' })
class HouseholdClockType implements HouseholdClock {
  @Field(() => LocalDateScalar, { description: 'The day on which this is so.' })
  asOf!: LocalDate;

  @Field(() => LocalDateScalar)
  dueOn!: LocalDate;

  @Field(() => Int, { nullable: true, description: 'Null: it is late, or the clock stopped.' })
  daysLeft!: number | null;

  @Field(() => Int, { description: 'daysLateTakenOver + daysLateHere.' })
  daysLate!: number;

  @Field(() => Int, {
    description: 'Late before it was coupled to its present municipality: not to be blamed on that.',
  })
  daysLateTakenOver!: number;

  @Field(() => Int, { description: 'Late since, or in an earlier koppeling to the same municipality.' })
  daysLateHere!: number;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Housed, or no longer to be housed.' })
  stoppedOn!: LocalDate | null;

  @Field(() => [HouseholdStepType])
  @Extensions(listSize(3))
  steps!: readonly HouseholdStepType[];

  @Field(() => String, { description: 'Version of the policy that was applied.' })
  policy!: string;
}

@ObjectType('HouseholdHold', { description: 'An exchange that holds the household.' })
class HouseholdHoldType implements HouseholdHold {
  @Field(() => ID)
  exchange!: string;

  @Field(() => String, { description: 'claim, reservation or assignment.' })
  kind!: string;

  @Field(() => InstantScalar, { nullable: true, description: 'When a claim expires.' })
  until!: Instant | null;

  @Field(() => ID, { nullable: true, description: 'The dwelling that it was assigned.' })
  dwelling!: string | null;
}

@ObjectType('HouseholdStay', { description: 'Where it lives.' })
class HouseholdStayType implements SeenStay {
  @Field(() => ID)
  id!: string;

  @Field(() => MunicipalityCodeScalar)
  municipality!: MunicipalityCode;

  @Field(() => ID, { nullable: true, description: 'The dwelling, where it is one on offer here.' })
  dwelling!: string | null;

  @Field(() => String)
  kind!: string;

  @Field(() => LocalDateScalar, { nullable: true })
  readyOn!: LocalDate | null;

  @Field(() => LocalDateScalar)
  movedOn!: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true })
  registeredOn!: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day on which temporary housing ends.' })
  until!: LocalDate | null;
}

@ObjectType('CoaStatement', { description: 'Where COA says that the household is coupled, beside what we say.' })
class CoaStatementType implements StatedByCoa {
  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Null: not on its list.' })
  municipality!: MunicipalityCode | null;

  @Field(() => Int, { nullable: true })
  persons!: number | null;

  @Field(() => LocalDateScalar)
  on!: LocalDate;

  @Field(() => String)
  source!: string;
}

const ONLY_ALL = 'Only in the view ALL.';

@ObjectType('Household', { description: 'A household under its pseudonym; the municipality keeps the mapping.' })
export class HouseholdType {
  @Field(() => HouseholdViewEnum)
  view!: HouseholdView;

  @Field(() => ID, { description: 'The pseudonym.' })
  id!: string;

  @Field(() => MunicipalityCodeScalar, { description: 'Of the koppeling; of the last one when it ended.' })
  municipality!: MunicipalityCode;

  @Field(() => HouseholdStatusEnum)
  status!: HouseholdStatus;

  @Field(() => Int)
  persons!: number;

  @Field(() => Int, { description: 'Persons still to be housed.' })
  toHouse!: number;

  @Field(() => HouseholdClockType, { nullable: true, description: 'Null where no policy holds for its permit.' })
  clock!: HouseholdClock | null;

  @Field(() => Boolean, { description: 'Whether an exchange holds it now.' })
  held!: boolean;

  @Field(() => Boolean, { description: 'What was written about it can no longer be read by anybody.' })
  forgotten!: boolean;

  @Field(() => HouseholdNeedsType, { nullable: true, description: 'Null: not recorded, or forgotten.' })
  needs!: HouseholdNeedsType | null;

  @Field(() => Int, { nullable: true, description: `For expectedVersion. ${ONLY_ALL}` })
  version!: number | null;

  @Field(() => String, { nullable: true, description: `regular or nidos. ${ONLY_ALL}` })
  kind!: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: ONLY_ALL })
  permitOn!: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: ONLY_ALL })
  firstCoupledOn!: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: ONLY_ALL })
  coupledOn!: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: ONLY_ALL })
  housedOn!: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: ONLY_ALL })
  endedOn!: LocalDate | null;

  @Field(() => String, { nullable: true, description: ONLY_ALL })
  endReason!: string | null;

  @Field(() => ID, { nullable: true, description: `The household that it was a part of. ${ONLY_ALL}` })
  splitFrom!: string | null;

  @Field(() => ID, { nullable: true, description: `The household that it went into. ${ONLY_ALL}` })
  mergedInto!: string | null;

  @Field(() => String, { nullable: true, description: ONLY_ALL })
  source!: string | null;

  @Field(() => HouseholdProfileType, { nullable: true, description: ONLY_ALL })
  profile!: HouseholdProfileType | null;

  @Field(() => HouseholdHoldType, { nullable: true, description: ONLY_ALL })
  hold!: HouseholdHold | null;

  @Field(() => HouseholdStayType, { nullable: true, description: ONLY_ALL })
  stay!: SeenStay | null;

  @Field(() => CoaStatementType, { nullable: true, description: ONLY_ALL })
  coa!: StatedByCoa | null;

  @Field(() => HouseholdHistoryType, { nullable: true, description: `${ONLY_ALL} Null in lists.` })
  history!: HouseholdHistoryType | null;
}

export const HouseholdConnection = connectionOf(HouseholdType, 'Household');

const NOTHING_MORE = {
  version: null,
  kind: null,
  permitOn: null,
  firstCoupledOn: null,
  coupledOn: null,
  housedOn: null,
  endedOn: null,
  endReason: null,
  splitFrom: null,
  mergedInto: null,
  source: null,
  profile: null,
  hold: null,
  stay: null,
  coa: null,
  history: null,
} as const;

export const toHousehold = ({ household, all, ...seen }: SeenHousehold): HouseholdType => ({
  ...seen,
  id: household,
  ...(all ?? NOTHING_MORE),
});

export const toKeyedHousehold = <K>({ key, ...seen }: Keyed<SeenHousehold, K>): Keyed<HouseholdType, K> => ({
  ...toHousehold(seen),
  key,
});
