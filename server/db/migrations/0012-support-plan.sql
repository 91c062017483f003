-- The support plan of a case ---------------------------------------------------------------------------------------------
-- What is planned is coded and lies in clear; what she or a worker said about it lies in plan_words, as ciphertext.

create table aman.support_plan (
  case_id uuid primary key references aman."case",
  status text not null check (status in ('draft', 'agreed', 'under-review', 'closed')),
  -- Who wrote the plan as it now stands: that colleague reviews no work of her own.
  author_id uuid not null,
  begun_at timestamptz not null,
  agreed_at timestamptz,
  review_due_at timestamptz,
  closed_at timestamptz,
  close_reason text,
  version integer not null default 1,
  constraint plan_close_coded check ((status = 'closed') = (closed_at is not null) and (status = 'closed') = (close_reason is not null))
);
create index plan_review_due on aman.support_plan (review_due_at) where status = 'agreed';

-- One look at her needs or at the dangers, whole: appended, so that it stays known what was thought when. Which is the newest is said
-- by `nr` here and below: two of one moment, or two clocks, leave no doubt about it.
create table aman.plan_assessment (
  id uuid primary key,
  nr bigint generated always as identity,
  case_id uuid not null references aman.support_plan,
  kind text not null check (kind in ('need', 'risk')),
  levels jsonb not null,
  reasons text[] not null default '{}',
  assessed_by uuid not null,
  assessed_at timestamptz not null
);
create index plan_assessment_by_case on aman.plan_assessment (case_id, kind, nr);

create table aman.plan_goal (
  id uuid primary key,
  case_id uuid not null references aman.support_plan,
  voice text not null check (voice in ('person', 'worker')),
  priority integer not null check (priority between 1 and 9),
  status text not null default 'open' check (status in ('open', 'reached', 'dropped')),
  made_by uuid not null,
  made_at timestamptz not null,
  version integer not null default 1
);
create index plan_goal_by_case on aman.plan_goal (case_id, id);

create table aman.plan_service (
  id uuid primary key,
  case_id uuid not null references aman.support_plan,
  service text not null,
  status text not null default 'planned' check (status in ('planned', 'asked', 'running', 'done', 'ended')),
  provider_agency_id uuid references aman.agency,
  -- Another agency gives a service on a referral only: by it, and by nothing here, that agency sees the person.
  referral_id uuid references aman.referral,
  from_on date,
  until_on date,
  outcome text,
  made_by uuid not null,
  made_at timestamptz not null,
  version integer not null default 1,
  constraint plan_service_outcome_coded check ((status in ('done', 'ended')) = (outcome is not null)),
  constraint plan_service_days check (from_on is null or until_on is null or from_on <= until_on)
);
create index plan_service_by_case on aman.plan_service (case_id, id);
create unique index plan_service_referral_once on aman.plan_service (referral_id);

-- She said yes to the plan as it stood; for a child, with what the child thought of it.
create table aman.plan_agreement (
  id uuid primary key,
  case_id uuid not null references aman.support_plan,
  given_by text not null check (given_by in ('self', 'guardian', 'representative')),
  child_view text check (child_view in ('agrees', 'too-young')),
  how text not null check (how in ('spoken', 'written', 'thumb', 'video')),
  language text not null,
  interpreter boolean not null,
  recorded_by uuid not null,
  agreed_at timestamptz not null
);
create index plan_agreement_by_case on aman.plan_agreement (case_id, id);

create table aman.plan_review (
  id uuid primary key,
  case_id uuid not null references aman.support_plan,
  author_id uuid not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  reviewer_id uuid,
  decision text check (decision in ('approved', 'changes-needed')),
  decided_at timestamptz,
  -- The plan was closed before anybody looked at it.
  dropped_at timestamptz,
  -- Nobody reviews what she wrote or asked for herself, whatever the program says.
  constraint plan_review_by_another check (reviewer_id is null or (reviewer_id <> author_id and reviewer_id <> asked_by)),
  constraint plan_review_whole check ((reviewer_id is null) = (decision is null) and (decision is null) = (decided_at is null))
);
create index plan_review_by_case on aman.plan_review (case_id, id);
-- Two colleagues ask at once, or decide at once: one review.
create unique index plan_review_open_once on aman.plan_review (case_id) where decision is null and dropped_at is null;

