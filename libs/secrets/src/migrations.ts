/** Keys of households. Wrapped by a key that is not in this database; a row without one is of a household that was forgotten. */
export const secretsMigrations: readonly { readonly name: string; readonly up: string }[] = [
  {
    name: 'secrets-001-household-key',
    up: `
      create table household_key (
        household text primary key,
        wrapped bytea,
        created_at timestamptz not null default clock_timestamp(),
        destroyed_at timestamptz,
        check ((wrapped is null) = (destroyed_at is not null))
      );
      comment on table household_key is 'Keys of households, wrapped by the master key outside the database; null: destroyed.';

      create function household_key_stays_destroyed() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' or old.wrapped is null and new.wrapped is not null then
          raise exception 'a forgotten household gets no new key' using errcode = 'insufficient_privilege';
        end if;
        return new;
      end $$;
      create trigger household_key_no_return before update or delete on household_key
        for each row execute function household_key_stays_destroyed();
    `,
  },
];
