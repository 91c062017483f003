-- The reflection period: a clock, what the person chose while it ran, to whom she let it be told, and the certificate by which
-- a border officer learns one thing and nothing else.

-- Days are days of the country; `starts_at` and `over_at` are the instants at which they begin and end there, so that the database
-- judges a period without knowing a time zone. That a period is over by time is never stored.
create table aman.reflection (
  id uuid primary key,
  case_id uuid not null references aman."case",
  agency_id uuid not null references aman.agency,
  basis text not null check (basis in ('law', 'own-practice')),
  -- The rule of law that gave the minimum, by its id in knowledge/law, and the number of days that it gave on the first day.
  rule text,
  least_days integer not null check (least_days between 1 and 366),
  started_on date not null,
  last_on date not null,
  starts_at timestamptz not null,
  over_at timestamptz not null,
  began_by uuid not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  ended_how text check (ended_how in ('by-choice', 'revoked')),
  version integer not null default 1,
  constraint reflection_names_rule check ((basis = 'law') = (rule is not null)),
  constraint reflection_least check (last_on >= started_on + least_days - 1),
  constraint reflection_ended check ((ended_at is null) = (ended_how is null)),
  -- Two colleagues who begin one at once: one period, one refusal.
  constraint reflection_one_at_once exclude using gist (
    case_id with =, tstzrange(starts_at, greatest(starts_at, least(ended_at, over_at))) with &&)
);
create index reflection_by_case on aman.reflection (case_id, id);
create index reflection_ending on aman.reflection (over_at, id) where ended_at is null;

-- What she decided, in a code that stands for her own word. Appended, never rewritten: the latest word counts.
create table aman.reflection_choice (
  id uuid primary key,
  reflection_id uuid not null references aman.reflection,
  case_id uuid not null references aman."case",
  agency_id uuid not null references aman.agency,
  decision text not null check (decision in ('report', 'cooperate', 'not', 'not-yet')),
  heard_by uuid not null,
  heard_at timestamptz not null
);
create index reflection_choice_by_case on aman.reflection_choice (case_id, id);

-- What she chose to let another agency know, on a consent that names it. It is open for as long as that consent stands.
create table aman.reflection_share (
  reflection_id uuid not null references aman.reflection,
  case_id uuid not null references aman."case",
  consent_id uuid not null references aman.consent,
  part text not null check (part in ('clock', 'choice')),
  shared_by uuid not null,
  shared_at timestamptz not null,
  primary key (reflection_id, consent_id, part)
);
create index reflection_share_by_case on aman.reflection_share (case_id);

