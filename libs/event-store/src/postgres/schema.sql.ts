/**
 * Tables of the event store. `event` and `command` are insert-only: the triggers refuse UPDATE, DELETE and TRUNCATE to
 * everyone, the owner included. Names of streams compare by bytes ("C"), which is cheaper and the same on every machine.
 */
export const schemaSql = `
create table event (
  position     bigint primary key,
  id           uuid not null unique,
  stream       text collate "C" not null,
  version      integer not null,
  type         text collate "C" not null,
  data         jsonb not null,
  meta         jsonb not null,
  effective_on date,
  recorded_at  timestamptz not null,
  hash         bytea not null,
  unique (stream, version)
);

create table command (
  actor        text collate "C" not null,
  id           text collate "C" not null,
  content_hash text collate "C" not null,
  position     bigint not null,
  result       jsonb not null,
  primary key (actor, id)
);

-- One row, rewritten by every append: room on its page keeps those rewrites out of the index.
create table log_head (
  one          boolean primary key default true check (one),
  position     bigint not null,
  hash         bytea not null,
  recorded_at  timestamptz not null
) with (fillfactor = 10, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);

insert into log_head (position, hash, recorded_at) values (0, decode(repeat('00', 32), 'hex'), '1970-01-01T00:00:00Z');

create function refuse_change() returns trigger language plpgsql as $body$
begin
  raise exception 'table % is insert-only', tg_table_name using errcode = 'insufficient_privilege';
end
$body$;

create trigger insert_only before update or delete or truncate on event for each statement execute function refuse_change();
create trigger insert_only before update or delete or truncate on command for each statement execute function refuse_change();
create trigger one_row before delete or truncate on log_head for each statement execute function refuse_change();

revoke all on event, command, log_head from public;
`;
