-- Versions of keys. One number for everything that one root key wraps: a rotation makes the next version beside the present one,
-- seals everything anew under it, and removes the one before. The references below decide what can race: nothing can be sealed
-- under a version that is gone, and no version can go while something is sealed under it.
create table aman.key_version (version integer primary key);
insert into aman.key_version values (1);
alter table aman.key_version enable row level security;
alter table aman.key_version force row level security;
create policy owner_all on aman.key_version to aman_owner using (true) with check (true);

-- A default only for the rows of today: whoever seals says under which version.
alter table aman.agency_key add column key_version integer not null default 1;
alter table aman.agency_key alter column key_version drop default;
alter table aman.agency_key drop constraint agency_key_pkey;
alter table aman.agency_key add primary key (agency_id, key_version);
alter table aman.agency_key add constraint agency_key_of_version foreign key (key_version) references aman.key_version;

alter table aman.data_key add column key_version integer not null default 1;
alter table aman.data_key alter column key_version drop default;
alter table aman.data_key drop constraint data_key_agency_id_fkey;
alter table aman.data_key add constraint data_key_of_version
  foreign key (agency_id, key_version) references aman.agency_key (agency_id, key_version);
-- What is still to be sealed anew, agency by agency, and whether an old version can go.
create index data_key_by_version on aman.data_key (agency_id, key_version);

alter table aman.shelter_address add column key_version integer not null default 1;
alter table aman.shelter_address alter column key_version drop default;
alter table aman.shelter_address add constraint shelter_address_of_version
  foreign key (agency_id, key_version) references aman.agency_key (agency_id, key_version);
grant update (key_version) on aman.shelter_address to aman_app;

alter table aman.signing_key add column key_version integer not null default 1;
alter table aman.signing_key add constraint signing_key_of_version foreign key (key_version) references aman.key_version;
alter table aman.signing_key alter column key_version drop default;

-- Documents, photos and recordings of a case. What they hold lies outside of the database as ciphertext under a key of its own, which
-- is sealed by the case's data key; so is the name that the file came with. A row that is deleted takes the key along, and the bytes
-- that stay behind for a while open for nobody.
create table aman.attachment (
  id uuid primary key,
  case_id uuid not null references aman."case",
  kind text not null check (kind in ('document', 'photo', 'audio')),
  media_type text not null,
  bytes integer not null check (bytes > 0),
  -- Kept byte for byte as evidence, with whatever place and time it carries.
  original boolean not null,
  agency_id uuid not null references aman.agency,
  added_by uuid not null,
  added_at timestamptz not null,
  sealed_name bytea not null,
  sealed_key bytea not null
);
create index attachment_by_case on aman.attachment (case_id, id);
alter table aman.attachment enable row level security;
alter table aman.attachment force row level security;
create policy owner_all on aman.attachment to aman_owner using (true) with check (true);
grant select, insert, delete on aman.attachment to aman_app;
create policy attachment_read on aman.attachment for select to aman_app using (aman.holds(case_id, 'full'));
create policy attachment_add on aman.attachment for insert to aman_app
  with check (aman.leads(case_id) and (select aman.works_cases()) and agency_id = (select aman.agency())
    and added_by = (select aman.actor()));
create policy attachment_remove on aman.attachment for delete to aman_app
  using (aman.leads(case_id) and (select aman.works_cases()));

-- Which of these files belong to a row. Asked by the sweep of files that were left behind, which acts for nobody: it answers for ids
-- that whoever asks has to know already.
create function aman.attachments_kept(the_ids uuid[]) returns setof uuid language sql stable security definer set search_path = ''
  as $$ select id from aman.attachment where id = any (the_ids) $$;
revoke execute on function aman.attachments_kept(uuid[]) from public;
grant execute on function aman.attachments_kept(uuid[]) to aman_app;
