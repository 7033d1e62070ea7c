/**
 * The append of a single event by a single request, as one plain statement: the everyday case at low load, at half the
 * cost of `append_events`. It gives a row only when the event was stored. No row, or a unique violation, says nothing
 * yet: `append_events` is then asked, and gives the answer.
 *
 * Why it is safe: the row lock of `log_head` orders it among all other appends, and a lock that had to be waited for
 * reads `log_head` again as it is then. The lookups may be older than the lock; whatever they missed (a newer version,
 * the same command, the same event id) is a unique violation, which undoes the whole statement.
 */
export const appendOneSql = `
with moment as materialized (
  select date_trunc('milliseconds', coalesce($1::timestamptz, clock_timestamp())) as at
), past as materialized (
  select coalesce((select e.version from event e where e.stream = $2::text order by e.version desc limit 1), 0) as version,
         (select true from command c where c.actor = $3::text and c.id = $4::text limit 1) is null
           and (select true from event e where e.id = $5::uuid limit 1) is null as fresh
), head as (
  update log_head h
     set position = h.position + 1,
         recorded_at = greatest(moment.at, h.recorded_at),
         hash = sha256(h.hash || $6::bytea || int8send(h.position + 1) || int8send((past.version + 1)::bigint)
           || int8send((extract(epoch from greatest(moment.at, h.recorded_at)) * 1000)::bigint) || int8send(h.position + 1))
    from moment, past
   where h.one and past.fresh and $7::integer in (-1, past.version)
  returning h.position, h.recorded_at, h.hash, past.version + 1 as version
), stored_event as (
  insert into event (position, id, stream, version, type, data, meta, effective_on, recorded_at, hash)
    select h.position, $5, $2, h.version, $8::text, $9::jsonb, ($10::text || ',"commit":' || h.position || '}')::jsonb,
           $11::date, h.recorded_at, h.hash
      from head h
), stored_command as (
  insert into command (actor, id, content_hash, position, result)
    select $3, $4, $12::text, h.position, $13::jsonb from head h
)
select h.position::text as position, pg_notify('event_appended', h.position::text) from head h`;
