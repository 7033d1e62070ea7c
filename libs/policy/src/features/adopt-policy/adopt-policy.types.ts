import { InstantScalar, LocalDateScalar, MutationPayload } from '#libs/graphql';
import type { Instant, JsonObject, LocalDate } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { GraphQLError, GraphQLScalarType, valueFromASTUntyped } from 'graphql';

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
export class PolicyAdoptInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => String, { description: 'Which policy: figures, …' })
  policy!: string;

  @Field(() => String, { description: 'Name of the version, shown with every figure that used it.' })
  version!: string;

  @Field(() => LocalDateScalar, { description: 'First day on which it holds.' })
  validFrom!: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day on which it no longer holds.' })
  validUntil?: LocalDate | null;

  @Field(() => PolicyContentScalar)
  content!: JsonObject;

  @Field(() => String)
  source!: string;

  @Field(() => String)
  approvedBy!: string;

  @Field(() => InstantScalar, { nullable: true, description: 'Left out: the moment of recording.' })
  knownAt?: Instant | null;

  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null;
}

@ObjectType('AdoptedVersion')
export class AdoptedVersionType {
  @Field(() => String)
  policy!: string;

  @Field(() => String)
  version!: string;
}

@ObjectType()
export class PolicyAdoptPayload extends MutationPayload {
  @Field(() => AdoptedVersionType, { nullable: true })
  result!: AdoptedVersionType | null;
}
