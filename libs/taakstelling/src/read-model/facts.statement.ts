import { escapeIdentifier, escapeLiteral } from 'pg';

/** Which rows a statement reads. Each is one SQL text per schema, prepared once per connection. */
export type Reading =
  /** All that is recorded, up to a reference date that closes the period: totals per period suffice. */
  | 'closed'
  /** All that is recorded, up to a reference date within the period: totals per day where something lies beyond that date. */
  | 'running'
  /** As known at a moment, or up to a position: from the ledger itself. */
  | 'historic';

/** Moments leave as the kernel writes them, so that they compare as text. */
const moment = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const list = (select: string): string => `(select coalesce(json_agg(r), '[]') from (${select}) t(r))`;

const COUNTED = 'municipality, period, administration, kind, one_off, footnote';

/**
 * Everything that figures rest on, as one statement: one snapshot of rows, rules and the position that they stand for.
 * Parameters: $1 municipalities, $2 scopes, $3 and $4 pairs of scope and municipality within it, $5 period, $6 reference
 * date, $7 first period (empty text for all), $8 first day after the reference date of the koppel balance; historic $9 known at and $10 position, each null for "all"; else $9 the mark of
 * the given facts that the asker still holds for the same question.
 * `position` is null when the schema is not the live one any more. `mark` tells apart what people have given (targets, publications, …), which moves
 * seldom: where it is still the one of $9, those columns are null.
 */
export function factsStatement(schema: string, reading: Reading): string {
  const table = (name: string): string => `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
  const historic = reading === 'historic';
  const known = (alias = ''): string =>
    historic
      ? ` and ($9::timestamptz is null or ${alias}known_at <= $9) and ($10::bigint is null or ${alias}position <= $10)`
      : '';
  const counted = {
    closed: `select ${COUNTED}, persons from ${table('period_total')} where municipality = any($1) and period between $7 and $5`,
    // Nearly always the reference date is tomorrow, and nothing lies beyond it: then the totals per period hold here as well.
    running: `with beyond as materialized (
        select exists (select from ${table('ledger_total')} where municipality = any($1) and period = $5 and effective_on >= $6) as found)
      select ${COUNTED}, persons from ${table('period_total')} where municipality = any($1) and period >= $7 and period < $5
      union all
      select ${COUNTED}, persons from ${table('period_total')}
       where municipality = any($1) and period = $5 and not (select found from beyond)
      union all
      select ${COUNTED}, sum(persons)::bigint from ${table('ledger_total')}
       where municipality = any($1) and period = $5 and effective_on < $6 and (select found from beyond) group by ${COUNTED}`,
    historic: `select ${COUNTED}, sum(persons)::bigint from ${table('ledger')}
       where municipality = any($1) and period between $7 and $5 and effective_on < $6${known()} group by ${COUNTED}`,
  }[reading];
  const given = (select: string): string =>
    historic ? list(select) : `case when (select now from mark) = $9 then null else ${list(select)} end`;
  const latest = ['policy', 'target', 'published', 'explanation'].map(
    (name) => `(select max(position) from ${table(name)})`,
  );
  return `with mark as materialized (select concat_ws('/', ${latest.map((each) => `coalesce(${each}, 0)`).join()}) as now) select
  (select position from projection where schema = ${escapeLiteral(schema)} and role = 'live') as position,
  (select now from mark) as mark,
  ${given(`select json_build_array(position, ${moment('known_at')}, version, valid_from, valid_until, content)
    from ${table('policy')} where true${known()}`)} as policies,
  ${given(`select json_build_array(position, ${moment('known_at')}, municipality, period, persons, state, announced_on, remark)
    from ${table('target')} where municipality = any($1) and period between $7 and $5 and announced_on < $6${known()}`)} as targets,
  ${given(`select json_build_array(position, ${moment('known_at')}, scope, period, figure, value, as_of, source, published_on, remark)
    from ${table('published')} where period between $7 and $5 and as_of <= $6${known()}
     and (scope = any($2) and figure in ('taakstelling', 'realised', 'opening', 'closing')
       or scope = any($1) and figure in ('opening', 'closing'))`)} as published,
  ${given(`select json_build_array(position, ${moment('known_at')}, scope, period, amount)
    from ${table('explanation')} where scope = any($2) and period = $5${known()}`)} as explanations,
  ${list(`select json_build_array(${COUNTED}, persons)
    from (${counted}) c(${COUNTED}, persons)`)} as counted,
  ${list(`select json_build_array(municipality, sum(persons)::bigint,
      sum(without_exchanges)::bigint)
    from ${table('open_koppeling')} where municipality = any($1) and $6 >= $8 and effective_on < $8${known()}
    group by municipality`)} as open,
  ${list(`select json_build_array(${COUNTED}, sum(persons)::bigint)
    from ${historic ? table('ledger') : table('ledger_total')}
   where municipality = any($1) and period = $5 and $6 >= $8 and effective_on < $8${known()}
     and municipality in (select municipality from ${table('open_koppeling')} where municipality = any($1))
   group by ${COUNTED}`)} as counted_on_koppel_date,
  ${list(`select json_build_array(p.scope, ${moment('p.known_at')}, l.municipality, l.period, l.administration, l.kind, l.one_off,
      sum(l.persons)::bigint)
    from (select distinct scope, known_at from ${table('published')}
           where scope = any($2) and period = $5 and figure = 'closing' and as_of <= $6${known()}) p
    join unnest($3::text[], $4::text[]) w(scope, municipality) on w.scope = p.scope
    join ${table('ledger')} l on l.municipality = w.municipality and l.period between $7 and $5 and l.known_at > p.known_at
     and l.effective_on < $6${known('l.')}
   group by p.scope, p.known_at, l.municipality, l.period, l.administration, l.kind, l.one_off`)} as later`;
}

/** More touched keys than this are not worth listing. */
export const MOST_TOUCHED = 500;

/**
 * Where the read model stands and what moved since a position ($1): keys as the projection names them, at most one more
 * than `MOST_TOUCHED`. Cheap, because every table is found by position.
 */
export function touchedStatement(schema: string): string {
  const table = (name: string): string => `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
  return `select
  (select position from projection where schema = ${escapeLiteral(schema)} and role = 'live') as position,
  ${list(`select key from (
      select municipality || '/' || period from ${table('ledger')} where position > $1
      union select municipality || '/' || extract(year from effective_on) || '-' || case when extract(month from effective_on) <= 6 then 1 else 2 end
        from ${table('open_koppeling')} where position > $1
      union select municipality || '/' || period from ${table('target')} where position > $1
      union select scope || '/' || period from ${table('published')} where position > $1
      union select scope || '/' || period from ${table('explanation')} where position > $1
      union select '*' from ${table('policy')} where position > $1
    ) k(key) limit ${MOST_TOUCHED + 1}`)} as touched`;
}
