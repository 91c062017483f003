-- The yearly judgement: what people entered under the criteria of 22 U.S.C. 7106(b), and what this instance counts -------------------
-- No person's data. Coordinators alone read it: what is put together here is what the country answers with, before it has answered.

create table aman.standards_entry (
  id uuid primary key,
  -- Whose coordinator entered it and may withdraw it.
  agency_id uuid not null references aman.agency,
  criterion integer not null check (criterion between 1 and 12),
  -- Of the report, whose period ends on 31 March of it.
  year integer not null check (year between 2001 and 2100),
  -- One of the criterion's figures in knowledge/standards, and the year in which it was counted.
  figure text check (figure ~ '^[a-z-]{3,40}$'),
  counted_in integer,
  value integer check (value >= 0),
  shows text not null check (char_length(shows) between 1 and 2000),
  -- The paper that says so: its title and number, or its address; and the day that it bears.
  source text not null check (char_length(source) between 1 and 300),
  dated_on date not null,
  entered_by uuid not null references aman.staff (user_id),
  entered_on date not null,
  withdrawn_on date,
  withdrawn_by uuid references aman.staff (user_id),
  withdrawn_why text check (char_length(withdrawn_why) between 1 and 2000),
  constraint standards_entry_figure_whole check ((figure is null) = (value is null) and (figure is null) = (counted_in is null)),
  constraint standards_entry_counted_in_period check (counted_in between year - 1 and year),
  constraint standards_entry_dated_before check (dated_on <= entered_on),
  constraint standards_entry_withdrawn_whole
    check ((withdrawn_on is null) = (withdrawn_why is null) and (withdrawn_on is null) = (withdrawn_by is null))
);
create index standards_entry_by_year on aman.standards_entry (year, id);

alter table aman.standards_entry enable row level security;
alter table aman.standards_entry force row level security;
create policy owner_all on aman.standards_entry to aman_owner using (true) with check (true);

grant select, insert on aman.standards_entry to aman_app;
grant update (withdrawn_on, withdrawn_by, withdrawn_why) on aman.standards_entry to aman_app;
create policy standards_entry_see on aman.standards_entry for select to aman_app using ((select aman.role()) = 'coordinator');
create policy standards_entry_add on aman.standards_entry for insert to aman_app
  with check ((select aman.role()) = 'coordinator' and agency_id = (select aman.agency()) and entered_by = (select aman.actor())
    and withdrawn_on is null);
-- Once: of two who withdraw at once the second finds nothing left to withdraw, and nobody takes it back.
create policy standards_entry_withdraw on aman.standards_entry for update to aman_app
  using ((select aman.role()) = 'coordinator' and agency_id = (select aman.agency()) and withdrawn_on is null)
  with check ((select aman.role()) = 'coordinator' and agency_id = (select aman.agency()) and withdrawn_by = (select aman.actor()));

-- Counts of a reporting period -----------------------------------------------------------------------------------------------------

create function aman.standards_count(the_name text, the_from timestamptz, the_until timestamptz) returns bigint
language sql stable set search_path = '' as $$
  select case the_name
    when 'hotline-contacts' then
      (select count(*) from aman.contact c where c.kind = 'contact' and c.started_at >= the_from and c.started_at < the_until)
    when 'police-informed' then
      (select count(distinct d.case_id) from aman.notification n join aman.notification_duty d on d.id = n.id
        where n.sent_at >= the_from and n.sent_at < the_until)
    else aman.counted(the_name, the_from, the_until)
  end
$$;
create index notification_by_sending on aman.notification (sent_at);

-- Of one whole period, or of the one that runs up to the end of the last whole month: the day is the database's to say, and no other days can be
-- asked for, so that no two answers of one moment overlap. No row where nothing was counted yet, or the instance did not run. Null: one to four.
create function aman.standards_counted(the_year integer, the_zone text) returns table (since date, until date, name text, counted integer)
language sql stable security definer set search_path = '' as $$
  with span as (
    select make_date(the_year - 1, 4, 1) as begun,
           greatest(make_date(the_year - 1, 4, 1), (select (min(a.created_at) at time zone the_zone)::date from aman.agency a)) as since,
           least(make_date(the_year, 4, 1), date_trunc('month', aman.moment() at time zone the_zone)::date) as until
     where aman.role() = 'coordinator' and the_year between 2001 and 2100
  )
  select s.since, s.until, n.name, aman.at_least_five(
           aman.standards_count(n.name, s.begun::timestamp at time zone the_zone, s.until::timestamp at time zone the_zone))
    from span s
    cross join unnest(array['screenings-completed', 'cases-opened', 'people-referred', 'foreigners-helped', 'shelter-stays',
      'reflection-certificates', 'hotline-contacts', 'police-informed']) as n (name)
   where s.since < s.until
$$;

revoke execute on function aman.standards_count(text, timestamptz, timestamptz), aman.standards_counted(integer, text) from public;
grant execute on function aman.standards_counted(integer, text) to aman_app;
