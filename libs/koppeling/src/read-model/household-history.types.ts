import { InstantScalar, listSize, LocalDateScalar, MunicipalityCodeScalar, PositionScalar } from '#libs/graphql';
import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import { Extensions, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { CountedPersonsRow, KoppelingRow, StayRow } from './household-history.js';
import type { OpenedHistory, OpenedNote, OpenedRefusal } from './household-view.js';

@ObjectType('KoppelingEntry', { description: 'From which day the household was whose.' })
class KoppelingEntryType implements KoppelingRow {
  @Field(() => PositionScalar)
  position!: number;

  @Field(() => LocalDateScalar)
  on!: LocalDate;

  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Null: the end of the koppeling.' })
  municipality!: MunicipalityCode | null;

  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'The municipality that it left.' })
  from!: MunicipalityCode | null;

  @Field(() => Int)
  persons!: number;

  @Field(() => ID, { nullable: true, description: 'The exchange that it was part of.' })
  exchange!: string | null;

  @Field(() => String, { nullable: true })
  reason!: string | null;

  @Field(() => String, { nullable: true })
  source!: string | null;

  @Field(() => InstantScalar)
  knownAt!: Instant;
}

@ObjectType('HouseholdCount', { description: 'A row by which persons count, or by which that is taken back.' })
class HouseholdCountType implements CountedPersonsRow {
  @Field(() => PositionScalar)
  position!: number;

  @Field(() => MunicipalityCodeScalar)
  municipality!: MunicipalityCode;

  @Field(() => LocalDateScalar, { description: 'The day that decides the period.' })
  on!: LocalDate;

  @Field(() => Int, { description: 'Negative where it takes back.' })
  persons!: number;

  @Field(() => String)
  kind!: string;

  @Field(() => String, { nullable: true })
  oneOff!: string | null;

  @Field(() => String, { description: 'placed, rest, grown, reversed, corrected or moved.' })
  cause!: CountedPersonsRow['cause'];

  @Field(() => String, { nullable: true })
  reason!: string | null;

  @Field(() => ID, { nullable: true })
  exchange!: string | null;

  @Field(() => InstantScalar)
  knownAt!: Instant;
}

@ObjectType('HouseholdStayEntry')
class StayEntryType implements StayRow {
  @Field(() => ID)
  id!: string;

  @Field(() => MunicipalityCodeScalar)
  municipality!: MunicipalityCode;

  @Field(() => ID, { nullable: true })
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

  @Field(() => LocalDateScalar, { nullable: true })
  endedOn!: LocalDate | null;

  @Field(() => String, { nullable: true })
  endReason!: string | null;

  @Field(() => Boolean, { description: 'Whether it was the placement, and that was reversed.' })
  reversed!: boolean;
}

@ObjectType('HouseholdRefusalEntry', { description: 'A dwelling that was refused. The koppeling stays.' })
class RefusalEntryType implements OpenedRefusal {
  @Field(() => PositionScalar)
  position!: number;

  @Field(() => ID, { nullable: true })
  dwelling!: string | null;

  @Field(() => LocalDateScalar)
  on!: LocalDate;

  @Field(() => String, { nullable: true, description: 'Null: the household was forgotten.' })
  reason!: OpenedRefusal['reason'];

  @Field(() => String, { nullable: true, description: 'What COA found: justified or not-justified; null: not yet.' })
  judgement!: string | null;

  @Field(() => LocalDateScalar, { nullable: true })
  judgedOn!: LocalDate | null;
}

@ObjectType('HouseholdNote')
class HouseholdNoteType implements OpenedNote {
  @Field(() => PositionScalar)
  position!: number;

  @Field(() => String, { description: 'The event that it was written with.' })
  about!: string;

  @Field(() => InstantScalar)
  recordedAt!: Instant;

  @Field(() => String, { nullable: true, description: 'Null: the household was forgotten.' })
  text!: string | null;
}

/** Mostly one or two. A list of households holds none of them. */
const SOME = listSize(3);

@ObjectType('HouseholdHistory', { description: 'In the order in which it was recorded.' })
export class HouseholdHistoryType implements OpenedHistory {
  @Field(() => [KoppelingEntryType])
  @Extensions(SOME)
  koppelingen!: readonly KoppelingEntryType[];

  @Field(() => [HouseholdCountType])
  @Extensions(SOME)
  counted!: readonly HouseholdCountType[];

  @Field(() => [StayEntryType])
  @Extensions(SOME)
  stays!: readonly StayEntryType[];

  @Field(() => [RefusalEntryType])
  @Extensions(SOME)
  refusals!: readonly RefusalEntryType[];

  @Field(() => [HouseholdNoteType])
  @Extensions(SOME)
  notes!: readonly HouseholdNoteType[];
}
