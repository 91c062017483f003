-- Erasure of a person and retention. What becomes of each table stands in two lists below; the functions only carry them out.

-- One row for each table that holds a person; tests/checks/erasure-covers.test.ts fails where a later table is missing.
create table aman.erasure_rule (
  relation text primary key,
  -- count: what erasure_field names is added to closed_fact, then the rows go. keep: nothing of a person is in it.
  does text not null check (does in ('delete', 'count', 'keep')),
  -- What leans on another table goes before it, so its turn is lower.
  turn integer not null,
  -- Which rows are hers: a condition over $1, the ids of her case and of its screenings, and $2, her code name in a list.
  rows_of text,
  because text not null,
  -- Rows that have to end before anything goes, and the code by which people are told.
  running text,
  running_as text,
  constraint rows_unless_kept check ((does = 'keep') = (rows_of is null)),
  constraint running_is_told check ((running is null) = (running_as is null))
);
-- What stays of the tables that are counted. becomes: an expression over the row; empty, where the field goes.
create table aman.erasure_field (
  relation text not null references aman.erasure_rule,
  field text not null,
  does text not null check (does in ('keep', 'coarsen', 'drop')),
  becomes text,
  because text not null,
  primary key (relation, field),
  constraint becomes_unless_dropped check ((does = 'drop') = (becomes is null))
);

insert into aman.erasure_rule (relation, does, turn, rows_of, because, running, running_as) values
  ('retention_notice', 'delete', 10, 'subject_id = any($1)', 'names the case', null, null),
  ('kept_longer', 'delete', 10, 'case_id = any($1)', 'names the case',
   $$reason = 'court-order' and until > (aman.moment())::date$$, 'court-order'),
  ('erasure_request', 'delete', 10, 'case_id = any($1)', 'names the case', null, null),
  ('idempotency', 'delete', 10, $$exists (select from unnest($1::text[] || $2) s where response::text like '%' || s || '%')$$,
   'an answer that was kept for a repeat may name the case', null, null),
  ('case_identity', 'delete', 10, 'case_id = any($1)', 'who she is', null, null),
  ('case_narrative', 'delete', 10, 'case_id = any($1)', 'what she told and wished', null, null),
  ('screening_narrative', 'delete', 10, 'screening_id = any($1)', 'what was heard or seen', null, null),
  ('data_key', 'delete', 10, 'subject_id = any($1)', 'opens her ciphertext, wherever a copy of it lies', null, null),
  ('consent_withdrawal', 'delete', 20, 'case_id = any($1)', 'part of her story', null, null),
  ('bed_use', 'delete', 20, 'case_id = any($1)', 'where she slept, to the minute',
   'not isempty(during) and (upper_inf(during) or upper(during) > aman.moment())', 'bed-in-use'),
  ('grant_of_access', 'delete', 30, 'case_id = any($1)', 'who may see her', null, null),
  ('referral', 'count', 40, 'case_id = any($1)', 'which service was given where is known without her',
   $$status in ('draft', 'sent', 'accepted')$$, 'referral-open'),
  ('consent', 'delete', 50, 'case_id = any($1)', 'to whom she said yes or no', null, null),
  ('screening', 'count', 60, 'id = any($1)', 'what was found how often is known without her', null, null),
  ('case', 'count', 90, 'id = any($1)', 'how many were helped is known without her', $$status = 'open'$$, 'case-open'),
  ('erasure_notice', 'keep', 0, null, 'a code name and a day, until its agency has destroyed its paper', null, null),
  ('audit_event', 'keep', 0, null, 'append-only: the ids in it lead to nothing any more', null, null),
  ('shelter_address', 'keep', 0, null, 'the address of a house, not of a person', null, null);