create table aman.plan_follow_up (
  id uuid primary key,
  case_id uuid not null references aman.support_plan,
  months integer not null,
  due_at timestamptz not null,
  outcome text check (outcome in ('safe', 'in-touch', 'lost-contact', 'needs-help')),
  done_at timestamptz,
  done_by uuid,
  -- Help began anew before this talk was due; it is held no more.
  dropped_at timestamptz,
  constraint plan_follow_up_coded check ((outcome is null) = (done_at is null) and (done_at is null) = (done_by is null))
);
create index plan_follow_up_by_case on aman.plan_follow_up (case_id, id);
create index plan_follow_up_due on aman.plan_follow_up (due_at) where outcome is null and dropped_at is null;

-- Whether she may go back, judged once on the facts of that day: appended, and a "yes" that the facts do not carry is no row.
create table aman.plan_return (
  id uuid primary key,
  nr bigint generated always as identity,
  case_id uuid not null references aman.support_plan,
  age_group text not null check (age_group in ('adult', 'child', 'uncertain')),
  wish text not null check (wish in ('own', 'of-others', 'not-known')),
  consent_id uuid references aman.consent,
  services text not null check (services in ('over', 'running', 'not-known')),
  proceedings text not null check (proceedings in ('over', 'running', 'none', 'not-known')),
  assessment_id uuid references aman.plan_assessment,
  danger text not null check (danger in ('high', 'medium', 'low', 'none', 'not-known')),
  consent_age text not null check (consent_age in ('reached', 'below', 'not-known')),
  child_agrees text not null check (child_agrees in ('yes', 'no', 'not-known')),
  received text not null check (received in ('yes', 'no', 'not-known')),
  best_interest text not null check (best_interest in ('yes', 'no', 'not-known')),
  may_go boolean not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  constraint plan_return_safe check (not may_go or (wish = 'own' and consent_id is not null and danger in ('low', 'none')
    and assessment_id is not null and (services = 'over' or proceedings = 'over')
    and (age_group = 'adult' or ((consent_age = 'below' or child_agrees = 'yes') and received = 'yes' and best_interest = 'yes'))))
);
create index plan_return_by_case on aman.plan_return (case_id, nr);

-- What was said: of a goal, an assessment, an agreement, a review. Appended; a goal in new words keeps its old ones.
create table aman.plan_words (
  id uuid primary key,
  nr bigint generated always as identity,
  case_id uuid not null references aman.support_plan,
  subject text not null check (subject in ('goal', 'assessment', 'agreement', 'review', 'follow-up')),
  record_id uuid not null,
  written_by uuid not null,
  written_at timestamptz not null,
  sealed bytea not null
);
create index plan_words_by_case on aman.plan_words (case_id, record_id, nr);

-- Every change of plan, goal and service, written by the database itself: nobody may write here, so nothing can be left out.
create table aman.plan_change (
  id bigint generated always as identity primary key,
  case_id uuid not null,
  record_id uuid not null,
  part text not null,
  was jsonb,
  became jsonb not null,
  changed_by uuid,
  agency_id uuid,
  changed_at timestamptz not null
);
create index plan_change_by_case on aman.plan_change (case_id, id);

do $$
declare t text;
begin
  foreach t in array array['support_plan', 'plan_assessment', 'plan_goal', 'plan_service', 'plan_agreement', 'plan_review',
    'plan_follow_up', 'plan_return', 'plan_words', 'plan_change']
  loop
    execute format('alter table aman.%I enable row level security', t);
    execute format('alter table aman.%I force row level security', t);
    execute format('create policy owner_all on aman.%I to aman_owner using (true) with check (true)', t);
  end loop;
  -- What she needs, fears and wants, and who else helps her, is her story: it takes a grant of the whole record.
  foreach t in array array['plan_assessment', 'plan_goal', 'plan_service', 'plan_agreement', 'plan_review', 'plan_follow_up',
    'plan_return', 'plan_words', 'plan_change']
  loop
    execute format('grant select on aman.%I to aman_app', t);
    execute format('create policy %I on aman.%I for select to aman_app using (aman.holds(case_id, %L))', t || '_read', t, 'full');
  end loop;
end $$;

-- True where the acting colleague works on cases and her agency leads this one.
create function aman.plans(the_case uuid) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return aman.works_cases() and aman.leads(the_case);
end $$;

-- That there is a plan, and its state, is a coded fact; so is, to who gives it, the service that is its own.
grant select, insert on aman.support_plan to aman_app;
grant update (status, author_id, agreed_at, review_due_at, closed_at, close_reason, version) on aman.support_plan to aman_app;
create policy plan_read on aman.support_plan for select to aman_app using (aman.holds(case_id, 'coded'));
create policy plan_add on aman.support_plan for insert to aman_app
  with check (aman.plans(case_id) and author_id = (select aman.actor()) and status = 'draft');
