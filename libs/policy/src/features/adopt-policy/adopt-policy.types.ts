import { MutationPayload } from '#libs/graphql';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { PolicyVersionType } from '../policy-version.types.js';

@InputType()
export class PolicyAdoptInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => String)
  policy!: string;

  @Field(() => String, { description: 'A version that somebody else proposed.' })
  version!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'How many proposals and adoptions of this policy you had seen.',
  })
  expectedVersion?: number | null;
}

@ObjectType()
export class PolicyAdoptPayload extends MutationPayload {
  @Field(() => PolicyVersionType, { nullable: true })
  result!: PolicyVersionType | null;
}
