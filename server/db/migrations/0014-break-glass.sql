-- Access in an emergency: for one colleague, for a day at most, told to whoever leads the case, and judged afterwards.

create table aman.break_glass (
  id uuid primary key,
  case_id uuid not null references aman."case",
  code_name text not null,
  agency_id uuid not null references aman.agency,
  user_id uuid not null references aman.staff,
  reason text not null check (reason in ('danger-to-life', 'medical-emergency', 'missing-person', 'child-in-danger')),
  depth aman.depth not null check (depth in ('identity', 'full')),
  opened_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  -- Time in which the agency opens this case no second time: until the review, and from then on as the review says.
  barred tstzrange not null,
  constraint break_glass_a_day_at_most check (ends_at > opened_at and ends_at <= opened_at + interval '24 hours'),
  -- Ten colleagues of an agency at once: one opens it.
  constraint break_glass_once exclude using gist (case_id with =, agency_id with =, barred with &&)
);
create index break_glass_by_user on aman.break_glass (user_id, id);
-- Why, in her own words: ciphertext under the case's key, so that it goes where the case goes and ends where it ends.
create table aman.break_glass_words (
  break_glass_id uuid primary key references aman.break_glass,
  sealed bytea not null
);
create table aman.break_glass_review (
  break_glass_id uuid primary key references aman.break_glass,
  agency_id uuid not null references aman.agency,
  reviewed_by uuid not null,
  reviewed_at timestamptz not null,
  finding text not null check (finding in ('justified', 'not-justified', 'needs-follow-up')),
  sealed bytea
);
-- Who asked for a code name, when, and what it named: what the limit is counted by, and what an opening leans on.
create table aman.break_glass_attempt (
  id bigint generated always as identity primary key,
  user_id uuid not null,
  agency_id uuid not null,
  at timestamptz not null,
  case_id uuid
);
create index break_glass_attempt_by_user on aman.break_glass_attempt (user_id, at);

do $$
declare t text;
begin
  foreach t in array array['break_glass', 'break_glass_words', 'break_glass_review', 'break_glass_attempt']
  loop
    execute format('alter table aman.%I enable row level security', t);
    execute format('alter table aman.%I force row level security', t);
    execute format('create policy owner_all on aman.%I to aman_owner using (true) with check (true)', t);
  end loop;
end $$;

-- Access is a grant like any other, so that one rule decides who sees the case; this one is for a colleague and not for her agency.
alter table aman.grant_of_access
  add column break_glass_id uuid references aman.break_glass,
  add column only_user_id uuid;
alter table aman.grant_of_access
  drop constraint grant_of_access_basis_check,
  drop constraint grant_names_basis,
  add constraint grant_of_access_basis_check check (basis in ('lead', 'consent', 'lawful', 'break-glass')),
  add constraint grant_names_basis check (
    basis = 'lead' or (basis = 'consent' and consent_id is not null) or (basis = 'lawful' and lawful_basis is not null)
    or (basis = 'break-glass' and break_glass_id is not null and only_user_id is not null)),
  add constraint grant_in_emergency_a_day_at_most check (
    basis <> 'break-glass' or isempty(valid) or coalesce(upper(valid) - lower(valid) <= interval '24 hours', false));
create unique index grant_of_break_glass on aman.grant_of_access (break_glass_id);

-- Every policy that asks for a grant asks through this one.
drop policy grant_read on aman.grant_of_access;
create policy grant_read on aman.grant_of_access for select to aman_app
  using (agency_id = (select aman.agency()) and (select aman.reads_cases())
    and (only_user_id is null or only_user_id = (select aman.actor())));

-- The same once more where a function of the owner asks, which no policy holds.
create or replace function aman.holds(the_case uuid, at_least aman.depth) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return aman.reads_cases() and exists (select from aman.grant_of_access g
    where g.agency_id = aman.agency() and g.case_id = the_case and g.depth >= at_least and g.valid @> aman.moment()
      and (g.only_user_id is null or g.only_user_id = aman.actor()));
end $$;

