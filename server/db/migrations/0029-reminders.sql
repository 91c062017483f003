-- Reminders of measures by mail -------------------------------------------------------------------------------------------------------
-- One row a coordinator: the day of the last mail. Whoever writes the next one locks it, finds by that day what was not said yet, and
-- sets the new day before the mail leaves, in one transaction: of two processes the second waits, and finds that it was said.

create table aman.measure_reminder (
  user_id uuid primary key references aman.staff,
  -- Null for as long as her first mail is being written.
  mailed_on date
);
alter table aman.measure_reminder enable row level security;
alter table aman.measure_reminder force row level security;
-- Nobody else comes near it: a routine reminds, and no colleague's action does.
create policy owner_all on aman.measure_reminder to aman_owner using (true) with check (true);

create index measure_open_by_agency on aman.measure (agency_id, due_on, id) where proved_on is null and withdrawn_on is null;
