-- The instance's signing keys (Ed25519). The private half is wrapped by a key that comes from the root key; public halves stay for
-- ever, so that what was signed with a retired key can still be checked.
create table aman.signing_key (
  kid text primary key,
  public_jwk jsonb not null,
  wrapped bytea not null,
  made_at timestamptz not null,
  retired_at timestamptz
);
-- Two Amans that start at once on an empty database make one key.
create unique index signing_key_one_current on aman.signing_key ((true)) where retired_at is null;
alter table aman.signing_key enable row level security;
alter table aman.signing_key force row level security;
create policy owner_all on aman.signing_key to aman_owner using (true) with check (true);
grant select on aman.signing_key to aman_app;
create policy signing_key_read on aman.signing_key for select to aman_app using (true);
