import { LocalDateScalar, MunicipalityCodeScalar, MutationPayload } from '#libs/graphql';
import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { DeclaredWhole } from './import-koppelingen.command.js';

@InputType({ description: 'The list holds every koppeling of one municipality that waits, on a day.' })
class WholeListInput implements DeclaredWhole {
  @Field(() => MunicipalityCodeScalar)
  municipality!: MunicipalityCode;

  @Field(() => LocalDateScalar, { description: 'Day of the list.' })
  on!: LocalDate;
}

@InputType()
export class KoppelingenImportInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => String, {
    description:
      'CSV with a header: pseudonym,municipality,persons,permit_on,coupled_on,source[,known_at][,remark]. To be made where the list of COA is read, out of these columns only: any other is refused, and so is what looks like a BSN or V-nummer.',
  })
  list!: string;

  @Field(() => WholeListInput, {
    nullable: true,
    description: 'Whom a whole list does not hold, only we have. Left out: it speaks of its rows only.',
  })
  whole?: WholeListInput | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Show what would happen, store nothing.' })
  dryRun!: boolean;
}

@ObjectType({ description: 'A field of which a list says otherwise than we do.' })
export class ListDifference {
  @Field(() => Int, { nullable: true, description: 'Line of the list; null: it does not hold the household.' })
  row!: number | null;

  @Field(() => ID)
  household!: string;

  @Field(() => String, { description: 'Column, or koppeling where the list does not hold the household.' })
  field!: string;

  @Field(() => String, { nullable: true })
  ours!: string | null;

  @Field(() => String, { nullable: true })
  theirs!: string | null;
}

@ObjectType({ description: 'What came of a list.' })
export class ImportedKoppelingen {
  @Field(() => Int)
  rows!: number;

  @Field(() => Int, { description: 'Rows that said something new.' })
  added!: number;

  @Field(() => Int)
  unchanged!: number;

  @Field(() => Int, { description: 'Households of ours that a whole list should hold, and does not.' })
  leftOut!: number;

  @Field(() => [ListDifference], { description: 'The first hundred.' })
  differences!: ListDifference[];

  @Field(() => Int, { description: 'All of them, also those that are not listed.' })
  differencesTotal!: number;
}

@ObjectType()
export class KoppelingenImportPayload extends MutationPayload {
  @Field(() => ImportedKoppelingen, { nullable: true })
  result!: ImportedKoppelingen | null;
}
