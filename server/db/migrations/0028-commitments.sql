-- Commitments: what was recommended, what was promised, and whether it was kept -------------------------------------------------------
-- No person's data. Every colleague reads; coordinators write; who entered a measure or its evidence does not call it proved. A promise
-- is never rewritten: it is withdrawn, and another one made.

create table aman.measure (
  id uuid primary key,
  -- Whose coordinator entered it and reports on it; who promised it may hold no account here.
  agency_id uuid not null references aman.agency,
  sector text not null check (sector in ('government', 'ngo', 'private', 'international')),
  promised_by text not null check (char_length(promised_by) between 1 and 200),
  title jsonb not null check (jsonb_typeof(title) = 'object' and title <> '{}' and length(title::text) <= 5000),
  promised_on date not null,
  due_on date not null,
  budget text check (char_length(budget) between 1 and 200),
  indicator text check (indicator in ('screenings-completed', 'cases-opened', 'people-referred', 'foreigners-helped', 'shelter-stays',
    'reflection-certificates')),
  target integer check (target >= 5 and target % 5 = 0),
  entered_by uuid not null references aman.staff (user_id),
  published_on date,
  proved_on date,
  proved_by uuid references aman.staff (user_id),
  withdrawn_on date,
  withdrawn_why text check (char_length(withdrawn_why) between 1 and 2000),
  version integer not null default 1,
  constraint measure_due_after_promise check (due_on >= promised_on),
  constraint measure_target_of_indicator check ((indicator is null) = (target is null)),
  constraint measure_proved_whole check ((proved_on is null) = (proved_by is null)),
  constraint measure_proved_by_another check (proved_by <> entered_by),
  constraint measure_withdrawn_whole check ((withdrawn_on is null) = (withdrawn_why is null)),
  constraint measure_ends_once check (proved_on is null or withdrawn_on is null)
);
create index measure_by_deadline on aman.measure (due_on, id);
create index measure_published on aman.measure (due_on, id) where published_on is not null;

-- `recommendation`: an id of knowledge/recommendations, or of the table below; neither ever goes.
create table aman.measure_recommendation (
  measure_id uuid not null references aman.measure,
  recommendation text not null check (length(recommendation) between 1 and 100),
  primary key (measure_id, recommendation)
);
create index measure_by_recommendation on aman.measure_recommendation (recommendation, measure_id);

create table aman.measure_report (
  id uuid primary key,
  measure_id uuid not null references aman.measure,
  words text not null check (char_length(words) between 1 and 4000),
  reported_by uuid not null references aman.staff (user_id),
  reported_on date not null
);
create index measure_report_by_measure on aman.measure_report (measure_id, id);

-- The bytes lie in the vault. What a file was called is kept nowhere; `shows` says what it proves.
create table aman.measure_evidence (
  id uuid primary key,
  measure_id uuid not null references aman.measure,
  shows text not null check (char_length(shows) between 1 and 300),
  media_type text not null,
  bytes integer not null check (bytes > 0),
  sealed_key bytea not null,
  added_by uuid not null references aman.staff (user_id),
  added_on date not null
);
create index measure_evidence_by_measure on aman.measure_evidence (measure_id, id);

-- Taken from the text of a report and checked by a person, beside those of knowledge/recommendations.
create table aman.recommendation (
  id uuid primary key,
  year integer not null check (year between 2001 and 2100),
  document text not null check (char_length(document) between 1 and 300),
  language text not null check (language ~ '^[a-z]{2}$'),
  theme text not null check (theme ~ '^[a-z-]{3,30}$'),
  words text not null check (char_length(words) between 1 and 2000),
  added_by uuid not null references aman.staff (user_id),
  added_on date not null
);
-- A report that two people take in at once stands here once.
create unique index recommendation_once on aman.recommendation (year, md5(words));
create index recommendation_by_year on aman.recommendation (year, id);

-- A later recommendation that a person recognised as an earlier one.
create table aman.recommendation_link (
  earlier text not null check (length(earlier) between 1 and 100),
  later text not null check (length(later) between 1 and 100),
  linked_by uuid not null references aman.staff (user_id),
  linked_on date not null,
  constraint recommendation_linked_once primary key (earlier, later),
  constraint recommendation_not_itself check (earlier <> later)
);
create index recommendation_link_by_later on aman.recommendation_link (later);

