import { LocalDateScalar, MutationPayload } from '#libs/graphql';
import type { JsonObject, LocalDate } from '#libs/kernel';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { GraphQLError, GraphQLScalarType, valueFromASTUntyped } from 'graphql';
import { PolicyVersionType } from '../policy-version.types.js';

/** A value of the content: checked by the schema of the policy, not here. */
function readObject(value: unknown): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    // Once over JSON: literals in a document come as objects without a prototype.
    return JSON.parse(JSON.stringify(value)) as JsonObject;
  }
  throw new GraphQLError('PolicyContent is an object', { extensions: { code: 'BAD_USER_INPUT' } });
}

const PolicyContentScalar = new GraphQLScalarType<JsonObject, JsonObject>({
  name: 'PolicyContent',
  description: 'What a version of a policy says: an object, in the shape that the policy prescribes.',
  serialize: readObject,
  parseValue: readObject,
  parseLiteral: (node, variables) => readObject(valueFromASTUntyped(node, variables)),
});

@InputType()
export class PolicyProposeInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => String, { description: 'Which policy: figures, …' })
  policy!: string;

  @Field(() => String, {
    description: 'Name of the version, shown with every figure that used it. Stands for one content, ever.',
  })
  version!: string;

  @Field(() => LocalDateScalar, { description: 'First day on which it holds.' })
  validFrom!: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day on which it no longer holds.' })
  validUntil?: LocalDate | null;

  @Field(() => PolicyContentScalar)
  content!: JsonObject;

  @Field(() => String)
  source!: string;
}

@ObjectType()
export class PolicyProposePayload extends MutationPayload {
  @Field(() => PolicyVersionType, { nullable: true })
  result!: PolicyVersionType | null;
}
