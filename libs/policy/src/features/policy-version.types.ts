import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType('PolicyVersion')
export class PolicyVersionType {
  @Field(() => String)
  policy!: string;

  @Field(() => String)
  version!: string;
}