-- The kinds of agency that may, as the country's profile says it: written at start by the owner.
create table aman.emergency_kind (kind text primary key);
alter table aman.emergency_kind enable row level security;
alter table aman.emergency_kind force row level security;
create policy owner_all on aman.emergency_kind to aman_owner using (true) with check (true);

-- Who meets people in danger at any hour. Investigators and prosecutors are left out: to them she says yes, or a law does.
create function aman.opens_in_emergency() returns boolean language sql stable security definer set search_path = ''
  as $$ select aman.role() in ('case-worker', 'hotline-operator', 'shelter-manager', 'officer')
    and exists (select from aman.agency a join aman.emergency_kind k on k.kind = a.kind where a.id = aman.agency()) $$;

-- Rows are read and written through the doors below only; nothing here can be inserted, changed or removed by hand.
grant select on aman.break_glass, aman.break_glass_words, aman.break_glass_review to aman_app;
create policy break_glass_own on aman.break_glass for select to aman_app
  using (user_id = (select aman.actor()) and agency_id = (select aman.agency()));
create policy break_glass_of_lead on aman.break_glass for select to aman_app
  using ((select aman.works_cases()) and aman.leads(case_id));
create policy break_glass_words_read on aman.break_glass_words for select to aman_app
  using (exists (select from aman.break_glass b where b.id = break_glass_id));
create policy break_glass_review_read on aman.break_glass_review for select to aman_app
  using (exists (select from aman.break_glass b where b.id = break_glass_id));

-- Notes the try before it looks, whatever it then finds, so that names cannot be tried out one after the other.
create function aman.try_break_glass(the_code_name text)
returns table (outcome text, case_id uuid) language plpgsql security definer set search_path = '' as $$
declare
  c aman."case";
  answer text;
begin
  if not aman.opens_in_emergency() or aman.actor() is null then
    raise exception 'not a role that opens in an emergency' using errcode = 'insufficient_privilege';
  end if;
  -- One try of a colleague at a time, or many at once would all be the first.
  perform pg_advisory_xact_lock(hashtextextended(aman.actor()::text, 14));
  if (select count(*) from aman.break_glass_attempt a
       where a.user_id = aman.actor() and a.at > aman.moment() - interval '1 hour') >= 5 then
    return query select 'too-many', null::uuid;
    return;
  end if;
  -- Of an agency's colleagues who ask at once, each sees what the one before did.
  select * into c from aman."case" k where k.code_name = the_code_name for no key update;
  answer := case
    when c.lead_agency_id = aman.agency() then 'own-case'
    -- Of whom nothing is left that a key could open, nothing is there.
    when not exists (select from aman.data_key k
                      where k.subject_id = c.id and k.agency_id = c.lead_agency_id and k.depth = 'identity') then 'not-found'
    when exists (select from aman.break_glass b
                  where b.case_id = c.id and b.agency_id = aman.agency() and b.barred @> aman.moment()) then 'barred'
    else 'found' end;
  insert into aman.break_glass_attempt (user_id, agency_id, at, case_id)
  values (aman.actor(), aman.agency(), aman.moment(), case when answer = 'found' then c.id end);
  return query select answer, case when answer <> 'not-found' then c.id end;
end $$;

-- Opens what a try of this very moment found, for this colleague.
create function aman.open_break_glass(the_id uuid, the_grant uuid, the_reason text, the_depth aman.depth, the_hours integer)
returns void language plpgsql security definer set search_path = '' as $$
declare
  found_id uuid;
  c aman."case";
begin
  select a.case_id into found_id from aman.break_glass_attempt a
   where a.user_id = aman.actor() and a.agency_id = aman.agency() and a.at = aman.moment() and a.case_id is not null
   order by a.id desc limit 1;
  select * into c from aman."case" k where k.id = found_id and k.lead_agency_id <> aman.agency() for share;
  if not found or not aman.opens_in_emergency() then
    raise exception 'not found by this colleague at this moment' using errcode = 'insufficient_privilege';
  end if;
  insert into aman.break_glass (id, case_id, code_name, agency_id, user_id, reason, depth, opened_at, ends_at, barred)
  values (the_id, c.id, c.code_name, aman.agency(), aman.actor(), the_reason, the_depth, aman.moment(),
          aman.moment() + make_interval(hours => the_hours), tstzrange(aman.moment(), null));
  insert into aman.grant_of_access (id, case_id, agency_id, given_by_agency_id, purpose, depth, basis, break_glass_id, only_user_id,
                                    valid, created_at)
  values (the_grant, c.id, aman.agency(), aman.agency(), 'assistance', the_depth, 'break-glass', the_id, aman.actor(),
          tstzrange(aman.moment(), aman.moment() + make_interval(hours => the_hours)), aman.moment());
