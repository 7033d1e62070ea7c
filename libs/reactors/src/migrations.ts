/** Where each reactor is, and every deadline. Neither is a read model: no rebuild touches them, so that nothing is sent again. */
export const reactorMigrations: readonly { readonly name: string; readonly up: string }[] = [
  {
    name: 'reactors-1-positions',
    up: `
create table reactor (
  name text primary key,
  position bigint not null check (position >= 0),
  halted_reason text,
  halted_at timestamptz,
  attempts int not null default 0,
  moved_at timestamptz not null default clock_timestamp()
);
comment on table reactor is 'Up to which position of the log each reactor has answered; it only rises. Halted: why the batch after it fails, and how often it was tried';
`,
  },
  {
    name: 'reactors-2-deadlines',
    up: `
create table deadline (
  name text not null,
  key text not null,
  due_at timestamptz not null,
  payload jsonb not null,
  position bigint not null,
  revision bigint not null default 1,
  done_at timestamptz,
  cancelled boolean not null default false,
  fired_at timestamptz,
  attempts int not null default 0,
  failure text,
  primary key (name, key)
);
comment on table deadline is 'What must happen when its moment comes: name says what, key about what. Open while done_at is null';
comment on column deadline.position is 'Of the event that decided it last, so that an event which is handled again changes nothing; 0 where no event did';
comment on column deadline.revision is 'Raised whenever it is set, cancelled or armed again: a firing settles only what it fired for';
create index deadline_open on deadline (due_at, name, key) where done_at is null;
`,
  },
];
