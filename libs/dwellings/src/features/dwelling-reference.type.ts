import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType('DwellingReference')
export class DwellingReference {
  @Field(() => ID)
  id!: string;
}