insert into aman.erasure_field (relation, field, does, becomes, because) values
  ('case', 'id', 'drop', null, 'leads to the record of who looked'),
  ('case', 'lead_agency_id', 'drop', null, 'with a year and a region it names few'),
  ('case', 'code_name', 'drop', null, 'stands on paper'),
  ('case', 'status', 'drop', null, 'only closed cases go'),
  ('case', 'opened_from', 'keep', 'opened_from', 'how people find help'),
  ('case', 'screening_id', 'drop', null, 'an id'),
  ('case', 'age_group', 'keep', 'age_group', 'three groups'),
  ('case', 'person_group', 'keep', 'person_group', 'four groups'),
  ('case', 'citizenship', 'coarsen', $$case when citizenship is null then 'not-known'
     when citizenship = (select a.country from aman.agency a where a.id = lead_agency_id) then 'own' else 'other' end$$,
   'a rare citizenship in a region is a name'),
  ('case', 'languages', 'drop', null, 'rare ones are a name'),
  ('case', 'interpreter', 'drop', null, 'tells the language'),
  ('case', 'step_free', 'drop', null, 'tells her health'),
  ('case', 'may_contact', 'drop', null, 'serves the work with her'),
  ('case', 'risk', 'drop', null, 'serves the work with her'),
  ('case', 'region', 'keep', 'region', 'a region has hundreds of thousands of people'),
  ('case', 'opened_by', 'drop', null, 'a colleague'),
  ('case', 'opened_at', 'coarsen', $$to_char(opened_at, 'YYYY')$$, 'a day with a region is a name, a year is not'),
  ('case', 'closed_at', 'drop', null, 'a moment'),
  ('case', 'version', 'drop', null, 'serves the work with her'),
  ('referral', 'id', 'drop', null, 'an id'),
  ('referral', 'case_id', 'drop', null, 'an id'),
  ('referral', 'code_name', 'drop', null, 'stands on paper'),
  ('referral', 'from_agency_id', 'drop', null, 'the path from agency to agency is a name'),
  ('referral', 'to_agency_id', 'coarsen', $$(select a.region from aman.agency a where a.id = to_agency_id)$$,
   'where help was given, not by whom'),
  ('referral', 'service', 'keep', 'service', 'which help was asked for'),
  ('referral', 'urgency', 'keep', 'urgency', 'three degrees'),
  ('referral', 'person_group', 'drop', null, 'counted with the case'),
  ('referral', 'step_free', 'drop', null, 'tells her health'),
  ('referral', 'languages', 'drop', null, 'rare ones are a name'),
  ('referral', 'avoid_shelters', 'drop', null, 'tells what she fears'),
  ('referral', 'status', 'keep', 'status', 'how it ended'),
  ('referral', 'consent_id', 'coarsen', $$case when consent_id is not null then 'consent' when lawful_basis is not null then 'lawful' end$$,
   'on which kind of basis'),
  ('referral', 'lawful_basis', 'drop', null, 'coarsened with the consent'),
  ('referral', 'decline_reason', 'keep', 'decline_reason', 'why help was not given'),
  ('referral', 'outcome', 'keep', 'outcome', 'what came of it'),
  ('referral', 'drafted_by', 'drop', null, 'a colleague'),
  ('referral', 'drafted_at', 'coarsen', $$to_char(drafted_at, 'YYYY')$$, 'a year'),
  ('referral', 'sent_at', 'drop', null, 'a moment'),
  ('referral', 'answer_due_at', 'drop', null, 'a moment'),
  ('referral', 'expires_at', 'drop', null, 'a moment'),
  ('referral', 'answered_at', 'drop', null, 'a moment'),
  ('referral', 'closed_at', 'drop', null, 'a moment'),
  ('referral', 'version', 'drop', null, 'serves the work with her'),
  ('screening', 'id', 'drop', null, 'an id'),
  ('screening', 'agency_id', 'coarsen', $$(select a.region from aman.agency a where a.id = agency_id)$$, 'where, not at which post'),
  ('screening', 'case_id', 'drop', null, 'an id'),
  ('screening', 'instrument', 'keep', 'instrument', 'which questions were asked'),
  ('screening', 'instrument_version', 'drop', null, 'nobody counts by it'),
  ('screening', 'situation', 'keep', 'situation', 'where people are found'),
  ('screening', 'age_group', 'keep', 'age_group', 'three groups'),
  ('screening', 'language', 'drop', null, 'rare ones are a name'),
  ('screening', 'place', 'drop', null, 'a post with a year is a name'),
  ('screening', 'status', 'keep', 'status', 'whether it was finished'),
  ('screening', 'answers', 'drop', null, 'a pattern of answers is as good as a name'),
  ('screening', 'finding', 'keep', 'finding', 'what was found'),
  ('screening', 'next_step', 'keep', 'next_step', 'what was to follow'),
  ('screening', 'started_by', 'drop', null, 'a colleague'),
  ('screening', 'started_at', 'coarsen', $$to_char(started_at, 'YYYY')$$, 'a year'),
  ('screening', 'completed_at', 'drop', null, 'a moment'),
  ('screening', 'version', 'drop', null, 'serves the work with her');

