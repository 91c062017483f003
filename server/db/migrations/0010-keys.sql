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
-- Of a retired key only the public half is kept: it checks, and signs no more.
alter table aman.signing_key alter column wrapped drop not null;
alter table aman.signing_key add constraint signing_key_signs check ((wrapped is null) = (retired_at is not null));