create table aman.reflection_certificate (
  id uuid primary key,
  reflection_id uuid not null references aman.reflection,
  case_id uuid not null references aman."case",
  -- Drawn by chance: it leads to no case, and no two certificates of one person resemble each other.
  number text not null constraint reflection_certificate_number unique check (number ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
  not_before date not null,
  over_at timestamptz not null,
  issued_by uuid not null,
  issued_at timestamptz not null,
  revoked_at timestamptz,
  revoked_why text check (revoked_why in ('replaced', 'period-ended', 'withdrawn')),
  constraint reflection_certificate_revoked check ((revoked_at is null) = (revoked_why is null))
);
create index reflection_certificate_by_case on aman.reflection_certificate (case_id, id);
create index reflection_certificate_revoked on aman.reflection_certificate (over_at) where revoked_at is not null;
-- Two prints at once: one certificate stands.
create unique index reflection_certificate_one_stands on aman.reflection_certificate (reflection_id) where revoked_at is null;

do $$
declare t text;
begin
  foreach t in array array['reflection', 'reflection_choice', 'reflection_share', 'reflection_certificate']
  loop
    execute format('alter table aman.%I enable row level security', t);
    execute format('alter table aman.%I force row level security', t);
    execute format('create policy owner_all on aman.%I to aman_owner using (true) with check (true)', t);
  end loop;
end $$;

-- Who sees what --------------------------------------------------------------------------------------------------------

-- Shelter and case worker follow the person through it.
create function aman.follows_reflection(the_case uuid) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return aman.role() in ('case-worker', 'hotline-operator', 'shelter-manager') and aman.holds(the_case, 'coded');
end $$;

-- Police, prosecutor, consulate and any other recipient see what she chose to let them know, and nothing else.
create function aman.was_told_reflection(the_reflection uuid, the_case uuid, the_part text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return aman.role() in ('investigator', 'prosecutor', 'focal-point', 'service-provider') and exists (
    select from aman.reflection_share s
      join aman.consent c on c.id = s.consent_id and c.case_id = s.case_id
     where s.reflection_id = the_reflection and s.case_id = the_case and s.part = the_part
       and c.recipient_agency_id = aman.agency() and aman.still_agreed(c.id) and c.depth >= 'coded'
       and c.valid_from <= aman.seen_at() and aman.seen_at() < c.valid_until
       and aman.holds(the_case, 'coded'));
end $$;

-- The agency that leads the case, through a case worker.
create function aman.keeps_reflection(the_case uuid) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return aman.role() = 'case-worker' and aman.leads(the_case);
end $$;

grant select, insert, update (last_on, over_at, ended_at, ended_how, version) on aman.reflection to aman_app;
create policy reflection_read on aman.reflection for select to aman_app
  using (aman.follows_reflection(case_id) or aman.was_told_reflection(id, case_id, 'clock'));
create policy reflection_add on aman.reflection for insert to aman_app
  with check (aman.keeps_reflection(case_id) and agency_id = (select aman.agency()) and began_by = (select aman.actor())
    and began_at = (select aman.moment()) and starts_at <= (select aman.moment()) and ended_at is null);
create policy reflection_change on aman.reflection for update to aman_app
  using (aman.keeps_reflection(case_id)) with check (aman.keeps_reflection(case_id));

grant select, insert on aman.reflection_choice, aman.reflection_share to aman_app;
create policy choice_read on aman.reflection_choice for select to aman_app
  using (aman.follows_reflection(case_id) or aman.was_told_reflection(reflection_id, case_id, 'choice'));
create policy choice_add on aman.reflection_choice for insert to aman_app
  with check ((aman.keeps_reflection(case_id) or (aman.role() = 'shelter-manager' and aman.follows_reflection(case_id)))
    and agency_id = (select aman.agency()) and heard_by = (select aman.actor()) and heard_at = (select aman.moment())
    and exists (select from aman.reflection r where r.id = reflection_id and r.case_id = reflection_choice.case_id));
-- To whom she lets it be told is part of her story.
create policy share_read on aman.reflection_share for select to aman_app using (aman.keeps_reflection(case_id));
create policy share_add on aman.reflection_share for insert to aman_app
  with check (aman.keeps_reflection(case_id) and shared_by = (select aman.actor())
    and exists (select from aman.reflection r where r.id = reflection_id and r.case_id = reflection_share.case_id)
    and exists (select from aman.consent c where c.id = consent_id and c.case_id = reflection_share.case_id));

grant select, insert, update (revoked_at, revoked_why) on aman.reflection_certificate to aman_app;
create policy certificate_read on aman.reflection_certificate for select to aman_app
  using (aman.follows_reflection(case_id));
create policy certificate_add on aman.reflection_certificate for insert to aman_app
  with check (aman.keeps_reflection(case_id) and issued_by = (select aman.actor()) and revoked_at is null
    and exists (select from aman.reflection r where r.id = reflection_id and r.case_id = reflection_certificate.case_id
      and r.ended_at is null and r.over_at = reflection_certificate.over_at and r.last_on + 1 = reflection_certificate.not_before));
create policy certificate_change on aman.reflection_certificate for update to aman_app
  using (aman.keeps_reflection(case_id)) with check (aman.keeps_reflection(case_id));

-- A period is never shortened and never begun again; it ends once. A revoked certificate stays revoked.
create function aman.guard_reflection() returns trigger language plpgsql set search_path = '' as $$
begin
  if current_user <> 'aman_app' then return new; end if;
  if old.ended_at is not null or old.over_at <= aman.moment() or new.last_on < old.last_on or new.over_at < old.over_at
    or (new.ended_at is not null and new.ended_at <> aman.moment()) then
    raise exception 'not a step of this period' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard_reflection before update on aman.reflection for each row execute function aman.guard_reflection();

create function aman.guard_certificate() returns trigger language plpgsql set search_path = '' as $$
begin
  if current_user = 'aman_app' and (old.revoked_at is not null or new.revoked_at is null) then
    raise exception 'not a step of this certificate' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard_certificate before update on aman.reflection_certificate for each row execute function aman.guard_certificate();

-- No interview while it runs -----------------------------------------------------------------------------------------------

-- The same rule as mayPlanInterview in domain/reflection/interview.ts, for those who may not see what she chose: her latest word
-- since the period began decides, and without one nobody interviews her. Answers the lead, and whose referral is open, with yes or no.
create function aman.may_plan_interview(the_case uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare p aman.reflection; word boolean;
begin
  if not aman.reads_cases() or not (aman.leads(the_case) or exists (
    select from aman.referral r where r.case_id = the_case and r.to_agency_id = aman.agency()
      and (r.status = 'accepted' or (r.status = 'sent' and r.expires_at > aman.moment())))) then
    return false;
  end if;
  select * into p from aman.reflection r
   where r.case_id = the_case and r.ended_at is null and r.starts_at <= aman.moment() and aman.moment() < r.over_at;
  if not found then return true; end if;
  select w.yes into word from (
      select h.decision in ('report', 'cooperate') as yes, h.heard_at as at, 0 as rank
        from aman.reflection_choice h where h.reflection_id = p.id
      union all
      -- Her own answer to the question about the police. Taken back, it was a no from that moment on.
      select c.agreed, c.recorded_at, 1 from aman.consent c
       where c.case_id = the_case and c.purpose = 'police-report' and c.given_by = 'self' and c.recorded_at >= p.began_at
         and (not c.agreed or aman.moment() < c.valid_until)
      union all
      select false, w.withdrawn_at, 2 from aman.consent_withdrawal w join aman.consent c on c.id = w.consent_id
       where w.case_id = the_case and c.purpose = 'police-report' and w.withdrawn_at >= p.began_at) w
   order by w.at desc, w.rank desc limit 1;
  return coalesce(word, false);
end $$;

-- A report to the police is what an interview follows from: it neither leaves nor is taken up against her word.
create function aman.guard_interview() returns trigger language plpgsql set search_path = '' as $$
begin
  if current_user = 'aman_app' and new.service = 'police-report' and new.status in ('sent', 'accepted')
    and new.status <> old.status and not aman.may_plan_interview(new.case_id) then
    raise exception 'a reflection period runs' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard_interview before update on aman.referral for each row execute function aman.guard_interview();

-- The certificate, for whoever holds its number ---------------------------------------------------------------------------

-- Answers for one exact number, with or without an actor, and notes that it was asked: no address, and the case by its id only,
-- for the person's own access log.
create function aman.check_certificate(the_number text, at timestamptz)
returns table (state text, not_before date) language plpgsql security definer set search_path = '' as $$
declare c aman.reflection_certificate; answer text;
begin
  select * into c from aman.reflection_certificate r where r.number = the_number;
  answer := case when c.id is null then 'not-known' when c.revoked_at is not null then 'revoked'
                 when c.over_at <= at then 'over' else 'valid' end;
  insert into aman.audit_event (at, user_id, agency_id, role, action, subject_ids, detail)
  values (coalesce(nullif(current_setting('aman.now', true), '')::timestamptz, clock_timestamp()), aman.actor(), aman.agency(),
          nullif(aman.role(), ''), 'certificate.checked', array_remove(array[c.case_id, c.id], null), jsonb_build_object('result', answer));
  return query select answer, case when answer in ('valid', 'over') then c.not_before end;
end $$;

-- A token that led to no certificate of ours was shown, and is noted as such.
create function aman.note_certificate_check(the_result text) returns void language plpgsql security definer set search_path = '' as $$
begin
  if coalesce(the_result, '') not in ('forged', 'other-country') then
    raise exception 'not a result of a check' using errcode = 'insufficient_privilege';
  end if;
  insert into aman.audit_event (at, user_id, agency_id, role, action, subject_ids, detail)
  values (clock_timestamp(), null, null, null, 'certificate.checked', '{}', jsonb_build_object('result', the_result));
end $$;

-- What a device without a network must know: the numbers that no longer count, as long as their own date has not passed.
create function aman.revoked_certificates(at timestamptz) returns table (number text)
language sql stable security definer set search_path = '' as $$
  select c.number from aman.reflection_certificate c where c.revoked_at is not null and c.over_at > at order by c.over_at limit 20000
$$;

-- Residence and what follows from it -------------------------------------------------------------------------------------

-- One petition and its answer: dates and codes, no reason and no text. Whether an end comes near is seen from the dates.
create table aman.residence_step (
  id uuid primary key,
  case_id uuid not null references aman."case",
  agency_id uuid not null references aman.agency,
  kind text not null check (kind in ('residence', 'extension', 'work', 'exit-visa', 'appeal')),
  -- The rule that the petition leans on, by its id in knowledge/law.
  rule text not null,
  petitioned_on date not null,
  answered_on date,
  outcome text check (outcome in ('granted', 'refused')),
  from_on date,
  until_on date,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  version integer not null default 1,
  constraint residence_answered check ((answered_on is null) = (outcome is null) and (answered_on is null or answered_on >= petitioned_on)),
  constraint residence_granted_range check ((from_on is null) = (until_on is null) and (from_on is null or (outcome = 'granted' and until_on >= from_on)))
);
create index residence_step_by_case on aman.residence_step (case_id, id);
create index residence_step_ending on aman.residence_step (until_on, id) where until_on is not null;
-- Two colleagues who note one petition at once: one step.
create unique index residence_step_one_waits on aman.residence_step (case_id, kind) where outcome is null;
alter table aman.residence_step enable row level security;
alter table aman.residence_step force row level security;
create policy owner_all on aman.residence_step to aman_owner using (true) with check (true);

-- Those who help her with it. Nothing of it reaches police, border or consulate from here: a petition goes out on paper, by her wish.
create function aman.helps_with_residence(the_case uuid) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return aman.role() in ('case-worker', 'hotline-operator', 'shelter-manager', 'service-provider') and aman.holds(the_case, 'coded');
end $$;
grant select, insert, update (answered_on, outcome, from_on, until_on, version) on aman.residence_step to aman_app;
create policy residence_read on aman.residence_step for select to aman_app using (aman.helps_with_residence(case_id));
create policy residence_add on aman.residence_step for insert to aman_app
  with check (aman.keeps_reflection(case_id) and agency_id = (select aman.agency()) and recorded_by = (select aman.actor())
    and recorded_at = (select aman.moment()) and outcome is null);
create policy residence_change on aman.residence_step for update to aman_app
  using (aman.keeps_reflection(case_id) and outcome is null) with check (aman.keeps_reflection(case_id));

revoke execute on function aman.follows_reflection(uuid), aman.helps_with_residence(uuid), aman.was_told_reflection(uuid, uuid, text), aman.keeps_reflection(uuid),
  aman.guard_reflection(), aman.guard_certificate(), aman.may_plan_interview(uuid), aman.guard_interview(),
  aman.check_certificate(text, timestamptz), aman.note_certificate_check(text), aman.revoked_certificates(timestamptz) from public;
grant execute on function aman.follows_reflection(uuid), aman.helps_with_residence(uuid), aman.was_told_reflection(uuid, uuid, text), aman.keeps_reflection(uuid),
  aman.may_plan_interview(uuid), aman.check_certificate(text, timestamptz), aman.note_certificate_check(text),
  aman.revoked_certificates(timestamptz) to aman_app;
