import { canonicalJson, ok, refuse, type JsonValue, type Result } from '#libs/kernel';
import type { Type } from '@nestjs/common';
import { ArgsType, Extensions, Field, Int, ObjectType } from '@nestjs/graphql';
import type { z } from 'zod';
import { listSize } from './field-extensions.js';
import { PositionScalar } from './scalars.js';

/** Rows of a page at most, and where nothing is said. A page of 100 rows of 40 fields is half of what a question may cost. */
export const MOST_ROWS = 100;
export const USUAL_ROWS = 20;

/** The key of a row is some dates and ids; what is longer was not made here. */
const MOST_CURSOR = 1_000;
const BASE64URL = /^[A-Za-z0-9_-]+$/;

/** A page as it is asked of a reader: `first` rows in the order of the list, after the row with this key; null: from the start. */
export interface PageAsked<K> {
  readonly first: number;
  readonly after: K | null;
}

/** What a reader answers: it asks the database for one row more than it gives, and so knows whether there is a next page. */
export interface PageFound<T> {
  /** Position of the log that the answer reflects. */
  readonly position: number;
  readonly rows: readonly T[];
  readonly hasNext: boolean;
}

/**
 * Arguments of a list that is read by pages. The query itself carries `@Paged()`:
 * ```ts
 * @Query(() => HouseholdConnection)
 * @Paged()
 * async households(@CallerIdentity() identity: Identity, @Args() args: HouseholdsArgs) {
 *   const page = orThrow(pageOf(args, z.tuple([localDateSchema, z.string()])));
 *   return toConnection(orThrow(await this.queries.execute(…page…)), page, (row) => [row.dueOn, row.household]);
 * }
 * ```
 */
@ArgsType()
export class ConnectionArgs {
  @Field(() => Int, { nullable: true, description: `Rows of the page, 1 to ${MOST_ROWS}; default ${USUAL_ROWS}.` })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last row of the page before.' })
  after?: string | null;
}

@ObjectType('PageInfo')
export class PageInfoType {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Null for an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'For `after`; null for an empty page.' })
  endCursor!: string | null;
}

export interface Connection<T> {
  edges: { cursor: string; node: T }[];
  pageInfo: PageInfoType;
  position: number;
}

/** The types of a list of these nodes: `<name>Connection` with `<name>Edge`. To be made once per name. */
export function connectionOf<T>(node: Type<T>, name: string): Type<Connection<T>> {
  @ObjectType(`${name}Edge`)
  class EdgeType {
    @Field(() => String, { description: 'Opaque; leads on to the rows after this one.' })
    cursor!: string;

    @Field(() => node)
    node!: T;
  }

  @ObjectType(`${name}Connection`)
  class ConnectionType {
    // The rows are counted once, on the query by `Paged`.
    @Field(() => [EdgeType])
    @Extensions(listSize(1))
    edges!: EdgeType[];

    @Field(() => PageInfoType)
    pageInfo!: PageInfoType;

    @Field(() => PositionScalar, { description: 'Position of the log that the answer reflects.' })
    position!: number;
  }
  return ConnectionType;
}

/** On a query that answers a connection: its rows count for what the question costs. More rows than may be asked are refused anyway. */
export const Paged = (): MethodDecorator & PropertyDecorator =>
  Extensions(
    listSize({
      argument: 'first',
      rows: (first) => (typeof first === 'number' ? Math.min(Math.max(1, first), MOST_ROWS) : USUAL_ROWS),
    }),
  );

/** The key of a row as text that nobody but us reads. Holds nothing that the row itself does not show. */
export const encodeCursor = (values: JsonValue): string =>
  Buffer.from(canonicalJson(values), 'utf8').toString('base64url');

/** Refuses `CURSOR_INVALID` for what was not made by `encodeCursor`, or for another list. */
export function decodeCursor<K>(text: string, schema: z.ZodType<K>, path: readonly string[] = ['after']): Result<K> {
  const key = text.length <= MOST_CURSOR && BASE64URL.test(text) ? schema.safeParse(jsonIn(text)) : null;
  if (key?.success === true) return ok(key.data);
  return refuse('CURSOR_INVALID', 'dit is geen plaats in deze lijst; neem de cursor van een eerdere bladzijde', path);
}

/** As JSON writes it. Postgres holds no text with it and breaks off a question that asks for it. */
const NUL = '\\u0000';

function jsonIn(text: string): unknown {
  const json = Buffer.from(text, 'base64url').toString('utf8');
  if (json.includes(NUL)) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The page that is asked for. Refuses `NUMBER_OUT_OF_RANGE` at `first` and `CURSOR_INVALID` at `after`. */
export function pageOf<K>(args: ConnectionArgs, schema: z.ZodType<K>): Result<PageAsked<K>> {
  const first = args.first ?? USUAL_ROWS;
  if (first < 1 || first > MOST_ROWS) {
    return refuse('NUMBER_OUT_OF_RANGE', `vraag 1 tot en met ${MOST_ROWS} regels tegelijk`, ['first'], {
      least: 1,
      most: MOST_ROWS,
    });
  }
  if (args.after === undefined || args.after === null) return ok({ first, after: null });
  const after = decodeCursor(args.after, schema);
  return after.ok ? ok({ first, after: after.value }) : after;
}

/** A page as Relay wants it. One who came by a cursor has rows before it. */
export function toConnection<T>(
  found: PageFound<T>,
  asked: PageAsked<unknown>,
  keyOf: (row: T) => JsonValue,
): Connection<T> {
  const edges = found.rows.map((node) => ({ cursor: encodeCursor(keyOf(node)), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: found.hasNext,
      hasPreviousPage: asked.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    position: found.position,
  };
}
