import type { JsonValue, Refusal as KernelRefusal, Result } from '#libs/kernel';
import { Field, Int, InterfaceType, ObjectType } from '@nestjs/graphql';
import { GraphQLError, GraphQLScalarType } from 'graphql';
import { PositionScalar } from './scalars.js';

/** Output only: what else a program may want to know of a refusal. */
export const RefusalDetailsScalar = new GraphQLScalarType<JsonValue, JsonValue>({
  name: 'RefusalDetails',
  description: 'An object with what else is known of the refusal, by its code.',
  serialize: (value) => value as JsonValue,
});

/** Why a command was not accepted; nothing was stored. */
@InterfaceType({ resolveType: (value: Refusal) => value.kind })
export abstract class Refusal {
  /** Stable, for programs. */
  @Field(() => String, { description: 'Stable, for programs.' })
  code!: string;

  @Field(() => String, { description: 'Dutch, for people.' })
  message!: string;

  @Field(() => [String], { description: 'Leads to the field at fault, outermost first.' })
  path!: string[];

  /** Name of the concrete type; not part of the schema. */
  abstract readonly kind: RefusalKind;
}

export type RefusalKind =
  'InvalidInput' | 'NotAllowed' | 'NotFound' | 'VersionConflict' | 'CommandReused' | 'RuleRefusal';

@ObjectType({ implements: () => [Refusal], description: 'A field holds what it cannot hold.' })
export class InvalidInput extends Refusal {
  readonly kind = 'InvalidInput';
}

@ObjectType({ implements: () => [Refusal], description: 'Your role may not do this.' })
export class NotAllowed extends Refusal {
  readonly kind = 'NotAllowed';
}

@ObjectType({ implements: () => [Refusal], description: 'It is not there, or you may not see it.' })
export class NotFound extends Refusal {
  readonly kind = 'NotFound';
}

@ObjectType({ implements: () => [Refusal], description: 'Somebody else was first: read again and decide again.' })
export class VersionConflict extends Refusal {
  readonly kind = 'VersionConflict';

  @Field(() => Int, { nullable: true, description: 'The version that you had seen.' })
  expected!: number | null;

  @Field(() => Int, { nullable: true, description: 'The version as it is.' })
  actual!: number | null;
}

@ObjectType({ implements: () => [Refusal], description: 'This commandId was used for something else.' })
export class CommandReused extends Refusal {
  readonly kind = 'CommandReused';
}

@ObjectType({
  implements: () => [Refusal],
  description: 'A rule of the domain does not allow it; the code says which.',
})
export class RuleRefusal extends Refusal {
  readonly kind = 'RuleRefusal';

  @Field(() => RefusalDetailsScalar, { nullable: true })
  details!: JsonValue | null;
}

/** Concrete types of the interface; give them to `buildSchemaOptions.orphanedTypes`. */
export const REFUSAL_TYPES = [InvalidInput, NotAllowed, NotFound, VersionConflict, CommandReused, RuleRefusal] as const;

/** Codes that say that a value is malformed by themselves, whatever the state of the domain. */
const ABOUT_INPUT = /(_INVALID|_MISSING|_REQUIRED|_IN_FUTURE|_OUT_OF_RANGE|_TOO_LARGE|_TOO_LONG|_NOT_WHOLE|_EMPTY)$/;

const numberIn = (refused: KernelRefusal, key: string): number | null => {
  const value = refused.details?.[key];
  return typeof value === 'number' ? value : null;
};

/** The kernel's refusal as the type of the schema that fits its code. */
export function toRefusal(refused: KernelRefusal): Refusal {
  const common = { code: refused.code, message: refused.message, path: [...refused.path] };
  switch (refused.code) {
    case 'NOT_ALLOWED':
      return Object.assign(new NotAllowed(), common);
    case 'NOT_FOUND':
      return Object.assign(new NotFound(), common);
    case 'COMMAND_REUSED':
      return Object.assign(new CommandReused(), common);
    case 'VERSION_CONFLICT':
      return Object.assign(new VersionConflict(), common, {
        expected: numberIn(refused, 'expected'),
        actual: numberIn(refused, 'actual'),
      });
    default:
      return ABOUT_INPUT.test(refused.code)
        ? Object.assign(new InvalidInput(), common)
        : Object.assign(new RuleRefusal(), common, { details: refused.details ?? null });
  }
}

/**
 * Every mutation answers with its own `result` beside these. A refused command has no position and no result.
 * ```ts
 * @ObjectType()
 * class RealisationRecordPayload extends MutationPayload {
 *   @Field(() => RecordedRealisation, { nullable: true })
 *   result!: RecordedRealisation | null;
 * }
 * // resolver
 * return toPayload(await this.commands.execute(new RecordRealisation(identity, input.commandId, input)), (r) => r);
 * ```
 */
@ObjectType({ isAbstract: true })
export abstract class MutationPayload {
  @Field(() => PositionScalar, {
    nullable: true,
    description: 'The position of the log that was reached; ask a query for it with atLeast to read your own write.',
  })
  position!: number | null;

  @Field(() => Boolean, { description: 'This very command was done before; nothing new was stored.' })
  repeated!: boolean;

  @Field(() => Refusal, { nullable: true, description: 'Why nothing was stored: the first reason.' })
  refusal!: Refusal | null;

  @Field(() => [Refusal], { description: 'All reasons why nothing was stored; empty when it was done.' })
  refusals!: Refusal[];
}

export interface Payload<V> {
  position: number | null;
  repeated: boolean;
  refusal: Refusal | null;
  refusals: Refusal[];
  result: V | null;
}

/** The outcome of a command as the payload of its mutation; `translate` makes the schema's type of the stored answer. */
export function toPayload<T, V>(
  outcome: Result<{ readonly position: number; readonly result: T; readonly repeated: boolean }>,
  translate: (result: T) => V,
): Payload<V> {
  if (!outcome.ok) {
    const refusals = outcome.refusals.map(toRefusal);
    return { position: null, repeated: false, refusal: refusals[0] ?? null, refusals, result: null };
  }
  const { position, repeated, result } = outcome.value;
  return { position, repeated, refusal: null, refusals: [], result: translate(result) };
}

/** For queries and subscriptions, which have no payload: throw this. `extensions` carry code, path and all refusals. */
export function refusalsToError(refusals: readonly KernelRefusal[]): GraphQLError {
  const [first] = refusals;
  if (first === undefined) throw new Error('an answer was refused without a reason');
  return new GraphQLError(first.message, {
    extensions: {
      code: first.code,
      path: [...first.path],
      ...(first.details === undefined ? {} : { details: first.details }),
      refusals: refusals.map(({ code, message, path, details }) => ({
        code,
        message,
        path: [...path],
        ...(details === undefined ? {} : { details }),
      })),
    },
  });
}

/** The value of a result, or the refusals thrown as a GraphQL error; for queries and subscriptions. */
export function orThrow<T>(result: Result<T>): T {
  if (!result.ok) throw refusalsToError(result.refusals);
  return result.value;
}
