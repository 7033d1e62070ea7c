import type { Instant, MunicipalityCode } from '#libs/kernel';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject, Injectable } from '@nestjs/common';
import type { Audience, Author, PostKind } from '../domain/forum.events.js';
import { FORUM } from './forum.projection.js';

export interface ShownPost {
  readonly id: string;
  readonly kind: PostKind;
  readonly municipality: MunicipalityCode | null;
  readonly audience: Audience;
  readonly title: string;
  readonly text: string;
  readonly topics: readonly string[];
  readonly author: Author;
  readonly placedAt: Instant;
  /** How many can be read. */
  readonly answers: number;
  /** The answer by which a question was solved. */
  readonly solvedBy: string | null;
}

export interface ShownAnswer {
  readonly id: string;
  readonly text: string;
  readonly author: Author;
  readonly answeredAt: Instant;
}

/** A post with its place in a list. */
export interface ListedPost extends ShownPost {
  /** How well it fits what was searched for; 0 where nothing was. */
  readonly rank: number;
  readonly position: number;
}

/** Where a page of posts goes on: rank and position of the last one. */
export type PostKey = readonly [rank: number, position: number];

export interface PostsWanted {
  /** Text that people type; null: everything. */
  readonly search: string | null;
  readonly municipality: MunicipalityCode | null;
  readonly kind: PostKind | null;
  readonly topic: string | null;
  readonly audiences: readonly Audience[];
  readonly first: number;
  readonly after: PostKey | null;
}

const POST = `p.post as id, p.kind, p.municipality, p.audience, p.title, p.text, p.topics,
  json_build_object('role', p.author_role, 'municipality', p.author_municipality) as author,
  p.placed_at as "placedAt", p.answers, p.solved_by as "solvedBy"`;

/**
 * What people type, as a query: `websearch_to_tsquery` takes any text, and knows quotes, OR and −. Every word also finds
 * those that begin with it. (In a written query every word stands in quotes, with a quote of its own doubled.)
 */
const typed = (dictionary: 'dutch' | 'simple'): string =>
  `(regexp_replace(websearch_to_tsquery('pg_catalog.${dictionary}', $1)::text, $$('(?:[^']|'')*')$$, '\\1:*', 'g'))::tsquery`;
/**
 * By the stem of a word, or by the word as it was typed: Dutch writes words together, and the stem of “huur” does not begin
 * “huurwoning”. Not the latter where a word must be absent: by stem or as typed, one of both always is.
 */
const QUERY = `
  select case when numnode(by_stem) = 0 or position('!' in by_stem::text) > 0 then by_stem else by_stem || as_typed end as q
    from (select ${typed('dutch')} as by_stem, ${typed('simple')} as as_typed) query`;

/**
 * A post is found by its own words, or by those of it and one answer together. A word in the title weighs most, then topics, text and
 * answers. What holds words without meaning only (“de”, “het”) asks for nothing, and so finds everything.
 */
const FOUND = (schema: string): string => `
  cross join (${QUERY}) asked
  cross join lateral (
    select case when numnode(asked.q) = 0 then 0 else max(ts_rank(words.v, asked.q)) end::float8 as rank
      from (select p.lexemes::tsvector as v
             union all
            select p.lexemes::tsvector || a.lexemes::tsvector from ${schema}.answer a
             where a.post = p.post and a.withdrawn is null) words
     where numnode(asked.q) = 0 or words.v @@ asked.q) found`;
/** The text stands in every question, so that its type is known where nothing is searched for. */
const ALL = `cross join (select 0::float8 as rank where $1::text is null) found`;

const LIST = (schema: string, searched: boolean): string => `
  select ${POST}, found.rank, p.position
    from ${schema}.post p ${searched ? FOUND(schema) : ALL}
   where p.withdrawn is null and p.audience = any($2) and found.rank is not null
     and ($3::text is null or p.municipality = $3) and ($4::text is null or p.kind = $4)
     and ($5::text is null or p.topics ? $5)
     and ($6::float8 is null or (found.rank, p.position) < ($6, $7::bigint))
   order by found.rank desc, p.position desc
   limit $8`;

const ONE = (schema: string): string => `
  select ${POST}, coalesce(given.answers, '[]') as "given"
    from ${schema}.post p
    left join lateral (
      select json_agg(json_build_object(
               'id', a.answer, 'text', a.text, 'answeredAt', to_char(a.answered_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
               'author', json_build_object('role', a.author_role, 'municipality', a.author_municipality)
             ) order by a.position) as answers
        from ${schema}.answer a where a.post = p.post and a.withdrawn is null) given on true
   where p.post = $1 and p.withdrawn is null`;

@Injectable()
export class PostsReader {
  constructor(@Inject(PROJECTION_HOST) private readonly host: ProjectionHost) {}

  /** Best first where something is searched for, else newest first; at most `first` and one more. */
  async list(wanted: PostsWanted): Promise<{ readonly position: number; readonly rows: readonly ListedPost[] }> {
    const { search, audiences, municipality, kind, topic, after, first } = wanted;
    return this.host.read<ListedPost>(FORUM, (schema) => ({
      text: LIST(schema, search !== null),
      values: [search, [...audiences], municipality, kind, topic, after?.[0] ?? null, after?.[1] ?? null, first + 1],
    }));
  }

  /** A post with its answers, oldest first; null where it is not there, or no longer. */
  async one(id: string): Promise<{
    readonly position: number;
    readonly post: ShownPost;
    readonly answers: readonly ShownAnswer[];
  } | null> {
    const { position, rows } = await this.host.read<ShownPost & { readonly given: readonly ShownAnswer[] }>(
      FORUM,
      (schema) => ({ text: ONE(schema), values: [id] }),
    );
    const [row] = rows;
    if (row === undefined) return null;
    const { given, ...post } = row;
    return { position, post, answers: given };
  }
}