-- What stays: how many rows of one kind were alike. No row of it is one person's, and nothing in it leads to anybody.
create table aman.closed_fact (
  relation text not null,
  facts jsonb not null,
  alike bigint not null,
  primary key (relation, facts)
);

-- The wish, and who stands by it ------------------------------------------------------------------------------------

create table aman.erasure_request (
  id uuid primary key,
  case_id uuid not null references aman."case",
  wished_by text not null check (wished_by in ('self', 'guardian', 'representative')),
  asked_by uuid not null,
  asked_at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  -- The waiting time in which it can be called off; the country's profile may give more than this day, and not less.
  not_before timestamptz,
  called_off_by uuid,
  called_off_at timestamptz,
  constraint erasure_needs_two check (confirmed_by <> asked_by),
  constraint erasure_waits check ((confirmed_by is null and confirmed_at is null and not_before is null)
    or (confirmed_by is not null and confirmed_at >= asked_at and not_before >= confirmed_at + interval '1 day')),
  constraint erasure_called_off check ((called_off_by is null) = (called_off_at is null))
);
create unique index erasure_asked_once on aman.erasure_request (case_id) where called_off_at is null;
create index erasure_by_case on aman.erasure_request (case_id);

-- One for each agency that could see her: paper is beyond what a database can erase.
create table aman.erasure_notice (
  id uuid primary key,
  agency_id uuid not null references aman.agency,
  code_name text not null,
  erased_on date not null
);
create index erasure_notice_by_agency on aman.erasure_notice (agency_id, erased_on, id);

-- Retention ----------------------------------------------------------------------------------------------------------

-- What was announced to go. A notice whose day of due no longer holds, because the case was kept or reopened, is void.
create table aman.retention_notice (
  subject_id uuid primary key,
  kind text not null check (kind in ('closed-case', 'lone-screening', 'screening-draft', 'withdrawn-draft')),
  agency_id uuid not null references aman.agency,
  due_on date not null,
  announced_on date not null,
  goes_on date not null,
  -- The last report that still found it due; what a whole report no longer finds loses its notice.
  listed_on date not null,
  constraint announced_before_it_goes check (goes_on >= due_on and goes_on > announced_on)
);
create index retention_notice_by_agency on aman.retention_notice (agency_id, goes_on, subject_id);

create table aman.kept_longer (
  id uuid primary key,
  case_id uuid not null references aman."case",
  reason text not null check (reason in ('criminal-case', 'court-order', 'compensation-claim', 'person-asks', 'help-again')),
  until date not null,
  decided_by uuid not null,
  decided_at timestamptz not null,
  constraint kept_not_for_ever check (until <= (decided_at + interval '10 years 1 day')::date)
);
create index kept_longer_by_case on aman.kept_longer (case_id, until);