do $$
declare t text;
begin
  foreach t in array array['measure', 'measure_recommendation', 'measure_report', 'measure_evidence', 'recommendation', 'recommendation_link']
  loop
    execute format('alter table aman.%I enable row level security', t);
    execute format('alter table aman.%I force row level security', t);
    execute format('create policy owner_all on aman.%I to aman_owner using (true) with check (true)', t);
    -- Whoever is signed in; unset means nobody.
    execute format('create policy %I_see on aman.%I for select to aman_app using ((select aman.role()) <> '''')', t, t);
  end loop;
end $$;

create function aman.keeps_measure(the_measure uuid) returns boolean language sql stable set search_path = '' as $$
  select aman.role() = 'coordinator' and exists (select from aman.measure m where m.id = the_measure and m.agency_id = aman.agency()
    and m.proved_on is null and m.withdrawn_on is null)
$$;

grant select, insert on aman.measure to aman_app;
grant update (published_on, withdrawn_on, withdrawn_why, version) on aman.measure to aman_app;
create policy measure_add on aman.measure for insert to aman_app
  with check ((select aman.role()) = 'coordinator' and agency_id = (select aman.agency()) and entered_by = (select aman.actor())
    and published_on is null and proved_on is null and withdrawn_on is null);
create policy measure_change on aman.measure for update to aman_app
  using ((select aman.role()) = 'coordinator' and agency_id = (select aman.agency()))
  with check ((select aman.role()) = 'coordinator' and agency_id = (select aman.agency()));

grant select, insert, delete on aman.measure_recommendation to aman_app;
create policy measure_recommendation_add on aman.measure_recommendation for insert to aman_app with check (aman.keeps_measure(measure_id));
create policy measure_recommendation_remove on aman.measure_recommendation for delete to aman_app using (aman.keeps_measure(measure_id));

grant select, insert on aman.measure_report to aman_app;
create policy measure_report_add on aman.measure_report for insert to aman_app
  with check (aman.keeps_measure(measure_id) and reported_by = (select aman.actor()));

grant select, insert, delete on aman.measure_evidence to aman_app;
create policy measure_evidence_add on aman.measure_evidence for insert to aman_app
  with check (aman.keeps_measure(measure_id) and added_by = (select aman.actor()));
create policy measure_evidence_remove on aman.measure_evidence for delete to aman_app using (aman.keeps_measure(measure_id));

grant select, insert on aman.recommendation to aman_app;
create policy recommendation_add on aman.recommendation for insert to aman_app
  with check ((select aman.role()) = 'coordinator' and added_by = (select aman.actor()));

grant select, insert, delete on aman.recommendation_link to aman_app;
create policy recommendation_link_add on aman.recommendation_link for insert to aman_app
  with check ((select aman.role()) = 'coordinator' and linked_by = (select aman.actor()));
create policy recommendation_link_remove on aman.recommendation_link for delete to aman_app using ((select aman.role()) = 'coordinator');

-- What is public stays public, and what ended stays ended.
create function aman.keep_measure_steps() returns trigger language plpgsql set search_path = '' as $$
begin
  if old.published_on is not null and new.published_on is distinct from old.published_on then
    raise exception 'what was published stays' using errcode = 'check_violation', constraint = 'measure_published_kept';
  end if;
  if (old.proved_on is not null or old.withdrawn_on is not null)
    and (new.proved_on, new.proved_by, new.withdrawn_on, new.withdrawn_why)
      is distinct from (old.proved_on, old.proved_by, old.withdrawn_on, old.withdrawn_why) then
    raise exception 'what ended stays' using errcode = 'check_violation', constraint = 'measure_end_kept';
  end if;
  return new;
end $$;
create trigger measure_steps before update on aman.measure for each row execute function aman.keep_measure_steps();

-- `seen`: the state that she looked at. False: not hers to say, or too late. Of two who say it at once the second finds it said.
create function aman.prove_measure(the_measure uuid, seen integer, the_day date) returns boolean
language plpgsql security definer set search_path = '' as $$
declare m aman.measure;
begin
  if aman.role() is distinct from 'coordinator' or abs(the_day - aman.moment()::date) > 1 then return false; end if;
  select * into m from aman.measure x where x.id = the_measure for update;
  if not found or m.version <> seen or m.proved_on is not null or m.withdrawn_on is not null or m.entered_by = aman.actor()
    or not exists (select from aman.measure_evidence e where e.measure_id = m.id)
    or exists (select from aman.measure_evidence e where e.measure_id = m.id and e.added_by = aman.actor()) then
    return false;
  end if;
  update aman.measure set proved_on = the_day, proved_by = aman.actor(), version = m.version + 1 where id = m.id;
  return true;
end $$;

-- Counts ----------------------------------------------------------------------------------------------------------------------------

create function aman.counted(the_indicator text, the_from timestamptz, the_until timestamptz) returns bigint
language sql stable set search_path = '' as $$
  select case the_indicator
    when 'screenings-completed' then
      (select count(*) from aman.screening s where s.completed_at >= the_from and s.completed_at < the_until)
    when 'cases-opened' then
      (select count(*) from aman."case" c where c.opened_at >= the_from and c.opened_at < the_until)
    when 'people-referred' then
      (select count(distinct r.case_id) from aman.referral r where r.sent_at >= the_from and r.sent_at < the_until)
    when 'foreigners-helped' then
      (select count(*) from (
         select r.case_id from aman.referral r where r.status = 'completed' and r.closed_at >= the_from and r.closed_at < the_until
         union
         select b.case_id from aman.bed_use b where b.kind = 'placement' and lower(b.during) >= the_from and lower(b.during) < the_until) h
         join aman."case" c on c.id = h.case_id
         join aman.agency a on a.id = c.lead_agency_id
        where c.citizenship <> a.country)
    when 'shelter-stays' then
      (select count(*) from aman.bed_use b where b.kind = 'placement' and lower(b.during) >= the_from and lower(b.during) < the_until)
    when 'reflection-certificates' then
      (select count(distinct k.reflection_id) from aman.reflection_certificate k where k.issued_at >= the_from and k.issued_at < the_until)
  end
$$;
create index screening_by_completion on aman.screening (completed_at) where completed_at is not null;
create index referral_by_sending on aman.referral (sent_at) where sent_at is not null;
create index referral_by_end on aman.referral (closed_at) where status = 'completed';
create index placement_by_beginning on aman.bed_use (lower(during)) where kind = 'placement';
create index certificate_by_issue on aman.reflection_certificate (issued_at);

-- Whole months only, so that asking every day tells nothing of one day. One to four is nothing; a coordinator sees the count, everybody
-- else how many fives are in it, so that counts over months that overlap do not give single people away by their difference.
create function aman.measured(the_measures uuid[], the_day date, the_zone text) returns table (measure_id uuid, counted integer)
language sql stable security definer set search_path = '' as $$
  select m.id, case when c.n between 1 and 4 then null when aman.role() = 'coordinator' then c.n::integer else (c.n / 5 * 5)::integer end
    from aman.measure m
    cross join lateral (
      select aman.counted(m.indicator,
        date_trunc('month', m.promised_on::timestamp) at time zone the_zone,
        least(date_trunc('month', the_day::timestamp), date_trunc('month', m.due_on::timestamp) + interval '1 month')
          at time zone the_zone) as n) c
   where m.id = any (the_measures) and m.indicator is not null and (aman.role() <> '' or m.published_on is not null)
$$;

-- The doors of the public page, which nobody is signed in to ---------------------------------------------------------------------------

create function aman.published_days() returns table (sector text, due_on date, proved_on date, withdrawn_on date, count integer)
language sql stable security definer set search_path = '' as $$
  select m.sector, m.due_on, m.proved_on, m.withdrawn_on, count(*)::integer
    from aman.measure m where m.published_on is not null
   group by m.sector, m.due_on, m.proved_on, m.withdrawn_on
$$;

create function aman.published_measures(the_limit integer, the_skip integer)
returns table (id uuid, sector text, promised_by text, title jsonb, promised_on date, due_on date, proved_on date, withdrawn_on date,
               indicator text, target integer, evidence integer, recommendations text[])
language sql stable security definer set search_path = '' as $$
  select m.id, m.sector, m.promised_by, m.title, m.promised_on, m.due_on, m.proved_on, m.withdrawn_on, m.indicator, m.target,
         (select count(*)::integer from aman.measure_evidence e where e.measure_id = m.id),
         array(select r.recommendation from aman.measure_recommendation r where r.measure_id = m.id order by 1)
    from aman.measure m where m.published_on is not null
   order by m.due_on desc, m.id desc limit least(the_limit, 101) offset the_skip
$$;

create or replace function aman.attachments_kept(the_ids uuid[]) returns setof uuid language sql stable security definer set search_path = ''
  as $$ select id from aman.attachment where id = any (the_ids) union all select id from aman.tip_file where id = any (the_ids)
        union all select id from aman.measure_evidence where id = any (the_ids) $$;

revoke execute on function aman.keeps_measure(uuid), aman.keep_measure_steps(), aman.prove_measure(uuid, integer, date),
  aman.counted(text, timestamptz, timestamptz), aman.measured(uuid[], date, text), aman.published_days(), aman.published_measures(integer, integer)
  from public;
grant execute on function aman.keeps_measure(uuid), aman.prove_measure(uuid, integer, date), aman.measured(uuid[], date, text),
  aman.published_days(), aman.published_measures(integer, integer) to aman_app;

insert into aman.erasure_rule (relation, does, turn, rows_of, because, running, running_as) values
  ('measure_evidence', 'keep', 0, null, 'papers that prove a measure, and of no person who was helped', null, null);
