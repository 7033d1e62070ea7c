import type { Table } from '#libs/projections';

/**
 * Dutch words of a text by their stem, as a tsvector written out: a read model can hash text and not a tsvector. Made by
 * Postgres with the row; to read the words back costs a tenth of finding them again.
 */
const lexemes = (...parts: readonly string[]): string =>
  `text not null generated always as ((${parts.join(' || ')})::text) stored`;
const weighed = (value: string, weight: 'A' | 'B' | 'C' | 'D'): string =>
  `setweight(to_tsvector('pg_catalog.dutch', ${value}), '${weight}')`;

/** Rows of a table with `lexemes` are put, never inserted: an insert names every column, and nobody may write that one. */
export const forumTables: readonly Table[] = [
  {
    name: 'post',
    columns: {
      post: 'text not null',
      /** Of the event by which it was placed: newest first. */
      position: 'bigint not null',
      kind: 'text not null',
      municipality: 'text',
      audience: 'text not null',
      /** Null once it was withdrawn, as `text` is. */
      title: 'text',
      text: 'text',
      topics: 'jsonb not null',
      author_role: 'text not null',
      author_municipality: 'text',
      placed_at: 'timestamptz not null',
      answers: 'integer not null',
      solved_by: 'text',
      withdrawn: 'text',
      lexemes: lexemes(
        weighed(`coalesce(title, '')`, 'A'),
        weighed('topics', 'B'),
        weighed(`coalesce("text", '')`, 'C'),
      ),
    },
    primaryKey: ['post'],
    indexes: [['position']],
  },
  {
    name: 'answer',
    columns: {
      answer: 'text not null',
      post: 'text not null',
      position: 'bigint not null',
      text: 'text',
      author_role: 'text not null',
      author_municipality: 'text',
      answered_at: 'timestamptz not null',
      withdrawn: 'text',
      lexemes: lexemes(weighed(`coalesce("text", '')`, 'D')),
    },
    primaryKey: ['answer'],
    indexes: [['post', 'position']],
  },
  {
    name: 'obstacle',
    columns: {
      obstacle: 'text not null',
      position: 'bigint not null',
      municipality: 'text not null',
      kind: 'text not null',
      title: 'text not null',
      text: 'text not null',
      dwellings: 'integer',
      places: 'integer',
      state: 'text not null',
      raised_on: 'date not null',
      team: 'text',
      referred_on: 'date',
      follow_ups: 'integer not null',
      next_step: 'text',
      next_term: 'date',
      outcome: 'text',
      closed_on: 'date',
    },
    primaryKey: ['obstacle'],
    indexes: [['municipality', 'position']],
  },
  {
    name: 'follow_up',
    columns: {
      position: 'bigint not null',
      obstacle: 'text not null',
      on: 'date not null',
      text: 'text not null',
      next_step: 'text',
      next_term: 'date',
    },
    primaryKey: ['position'],
    indexes: [['obstacle', 'position']],
  },
];