create index case_closed on aman."case" (id) where status = 'closed';
create index screening_lone on aman.screening (id) where case_id is null;
create index referral_withdrawn_draft on aman.referral (id) where status = 'withdrawn' and sent_at is null;
create index idempotency_by_age on aman.idempotency (created_at);
-- When rows go, the references to them are looked up.
create index referral_by_consent on aman.referral (consent_id) where consent_id is not null;
create index bed_use_by_referral on aman.bed_use (referral_id) where referral_id is not null;
create index withdrawal_by_case on aman.consent_withdrawal (case_id);

do $$
declare t text;
begin
  foreach t in array array['erasure_rule', 'erasure_field', 'closed_fact', 'erasure_request', 'erasure_notice', 'retention_notice', 'kept_longer']
  loop
    execute format('alter table aman.%I enable row level security', t);
    execute format('alter table aman.%I force row level security', t);
    execute format('create policy owner_all on aman.%I to aman_owner using (true) with check (true)', t);
  end loop;
end $$;

grant select, insert on aman.erasure_request to aman_app;
grant update (confirmed_by, confirmed_at, not_before, called_off_by, called_off_at) on aman.erasure_request to aman_app;
create policy erasure_read on aman.erasure_request for select to aman_app
  using (aman.leads(case_id) and (select aman.works_cases()));
create policy erasure_ask on aman.erasure_request for insert to aman_app
  with check (aman.leads(case_id) and (select aman.works_cases()) and asked_by = (select aman.actor()) and asked_at = (select aman.moment())
    and confirmed_by is null and called_off_by is null);
create policy erasure_step on aman.erasure_request for update to aman_app
  using (aman.leads(case_id) and (select aman.works_cases()) and called_off_at is null)
  with check (aman.leads(case_id));

-- Confirmed once, by who stands there; called off once; nothing is taken back or moved.
create function aman.guard_erasure_request() returns trigger language plpgsql set search_path = '' as $$
declare
  confirms boolean := old.confirmed_by is null and new.confirmed_by = aman.actor() and new.confirmed_at = aman.moment()
    and new.called_off_at is null;
  calls_off boolean := new.called_off_by = aman.actor() and new.called_off_at = aman.moment()
    and (new.confirmed_by, new.confirmed_at, new.not_before) is not distinct from (old.confirmed_by, old.confirmed_at, old.not_before);
begin
  if current_user = 'aman_app' and not coalesce(confirms, false) and not coalesce(calls_off, false) then
    raise exception 'not a step of this request' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard_erasure_request before update on aman.erasure_request for each row execute function aman.guard_erasure_request();

grant select, delete on aman.erasure_notice to aman_app;
create policy erasure_notice_own on aman.erasure_notice for all to aman_app
  using (agency_id = (select aman.agency()) and (select aman.reads_cases()));

grant select on aman.retention_notice to aman_app;
create policy retention_notice_own on aman.retention_notice for select to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_cases()));

grant select, insert on aman.kept_longer to aman_app;
create policy kept_longer_read on aman.kept_longer for select to aman_app
  using (aman.leads(case_id) and (select aman.works_cases()));
create policy kept_longer_add on aman.kept_longer for insert to aman_app
  with check (aman.leads(case_id) and (select aman.works_cases()) and decided_by = (select aman.actor()) and decided_at = (select aman.moment()));

-- Destruction --------------------------------------------------------------------------------------------------------

create function aman.ids_of(the_case uuid) returns uuid[] language sql stable set search_path = ''
  as $$ select array[the_case] || array(select s.id from aman.screening s where s.case_id = the_case) $$;

-- What still runs in a case, by its codes. Empty: nothing keeps it.
create function aman.running_in(the_case uuid) returns text[] language plpgsql stable set search_path = '' as $$
declare
  r aman.erasure_rule;
  ids uuid[] := aman.ids_of(the_case);
  found_one boolean;
  codes text[] := '{}';
begin
  for r in select * from aman.erasure_rule where running is not null order by turn desc, relation loop
    execute format('select exists (select from aman.%I where (%s) and (%s))', r.relation, r.rows_of, r.running)
      into found_one using ids, '{}'::text[];
    if found_one then codes := codes || r.running_as; end if;
  end loop;
  return codes;
end $$;