create policy plan_alter on aman.support_plan for update to aman_app using (aman.plans(case_id)) with check (aman.plans(case_id));

grant insert on aman.plan_assessment, aman.plan_goal, aman.plan_service, aman.plan_agreement, aman.plan_review, aman.plan_follow_up,
  aman.plan_return, aman.plan_words to aman_app;
create policy plan_assessment_add on aman.plan_assessment for insert to aman_app
  with check (aman.plans(case_id) and assessed_by = (select aman.actor()));
create policy plan_goal_add on aman.plan_goal for insert to aman_app
  with check (aman.plans(case_id) and made_by = (select aman.actor()));
create policy plan_agreement_add on aman.plan_agreement for insert to aman_app
  with check (aman.plans(case_id) and recorded_by = (select aman.actor()));
create policy plan_words_add on aman.plan_words for insert to aman_app
  with check (aman.plans(case_id) and written_by = (select aman.actor()));
create policy plan_review_add on aman.plan_review for insert to aman_app
  with check (aman.plans(case_id) and asked_by = (select aman.actor()) and reviewer_id is null
    and author_id = (select p.author_id from aman.support_plan p where p.case_id = plan_review.case_id));
create policy plan_follow_up_add on aman.plan_follow_up for insert to aman_app with check (aman.plans(case_id) and outcome is null);

grant update (priority, status, version) on aman.plan_goal to aman_app;
create policy plan_goal_alter on aman.plan_goal for update to aman_app using (aman.plans(case_id));
grant update (reviewer_id, decision, decided_at, dropped_at) on aman.plan_review to aman_app;
create policy plan_review_decide on aman.plan_review for update to aman_app
  using (decision is null and dropped_at is null and aman.plans(case_id) and (select aman.role()) = 'case-worker')
  with check (reviewer_id = (select aman.actor()) and dropped_at is null and (select aman.role()) = 'case-worker');
-- Whoever closes a plan takes back what was asked of it.
create policy plan_review_drop on aman.plan_review for update to aman_app
  using (decision is null and dropped_at is null and aman.plans(case_id))
  with check (reviewer_id is null and dropped_at is not null
    and exists (select from aman.support_plan p where p.case_id = plan_review.case_id and p.status = 'closed'));
grant update (outcome, done_at, done_by, dropped_at) on aman.plan_follow_up to aman_app;
create policy plan_follow_up_alter on aman.plan_follow_up for update to aman_app
  using (outcome is null and dropped_at is null and aman.plans(case_id))
  with check (done_by is null or done_by = (select aman.actor()));

-- The judgement of a return names the newest look at the dangers, the case's own age, and a consent that stands: an adult's is her own.
create function aman.return_consent_stands(the_consent uuid, the_case uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from aman.consent c join aman."case" k on k.id = c.case_id
    where c.id = the_consent and c.case_id = the_case and c.purpose = 'cross-border-transfer'
    and (c.given_by = 'self' or k.age_group <> 'adult') and c.agreed and c.valid_from <= aman.moment() and aman.moment() < c.valid_until
    and not exists (select from aman.consent n where n.supersedes = c.id)
    and not exists (select from aman.consent_withdrawal w where w.consent_id = c.id)) $$;
create policy plan_return_add on aman.plan_return for insert to aman_app
  with check (aman.plans(case_id) and recorded_by = (select aman.actor())
    and age_group = (select c.age_group from aman."case" c where c.id = plan_return.case_id)
    and (consent_id is null or aman.return_consent_stands(consent_id, case_id))
    and (not may_go or exists (select from aman.plan_assessment a where a.id = assessment_id and a.case_id = plan_return.case_id
      and a.kind = 'risk' and a.levels ->> 'on-return' = danger)));

-- Services: the lead plans them; who gives one says how it went.
create function aman.provides(the_service aman.plan_service) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return the_service.provider_agency_id = aman.agency() and aman.holds(the_service.case_id, 'coded')
    and exists (select from aman.referral r where r.id = the_service.referral_id and r.case_id = the_service.case_id
      and r.to_agency_id = aman.agency() and r.service = the_service.service);
end $$;
create policy plan_service_own on aman.plan_service for select to aman_app using (aman.provides(plan_service));
create policy plan_service_add on aman.plan_service for insert to aman_app
  with check (aman.plans(case_id) and made_by = (select aman.actor()) and status in ('planned', 'asked')
    and (provider_agency_id is null or exists (select from aman.referral r where r.id = referral_id and r.case_id = plan_service.case_id
      and r.to_agency_id = provider_agency_id and r.service = plan_service.service)));
