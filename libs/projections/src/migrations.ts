/** The bookkeeping of the read models. Their own tables are made by the runner, each generation in a schema of its own. */
export const projectionMigrations: readonly { readonly name: string; readonly up: string }[] = [
  {
    name: 'projections-1-bookkeeping',
    up: `
create table projection (
  schema text primary key,
  name text not null,
  version int not null,
  generation int not null,
  role text not null check (role in ('live', 'building', 'retired')),
  position bigint not null default 0,
  halted_position bigint,
  halted_reason text,
  retired_at timestamptz,
  updated_at timestamptz not null default clock_timestamp(),
  unique (name, generation)
);
comment on table projection is 'One row per generation of a read model: which schema is read, and up to which position it holds the log';
create unique index projection_live on projection (name) where role = 'live';
create unique index projection_building on projection (name) where role = 'building';
`,
  },
  {
    name: 'projections-2-halted-by-the-log',
    up: `
alter table projection add column halted_code text;
comment on column projection.halted_code is 'EVENT_NOT_HANDLED, or the code of the log, which cannot go on';
update projection set halted_code = 'EVENT_NOT_HANDLED' where halted_position is not null;
`,
  },
];
