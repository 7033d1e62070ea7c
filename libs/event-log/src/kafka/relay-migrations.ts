import type { Migration } from '#libs/postgres';

/** What the event log asks of the database: how far the relay has come. A released migration is never edited, only followed. */
export const eventLogMigrations: readonly Migration[] = [
  {
    name: 'event-log-1-relay',
    up: `
      create table relay (
        topic text primary key,
        -- Which filling of the topic this is; 0: none yet.
        epoch integer not null default 0,
        -- The filling that is asked for; above epoch: the active relay is to wipe the topic and begin anew.
        wanted_epoch integer not null default 0,
        -- All events up to here were acknowledged by the brokers in this epoch.
        position bigint not null default 0,
        -- Per partition: position of its last event up to there, and the offset that the next record was to get.
        previous bigint[] not null default '{}',
        ends bigint[] not null default '{}'
      );
    `,
  },
];