end $$;

-- The lead's sealed keys, handed over while the row is being made and never again.
create function aman.break_glass_keys(the_id uuid) returns table (lead_agency_id uuid, depth aman.depth, sealed bytea, key_version integer)
language sql stable security definer set search_path = '' as $$
  select c.lead_agency_id, k.depth, k.sealed, k.key_version
    from aman.break_glass b
    join aman."case" c on c.id = b.case_id
    join aman.data_key k on k.subject_id = b.case_id and k.agency_id = c.lead_agency_id and k.depth <= b.depth
   where b.id = the_id and b.user_id = aman.actor() and b.agency_id = aman.agency() and b.opened_at = aman.moment()
$$;

create function aman.lend_break_glass_key(the_id uuid, the_depth aman.depth, the_sealed bytea, the_version integer)
returns void language plpgsql security definer set search_path = '' as $$
declare b aman.break_glass;
begin
  select * into b from aman.break_glass
   where id = the_id and user_id = aman.actor() and agency_id = aman.agency() and opened_at = aman.moment() and depth >= the_depth;
  if not found then
    raise exception 'not opened by this colleague at this moment' using errcode = 'insufficient_privilege';
  end if;
  -- A referral that still waits may have brought the same key.
  insert into aman.data_key (subject_id, depth, agency_id, sealed, key_version)
  values (b.case_id, the_depth, b.agency_id, the_sealed, the_version)
  on conflict do nothing;
end $$;

create function aman.say_break_glass(the_id uuid, the_sealed bytea)
returns void language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from aman.break_glass b where b.id = the_id and b.user_id = aman.actor() and b.agency_id = aman.agency()
                   and b.opened_at = aman.moment()) then
    raise exception 'not opened by this colleague at this moment' using errcode = 'insufficient_privilege';
  end if;
  insert into aman.break_glass_words (break_glass_id, sealed) values (the_id, the_sealed);
end $$;

-- Keys that were lent and that no grant of the agency opens any more, nor will one that waits to be accepted.
create function aman.take_back_keys(at timestamptz) returns void language sql security definer set search_path = '' as $$
  delete from aman.data_key k using aman.break_glass b
   where b.case_id = k.subject_id and b.agency_id = k.agency_id and coalesce(b.ended_at, b.ends_at) <= at
     and not exists (select from aman.grant_of_access g
       where g.case_id = k.subject_id and g.agency_id = k.agency_id and g.depth >= k.depth
         and (g.valid @> at or exists (select from aman.referral o
           where o.id = g.referral_id and o.status = 'sent' and o.expires_at > at)))
$$;

-- What has run out is tidied away from time to time, by the database's own clock; the policies have closed it long before.
create function aman.sweep_break_glass() returns void language plpgsql security definer set search_path = '' as $$
begin
  perform aman.take_back_keys(clock_timestamp());
  delete from aman.break_glass_attempt where at < clock_timestamp() - interval '1 day';
end $$;