-- Carries out the two lists for some ids. Not for any role but the owner's own functions.
create function aman.destroy(the_ids uuid[], the_names text[]) returns void language plpgsql set search_path = '' as $$
declare
  r aman.erasure_rule;
  kept text;
begin
  for r in select * from aman.erasure_rule where does <> 'keep' order by turn, relation loop
    if r.does = 'count' then
      select string_agg(format('%L, %s', f.field, f.becomes), ', ' order by f.field) into kept
        from aman.erasure_field f where f.relation = r.relation and f.becomes is not null;
      execute format(
        'insert into aman.closed_fact as known (relation, facts, alike)
         select %L, jsonb_strip_nulls(jsonb_build_object(%s)), count(*) from aman.%I where %s group by 2 order by 2
         on conflict (relation, facts) do update set alike = known.alike + excluded.alike',
        r.relation, kept, r.relation, r.rows_of) using the_ids, the_names;
    end if;
    execute format('delete from aman.%I where %s', r.relation, r.rows_of) using the_ids, the_names;
  end loop;
end $$;

-- The whole case, and a word to every agency that could see it. The caller holds the row of the case.
create function aman.destroy_case(the_case uuid, the_day date) returns void language plpgsql set search_path = '' as $$
declare the_name text;
begin
  select code_name into strict the_name from aman."case" where id = the_case;
  insert into aman.erasure_notice (id, agency_id, code_name, erased_on)
  select gen_random_uuid(), g.agency_id, the_name, the_day
    from (select distinct agency_id from aman.grant_of_access where case_id = the_case) g;
  perform aman.destroy(aman.ids_of(the_case), array[the_name]);
end $$;

-- A wish that two colleagues stand by and whose waiting time is over. Answers what still runs; empty, when it is done.
create function aman.carry_out_wish(the_case uuid, the_day date) returns text[] language plpgsql set search_path = '' as $$
declare running text[];
begin
  perform from aman."case" where id = the_case for update;
  perform from aman.erasure_request q
    where q.case_id = the_case and q.called_off_at is null and q.confirmed_by is not null and q.not_before <= aman.moment() for update;
  if not found then
    raise exception 'no wish that may be carried out now' using errcode = 'insufficient_privilege';
  end if;
  running := aman.running_in(the_case);
  if cardinality(running) = 0 then perform aman.destroy_case(the_case, the_day); end if;
  return running;
end $$;

create function aman.erase_person(the_case uuid, the_day date) returns text[] language plpgsql security definer set search_path = '' as $$
begin
  if not aman.works_cases() or not aman.leads(the_case) then
    raise exception 'not a case that the acting agency leads' using errcode = 'insufficient_privilege';
  end if;
  return aman.carry_out_wish(the_case, the_day);
end $$;

-- The same for the operator's run, with the event that a colleague's step would leave. False: called off meanwhile, or something runs.
create function aman.retire_wish(the_case uuid, the_day date) returns boolean language plpgsql set search_path = '' as $$
begin
  if cardinality(aman.carry_out_wish(the_case, the_day)) > 0 then return false; end if;
  insert into aman.audit_event (at, action, subject_ids, detail)
  values (aman.moment(), 'person.erased', array[the_case], '{"ground": "wish"}');
  return true;
exception
  when insufficient_privilege then return false;
end $$;

create function aman.erasure_running(the_case uuid) returns text[] language plpgsql stable security definer set search_path = '' as $$
begin
  if not aman.works_cases() or not aman.leads(the_case) then return '{}'; end if;
  return aman.running_in(the_case);
end $$;

-- A referral that was never sent, and the notice of it. Nobody but its agency saw it, so that there is nothing to count.
create function aman.drop_draft(the_referral uuid) returns void language plpgsql set search_path = '' as $$
begin
  delete from aman.retention_notice where subject_id = the_referral;
  delete from aman.referral where id = the_referral;
end $$;

