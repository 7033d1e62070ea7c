/** The audit trail: insert-only, so that who did what cannot be changed afterwards, also not by the program itself. */
export const accessMigrations: readonly { readonly name: string; readonly up: string }[] = [
  {
    name: 'access-001-audit',
    up: `
      create table audit (
        id bigint generated always as identity primary key,
        at timestamptz not null,
        actor text not null,
        role text not null,
        operation text not null,
        object jsonb not null,
        result text not null,
        codes text[] not null,
        origin text not null,
        trace_id text not null
      );
      create index audit_at on audit (at);
      create index audit_actor on audit (actor, at);
      create index audit_trace on audit (trace_id);
      comment on table audit is 'Who did what, when, with which result, from where. Insert-only.';

      create function audit_is_insert_only() returns trigger language plpgsql as $$
      begin
        raise exception 'the audit trail is insert-only' using errcode = 'insufficient_privilege';
      end $$;
      create trigger audit_no_change before update or delete on audit
        for each row execute function audit_is_insert_only();
      create trigger audit_no_truncate before truncate on audit
        for each statement execute function audit_is_insert_only();
      revoke update, delete, truncate on audit from public;
    `,
  },
];
