/**
 * Of every session that appends. A plan that is made while the tables are empty stays in use when they are full, so it
 * must go by index from the first; and one plan per session costs less than one per call.
 */
export const PLANNER_SETTINGS = `set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off;
  set plan_cache_mode = force_generic_plan; set jit = off`;

/**
 * The append of one group of requests, as one statement and so as one transaction.
 *
 * - The row lock of `log_head` is the first thing it takes and is held until the commit: positions are handed out in the
 *   order of commit and without gaps. At READ COMMITTED every later statement sees all that was committed before the lock.
 * - It looks before it inserts: a request that is refused is left out, the others go on. A request that was seen before,
 *   conflicts or reuses an id is answered in `refused`; all others were appended, in their order, from `before` + 1.
 * - The caller never puts one command or one event id twice into a group; one stream may stand in many requests.
 * - Reads are set-based; only the decision itself, which depends on the order, is a loop over arrays. Every lookup is a
 *   subquery with a limit, and the session is set up by `PLANNER_SETTINGS`.
 * - `link` is `chainHash` of `hash-chain.ts`.
 */
export const appendSql = `
create function append_events(
  not_before       timestamptz, -- moment of recording by a clock other than the database's; null: the database's
  actors           text[],      -- per request
  commands         text[],
  content_hashes   text[],
  results          text[],
  metas            text[],      -- canonical metadata without its closing brace
  entry_counts     integer[],   -- how many entries belong to the request
  streams          text[],      -- the different streams of the group
  entry_streams    integer[],   -- per entry (a stream in a request): its index in streams
  entry_expected   integer[],   -- -1: any
  entry_events     integer[],   -- how many events belong to the entry
  ids              uuid[],      -- per event
  event_streams    text[],      -- its stream by name: finding it in a long list of streams would cost the square of their number
  types            text[],
  datas            text[],
  effective_ons    date[],
  digests          bytea,       -- 32 bytes per event
  out before       bigint,
  out refused      jsonb
) language plpgsql volatile as $body$
declare
  link        bytea;
  moment      timestamptz;
  ms          bytea;
  known       jsonb;
  used        integer[];
  versions    integer[];
  refusals    jsonb[] := '{}';
  requests    integer := cardinality(actors);
  events      integer := cardinality(ids);
  e           integer := 0;    -- entries before this request
  i           integer := 0;    -- events before this request
  n           integer;
  s           integer;
  last_entry  integer;
  last_event  integer;
  conflict    integer;
  head        bigint;
  commit      bigint;
  commit_b    bytea;
  v           integer;
  ends        bigint[] := array_fill(null::bigint, array[requests]);
  positions   bigint[] := array_fill(null::bigint, array[events]);
  of_versions integer[] := array_fill(null::integer, array[events]);
  of_requests integer[] := array_fill(null::integer, array[events]);
  commits     bigint[] := array_fill(null::bigint, array[events]);
  hashes      bytea[] := array_fill(null::bytea, array[events]);
begin
  select h.position, h.hash, h.recorded_at into before, link, moment from log_head h where h.one for update;
  moment := greatest(date_trunc('milliseconds', coalesce(not_before, clock_timestamp())), moment);
  ms := int8send((extract(epoch from moment) * 1000)::bigint);
  head := before;

  select
    (select jsonb_object_agg(a.n, jsonb_build_object('contentHash', c.content_hash, 'position', c.position, 'result', c.result))
       from unnest(actors, commands) with ordinality a (actor, id, n)
       cross join lateral (select * from command c where c.actor = a.actor and c.id = a.id limit 1) c),
    (select array_agg(a.n)
       from unnest(ids) with ordinality a (id, n)
      where (select true from event x where x.id = a.id limit 1)),
    array(select coalesce((select x.version from event x where x.stream = a.stream order by x.version desc limit 1), 0)
            from unnest(streams) with ordinality a (stream, n) order by a.n)
    into known, used, versions;

  for r in 1 .. requests loop
    last_entry := e + entry_counts[r];
    last_event := i;
    conflict := null;
    for k in e + 1 .. last_entry loop
      last_event := last_event + entry_events[k];
      if entry_expected[k] >= 0 and conflict is null and entry_expected[k] <> versions[entry_streams[k]] then
        conflict := k;
      end if;
    end loop;

    if known is not null and known ? r::text then
      refusals := array_append(refusals, jsonb_build_object('request', r, 'kind',
        case when known -> r::text ->> 'contentHash' = content_hashes[r] then 'repeated' else 'command-reused' end) || (known -> r::text));
    elsif conflict is not null then
      refusals := array_append(refusals, jsonb_build_object('request', r, 'kind', 'version-conflict', 'stream',
        streams[entry_streams[conflict]], 'expected', entry_expected[conflict], 'actual', versions[entry_streams[conflict]]));
    elsif used is not null and exists (select from unnest(used) u where u > i and u <= last_event) then
      refusals := array_append(refusals, jsonb_build_object('request', r, 'kind', 'event-id-reused', 'id',
        (select ids[min(u)] from unnest(used) u where u > i and u <= last_event)));
    else
      commit := head + 1;
      commit_b := int8send(commit);
      for k in e + 1 .. last_entry loop
        s := entry_streams[k];
        n := entry_events[k];
        v := versions[s];
        for j in 1 .. n loop
          i := i + 1;
          head := head + 1;
          v := v + 1;
          link := sha256(link || substring(digests from i * 32 - 31 for 32) || int8send(head) || int8send(v) || ms || commit_b);
          hashes[i] := link;
          positions[i] := head;
          of_versions[i] := v;
          of_requests[i] := r;
          commits[i] := commit;
        end loop;
        versions[s] := v;
      end loop;
      ends[r] := head;
    end if;
    e := last_entry;
    i := last_event;
  end loop;

  if head > before then
    insert into event (position, id, stream, version, type, data, meta, effective_on, recorded_at, hash)
      select a.position, a.id, a.stream, a.version, a.type, a.data::jsonb,
             (metas[a.request] || ',"commit":' || a.commit || '}')::jsonb, a.effective_on, moment, a.hash
      from unnest(positions, ids, event_streams, of_versions, types, datas, of_requests, commits, effective_ons, hashes)
        a (position, id, stream, version, type, data, request, commit, effective_on, hash)
      where a.position is not null;
    insert into command (actor, id, content_hash, position, result)
      select a.actor, a.id, a.content_hash, a.position, a.result::jsonb
      from unnest(actors, commands, content_hashes, ends, results) a (actor, id, content_hash, position, result)
      where a.position is not null;
    update log_head set position = head, hash = link, recorded_at = moment where one;
    perform pg_notify('event_appended', head::text);
  end if;
  refused := case when cardinality(refusals) > 0 then to_jsonb(refusals) end;
end
$body$;

revoke all on function append_events from public;
`;