-- One thing whose time is over, if all still is as it was judged: announced for this day of due, ended at this moment, not kept since.
create function aman.retire(the_subject uuid, the_kind text, the_due date, the_end timestamptz, the_day date)
returns text language plpgsql set search_path = '' as $$
begin
  if the_kind = 'closed-case' then
    perform from aman."case" c where c.id = the_subject and c.status = 'closed'
      and date_trunc('milliseconds', c.closed_at) = the_end for update;
  elsif the_kind in ('lone-screening', 'screening-draft') then
    perform from aman.screening s where s.id = the_subject and s.case_id is null
      and s.status = case the_kind when 'lone-screening' then 'completed' else 'draft' end
      and date_trunc('milliseconds', coalesce(s.completed_at, s.started_at)) = the_end for update;
  else
    perform from aman.referral r where r.id = the_subject and r.status = 'withdrawn' and r.sent_at is null
      and date_trunc('milliseconds', coalesce(r.closed_at, r.drafted_at)) = the_end for update;
  end if;
  if not found then return 'moved-on'; end if;
  perform from aman.retention_notice n
    where n.subject_id = the_subject and n.kind = the_kind and n.due_on = the_due and n.goes_on <= the_day for update;
  if not found then return 'not-announced'; end if;
  if exists (select from aman.kept_longer k where k.case_id = the_subject and k.until > the_due) then return 'kept'; end if;
  if the_kind = 'closed-case' then
    if cardinality(aman.running_in(the_subject)) > 0 then return 'running'; end if;
    perform aman.destroy_case(the_subject, the_day);
  elsif the_kind = 'withdrawn-draft' then
    perform aman.drop_draft(the_subject);
  else
    perform aman.destroy(array[the_subject], '{}');
  end if;
  insert into aman.audit_event (at, action, subject_ids, detail)
  values (aman.moment(), 'retention.erased', array[the_subject], jsonb_build_object('kind', the_kind));
  return 'erased';
exception
  -- Something of a later feature still leans on it; that feature's rule says when it goes.
  when foreign_key_violation then return 'still-used';
end $$;

-- The mark of the transaction on a counter's row, and its place in the file, would tell which case was counted last.
create function aman.settle_facts() returns void language plpgsql set search_path = '' as $$
begin
  lock table aman.closed_fact in exclusive mode;
  with gone as (delete from aman.closed_fact returning relation, facts, alike)
  insert into aman.closed_fact (relation, facts, alike) select g.relation, g.facts, g.alike from gone g order by g.relation, g.facts;
end $$;

-- What is announced, in numbers: for administrators, who hold no person's record.
create function aman.retention_counts() returns table (kind text, announced bigint, first_goes_on date)
language sql stable security definer set search_path = '' as $$
  select n.kind, count(*), min(n.goes_on) from aman.retention_notice n
   where aman.role() = 'administrator'
     and not exists (select from aman.kept_longer k where k.case_id = n.subject_id and k.until > n.due_on)
   group by n.kind order by n.kind
$$;

-- What stays, for who counts: groups of fewer than eleven are not told, as the public data of the field do not tell them.
create function aman.closed_facts() returns table (relation text, facts jsonb, alike bigint)
language sql stable security definer set search_path = '' as $$
  select f.relation, f.facts, f.alike from aman.closed_fact f
   where aman.role() in ('analyst', 'coordinator') and f.alike >= 11
   order by f.relation, f.facts
$$;

revoke execute on function aman.guard_erasure_request(), aman.ids_of(uuid), aman.running_in(uuid), aman.destroy(uuid[], text[]),
  aman.destroy_case(uuid, date), aman.drop_draft(uuid), aman.carry_out_wish(uuid, date), aman.retire_wish(uuid, date), aman.erase_person(uuid, date), aman.erasure_running(uuid),
  aman.retire(uuid, text, date, timestamptz, date), aman.settle_facts(), aman.retention_counts(), aman.closed_facts() from public;
grant execute on function aman.erase_person(uuid, date), aman.erasure_running(uuid), aman.retention_counts(), aman.closed_facts() to aman_app;