-- Ended by the colleague herself or by whoever leads the case; never prolonged. False where it was over already.
create function aman.end_break_glass(the_id uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare b aman.break_glass;
begin
  select * into b from aman.break_glass where id = the_id for update;
  if not found or not (b.user_id = aman.actor() and b.agency_id = aman.agency() or aman.works_cases() and aman.leads(b.case_id)) then
    raise exception 'neither the colleague''s own nor of a case that the acting agency leads' using errcode = 'insufficient_privilege';
  end if;
  if b.ended_at is not null or b.ends_at <= aman.moment() then
    return false;
  end if;
  update aman.break_glass set ended_at = aman.moment(), ended_by = aman.actor() where id = the_id;
  update aman.grant_of_access g set valid = tstzrange(lower(g.valid), greatest(lower(g.valid), least(upper(g.valid), aman.moment())))
   where g.break_glass_id = the_id and not isempty(g.valid);
  perform aman.take_back_keys(aman.moment());
  return true;
end $$;

-- Judged once, when it is over, by somebody of the lead agency who is not the colleague herself.
create function aman.review_break_glass(the_id uuid, the_finding text, the_sealed bytea)
returns void language plpgsql security definer set search_path = '' as $$
declare b aman.break_glass;
begin
  select * into b from aman.break_glass where id = the_id for update;
  if not found or not aman.works_cases() or not aman.leads(b.case_id) or b.user_id = aman.actor()
    or coalesce(b.ended_at, b.ends_at) > aman.moment() then
    raise exception 'not over, or not the acting colleague''s to judge' using errcode = 'insufficient_privilege';
  end if;
  insert into aman.break_glass_review (break_glass_id, agency_id, reviewed_by, reviewed_at, finding, sealed)
  values (the_id, aman.agency(), aman.actor(), aman.moment(), the_finding, the_sealed);
  update aman.break_glass set barred = tstzrange(opened_at, case the_finding
      when 'justified' then aman.moment()
      else greatest(aman.moment(), opened_at + interval '72 hours') end)
   where id = the_id;
  perform aman.take_back_keys(aman.moment());
end $$;

-- Who it was: the agency that leads the case is told by name, though its staff sees no other agency's colleagues.
create function aman.break_glass_colleague(the_id uuid) returns table (name text, role text)
language sql stable security definer set search_path = '' as $$
  select s.name, s.role
    from aman.break_glass b
    join aman.staff s on s.user_id = b.user_id
   where b.id = the_id and (b.user_id = aman.actor() or aman.works_cases() and aman.leads(b.case_id))
$$;

-- How often it happens and how it is judged, for the coordinator: counts, no agency, no person, no case.
create function aman.break_glass_counts(since timestamptz)
returns table (opened integer, running integer, unreviewed integer, overdue integer, justified integer, not_justified integer,
               needs_follow_up integer)
language sql stable security definer set search_path = '' as $$
  select count(*)::int,
         (count(*) filter (where coalesce(b.ended_at, b.ends_at) > aman.moment()))::int,
         (count(*) filter (where r.finding is null))::int,
         (count(*) filter (where r.finding is null and b.opened_at + interval '72 hours' <= aman.moment()))::int,
         (count(*) filter (where r.finding = 'justified'))::int,
         (count(*) filter (where r.finding = 'not-justified'))::int,
         (count(*) filter (where r.finding = 'needs-follow-up'))::int
    from aman.break_glass b
    left join aman.break_glass_review r on r.break_glass_id = b.id
   where b.opened_at > since and aman.role() = 'coordinator'
$$;

revoke execute on function aman.opens_in_emergency(), aman.try_break_glass(text),
  aman.open_break_glass(uuid, uuid, text, aman.depth, integer), aman.break_glass_keys(uuid),
  aman.lend_break_glass_key(uuid, aman.depth, bytea, integer), aman.say_break_glass(uuid, bytea), aman.take_back_keys(timestamptz),
  aman.sweep_break_glass(), aman.end_break_glass(uuid), aman.review_break_glass(uuid, text, bytea),
  aman.break_glass_colleague(uuid), aman.break_glass_counts(timestamptz) from public;
grant execute on function aman.opens_in_emergency(), aman.try_break_glass(text),
  aman.open_break_glass(uuid, uuid, text, aman.depth, integer), aman.break_glass_keys(uuid),
  aman.lend_break_glass_key(uuid, aman.depth, bytea, integer), aman.say_break_glass(uuid, bytea), aman.sweep_break_glass(),
  aman.end_break_glass(uuid), aman.review_break_glass(uuid, text, bytea), aman.break_glass_colleague(uuid),
  aman.break_glass_counts(timestamptz) to aman_app;