grant update (status, provider_agency_id, referral_id, from_on, until_on, outcome, version) on aman.plan_service to aman_app;
create policy plan_service_alter on aman.plan_service for update to aman_app
  using (aman.plans(case_id))
  with check (aman.plans(case_id) and (provider_agency_id is null or (provider_agency_id = (select aman.agency()) and referral_id is null)
    or exists (select from aman.referral r where r.id = referral_id and r.case_id = plan_service.case_id
      and r.to_agency_id = provider_agency_id and r.service = plan_service.service)));
create policy plan_service_progress on aman.plan_service for update to aman_app
  using (aman.provides(plan_service)) with check (aman.provides(plan_service));

-- Who gives a service says from when and until when, once it has accepted; how it ended it says by its referral. It moves no service
-- to itself or to another.
create function aman.guard_progress() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not aman.plans(new.case_id) then
    if new.provider_agency_id is distinct from old.provider_agency_id or new.referral_id is distinct from old.referral_id
      or old.status in ('done', 'ended') or new.status <> 'running' or new.outcome is not null
      or not exists (select from aman.referral r where r.id = new.referral_id and r.status = 'accepted') then
      raise exception 'not the progress of an own service' using errcode = 'insufficient_privilege';
    end if;
  end if;
  return new;
end $$;
create trigger guard_progress before update on aman.plan_service for each row
  when (current_setting('aman.agency_id', true) <> '') execute function aman.guard_progress();

-- Who changes a plan is its author from then on; nobody is made the author of what somebody else wrote.
create function aman.guard_author() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.author_id <> aman.actor() then
    raise exception 'not the acting colleague' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard_author before update on aman.support_plan for each row
  when (new.author_id <> old.author_id) execute function aman.guard_author();

-- Nobody goes back into danger. A return, as a service or as a referral, leans on the newest judgement, which leans on the newest
-- look at the dangers and on her consent; any later doubt takes it away.
create function aman.guard_return() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not exists (
    select from (select * from aman.plan_return r where r.case_id = new.case_id order by r.nr desc limit 1) j
     where j.may_go and aman.return_consent_stands(j.consent_id, j.case_id)
       and j.age_group = (select c.age_group from aman."case" c where c.id = j.case_id)
       and j.assessment_id = (select a.id from aman.plan_assessment a where a.case_id = j.case_id and a.kind = 'risk'
         order by a.nr desc limit 1)) then
    raise exception 'no return without a judgement that it is safe' using errcode = 'check_violation', constraint = 'return_not_safe';
  end if;
  return new;
end $$;
create trigger guard_return before insert or update of status on aman.plan_service for each row
  when (new.service = 'return' and new.status in ('asked', 'running')) execute function aman.guard_return();
create trigger guard_return before insert or update of status on aman.referral for each row
  when (new.service = 'return' and new.status in ('sent', 'accepted')) execute function aman.guard_return();

create function aman.note_plan_change() returns trigger language plpgsql security definer set search_path = '' as $$
declare row_before jsonb; row_after jsonb := to_jsonb(new);
begin
  if tg_op = 'UPDATE' then row_before := to_jsonb(old); end if;
  insert into aman.plan_change (case_id, record_id, part, was, became, changed_by, agency_id, changed_at)
  values (new.case_id, coalesce((row_after ->> 'id')::uuid, new.case_id), tg_table_name, row_before, row_after,
          aman.actor(), aman.agency(), aman.moment());
  return null;
end $$;
create trigger note_change after insert or update on aman.support_plan for each row execute function aman.note_plan_change();
create trigger note_change after insert or update on aman.plan_goal for each row execute function aman.note_plan_change();
create trigger note_change after insert or update on aman.plan_service for each row execute function aman.note_plan_change();
create trigger note_change after update on aman.plan_review for each row execute function aman.note_plan_change();
create trigger note_change after update on aman.plan_follow_up for each row execute function aman.note_plan_change();

revoke execute on function aman.plans(uuid), aman.return_consent_stands(uuid, uuid), aman.provides(aman.plan_service),
  aman.guard_author(), aman.guard_progress(), aman.guard_return(), aman.note_plan_change() from public;
grant execute on function aman.plans(uuid), aman.return_consent_stands(uuid, uuid), aman.provides(aman.plan_service) to aman_app;
