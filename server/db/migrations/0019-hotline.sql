-- The hotline desk ----------------------------------------------------------------------------------------------------------
-- A contact is coded facts in clear; what was said, and how to call back safely in words, is ciphertext. Who called is a keyed token.

create table aman.contact (
  id uuid primary key,
  agency_id uuid not null references aman.agency,
  status text not null check (status in ('open', 'closed')),
  kind text not null default 'contact' check (kind in ('contact', 'silent', 'prank', 'abusive', 'wrong-number')),
  channel text not null check (channel in ('phone', 'chat', 'messenger', 'email', 'letter', 'walk-in', 'tip')),
  language text,
  speaker text check (speaker in ('self', 'relative', 'friend', 'official', 'employer', 'other')),
  age_group text check (age_group in ('adult', 'child', 'uncertain')),
  country text check (country ~ '^[A-Z]{2}$'),
  region text,
  topic text,
  risk text not null default 'none' check (risk in ('none', 'concern', 'urgent', 'danger')),
  -- Is it safe to call back, when, how, and what may be said to who answers.
  safe_contact text not null default 'not-asked' check (safe_contact in ('no', 'with-care', 'yes', 'not-asked')),
  safe_when text check (safe_when in ('any-time', 'morning', 'day', 'evening', 'only-as-agreed')),
  safe_how text check (safe_how in ('call', 'message', 'through-other')),
  may_say text check (may_say in ('nothing', 'cover', 'first-name', 'who-we-are')),
  -- Ids of what was told from knowledge/ and of the agencies that were named.
  given text[] not null default '{}',
  -- An HMAC over the number, under a secret of the instance. The number itself is nowhere.
  caller_token bytea check (octet_length(caller_token) = 32),
  -- Contacts of which a caller said that they are one caller's, by a colleague's hand.
  joined_as uuid,
  incoming_call_id uuid,
  tip_id uuid,
  screening_id uuid references aman.screening,
  case_id uuid references aman."case",
  referral_id uuid references aman.referral,
  outcome text check (outcome in ('information-given', 'call-back-agreed', 'referred', 'case-opened', 'passed-to-police',
    'passed-to-emergency', 'caller-ended', 'none')),
  -- That the person said yes to the police being told. Without it nothing is passed to them.
  police_agreed boolean not null default false,
  -- What became of it with the police, as somebody said later: by whom it was said, on which day.
  confirmed text check (confirmed in ('confirmed', 'not-confirmed')),
  confirmed_source text check (confirmed_source in ('police', 'prosecutor', 'court', 'other')),
  confirmed_on date,
  confirmed_by uuid,
  started_by uuid not null,
  started_at timestamptz not null,
  closed_at timestamptz,
  version integer not null default 1,
  constraint contact_ends_whole check ((status = 'closed') = (closed_at is not null) and (status = 'closed') = (outcome is not null)),
  constraint contact_police_by_her_word check (outcome is distinct from 'passed-to-police' or police_agreed),
  constraint contact_confirmed_whole check ((confirmed is null) = (confirmed_source is null)
    and (confirmed is null) = (confirmed_on is null) and (confirmed is null) = (confirmed_by is null)),
  constraint contact_confirmed_of_police check (confirmed is null or outcome = 'passed-to-police'),
  -- A silent, a prank, an abusive call and a wrong number are counted, and nothing is told of them.
  constraint contact_counted_only check (kind = 'contact' or (status = 'closed' and outcome = 'none' and speaker is null and age_group is null
    and country is null and region is null and topic is null and risk = 'none' and safe_contact = 'not-asked' and safe_when is null
    and safe_how is null and may_say is null and given = '{}' and joined_as is null and screening_id is null and case_id is null
    and referral_id is null))
);
create index contact_by_agency on aman.contact (agency_id, id);
create index contact_by_time on aman.contact (agency_id, started_at);
create index contact_open on aman.contact (agency_id, id) where status = 'open';
create index contact_by_caller on aman.contact (agency_id, caller_token) where caller_token is not null;
create index contact_by_join on aman.contact (agency_id, joined_as) where joined_as is not null;
create index contact_by_case on aman.contact (case_id, id) where case_id is not null;
create index contact_by_screening on aman.contact (screening_id) where screening_id is not null;
create index contact_by_referral on aman.contact (referral_id) where referral_id is not null;
create index contact_lone on aman.contact (id) where case_id is null;
-- One call opens one form: two operators who answer it at once, or one who presses twice.
create unique index contact_call_once on aman.contact (incoming_call_id) where incoming_call_id is not null;
create unique index contact_tip_once on aman.contact (tip_id) where tip_id is not null;

create table aman.contact_words (
  contact_id uuid primary key references aman.contact,
  agency_id uuid not null,
  sealed bytea not null
);

-- A promise to call. The number is sealed under a key of its own, and both are gone with the end of the call-back.
create table aman.call_back (
  id uuid primary key,
  contact_id uuid not null references aman.contact,
  agency_id uuid not null,
  due_at timestamptz not null,
  status text not null default 'agreed' check (status in ('agreed', 'done', 'given-up')),
  sealed_number bytea,
  agreed_by uuid not null,
  agreed_at timestamptz not null,
  taken_by uuid,
  taken_at timestamptz,
  ended_by uuid,
  ended_at timestamptz,
  version integer not null default 1,
  constraint call_back_taken_whole check ((taken_by is null) = (taken_at is null)),
  constraint call_back_ends_whole check ((status = 'agreed') = (ended_at is null) and (ended_at is null) = (ended_by is null)),
  constraint call_back_number_ends check (status = 'agreed' or sealed_number is null)
);
create index call_back_waiting on aman.call_back (agency_id, due_at, id) where status = 'agreed';
create unique index call_back_once on aman.call_back (contact_id) where status = 'agreed';
create index call_back_by_contact on aman.call_back (contact_id, id);

create table aman.call_attempt (
  id uuid primary key,
  call_back_id uuid not null references aman.call_back,
  contact_id uuid not null references aman.contact,
  result text not null check (result in ('no-answer', 'wrong-person', 'spoke')),
  made_by uuid not null,
  made_at timestamptz not null
);
create index call_attempt_by_call_back on aman.call_attempt (call_back_id, id);
create index call_attempt_by_contact on aman.call_attempt (contact_id, id);

do $$
declare t text;
begin
  foreach t in array array['contact', 'contact_words', 'call_back', 'call_attempt']
  loop
    execute format('alter table aman.%I enable row level security', t);
    execute format('alter table aman.%I force row level security', t);
    execute format('create policy owner_all on aman.%I to aman_owner using (true) with check (true)', t);
  end loop;
end $$;

create function aman.works_hotline() returns boolean language sql stable parallel safe
  as $$ select aman.role() in ('hotline-operator', 'shift-lead', 'case-worker') $$;

-- A contact is its agency's own while it stands alone. Once it is part of a case it goes with the case, as a screening does.
grant select, insert on aman.contact, aman.contact_words, aman.call_back, aman.call_attempt to aman_app;
grant update (status, kind, channel, language, speaker, age_group, country, region, topic, risk, safe_contact, safe_when, safe_how, may_say,
  given, joined_as, screening_id, case_id, referral_id, outcome, police_agreed, confirmed, confirmed_source, confirmed_on, confirmed_by,
  closed_at, version) on aman.contact to aman_app;
create policy contact_own on aman.contact for select to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_hotline()) and (case_id is null or not aman.led_elsewhere(case_id)));
create policy contact_of_case on aman.contact for select to aman_app
  using (case_id is not null and aman.holds(case_id, 'full'));
create policy contact_start on aman.contact for insert to aman_app
  with check (agency_id = (select aman.agency()) and (select aman.works_hotline()) and started_by = (select aman.actor())
    and started_at = (select aman.moment()) and confirmed is null and case_id is null and screening_id is null and referral_id is null);
create policy contact_change on aman.contact for update to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_hotline()) and (case_id is null or not aman.led_elsewhere(case_id)))
  with check (agency_id = (select aman.agency()) and (case_id is null or aman.leads(case_id)));

-- What a contact leads to is said once; after its end only what becomes of it is.
create function aman.guard_contact() returns trigger language plpgsql set search_path = '' as $$
begin
  if current_user <> 'aman_app' then return new; end if;
  if (old.case_id is not null and new.case_id is distinct from old.case_id)
    or (old.screening_id is not null and new.screening_id is distinct from old.screening_id) then
    raise exception 'what a contact has become stays' using errcode = 'insufficient_privilege';
  end if;
  if new.screening_id is distinct from old.screening_id and not exists (select from aman.screening s
    where s.id = new.screening_id and s.agency_id = new.agency_id) then
    raise exception 'not a screening of the contact''s agency' using errcode = 'insufficient_privilege';
  end if;
  if new.referral_id is distinct from old.referral_id and not exists (select from aman.referral r
    where r.id = new.referral_id and r.case_id = new.case_id) then
    raise exception 'not a referral of the contact''s case' using errcode = 'insufficient_privilege';
  end if;
  if (new.confirmed, new.confirmed_source, new.confirmed_on) is distinct from (old.confirmed, old.confirmed_source, old.confirmed_on)
    and (aman.role() <> 'shift-lead' or new.confirmed_by is distinct from aman.actor()) then
    raise exception 'said by the shift lead' using errcode = 'insufficient_privilege';
  end if;
  if old.status = 'closed' and (to_jsonb(new) - '{joined_as,screening_id,case_id,referral_id,confirmed,confirmed_source,confirmed_on,confirmed_by,version}'::text[])
    is distinct from (to_jsonb(old) - '{joined_as,screening_id,case_id,referral_id,confirmed,confirmed_source,confirmed_on,confirmed_by,version}'::text[]) then
    raise exception 'a contact that ended' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard_contact before update on aman.contact for each row execute function aman.guard_contact();

-- What was begun as a contact and is only counted leaves no word, no promise and no key.
create function aman.empty_contact() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from aman.call_attempt a where a.contact_id = new.id;
  delete from aman.data_key k where k.subject_id = new.id or k.subject_id in (select b.id from aman.call_back b where b.contact_id = new.id);
  delete from aman.call_back b where b.contact_id = new.id;
  delete from aman.contact_words w where w.contact_id = new.id;
  return null;
end $$;
create trigger empty_contact after update of kind on aman.contact for each row
  when (new.kind <> 'contact' and old.kind = 'contact') execute function aman.empty_contact();

grant update (sealed) on aman.contact_words to aman_app;
create policy contact_words_read on aman.contact_words for select to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_hotline()) and exists (select from aman.contact c where c.id = contact_id));
create policy contact_words_add on aman.contact_words for insert to aman_app
  with check (agency_id = (select aman.agency()) and exists (select from aman.contact c
    where c.id = contact_id and c.agency_id = (select aman.agency()) and c.kind = 'contact' and c.status = 'open'));
create policy contact_words_change on aman.contact_words for update to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_hotline()) and exists (select from aman.contact c
    where c.id = contact_id and c.agency_id = (select aman.agency()) and c.status = 'open'));

-- Call-backs: of who keeps the desk of that agency, whoever agreed them.
grant update (due_at, status, sealed_number, taken_by, taken_at, ended_by, ended_at, version) on aman.call_back to aman_app;
create policy call_back_read on aman.call_back for select to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_hotline()) and exists (select from aman.contact c where c.id = contact_id));
create policy call_back_add on aman.call_back for insert to aman_app
  with check (agency_id = (select aman.agency()) and agreed_by = (select aman.actor()) and agreed_at = (select aman.moment())
    and status = 'agreed' and taken_by is null and exists (select from aman.contact c
    where c.id = contact_id and c.agency_id = (select aman.agency()) and c.kind = 'contact'));
create policy call_back_change on aman.call_back for update to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_hotline()) and status = 'agreed'
    and exists (select from aman.contact c where c.id = contact_id and c.agency_id = (select aman.agency())))
  with check (ended_by is null or ended_by = (select aman.actor()));

-- Taken by one colleague at a time: until she lets go, for half an hour at most, or until the shift lead gives it to another.
create function aman.guard_call_back() returns trigger language plpgsql set search_path = '' as $$
declare free boolean := old.taken_by is null or old.taken_by = aman.actor() or old.taken_at <= aman.moment() - interval '30 minutes'
  or aman.role() = 'shift-lead';
begin
  if current_user <> 'aman_app' then return new; end if;
  if new.taken_by is distinct from old.taken_by and not free then
    raise exception 'taken by another' using errcode = 'check_violation', constraint = 'call_back_taken';
  end if;
  if new.taken_by is not null and new.taken_by <> aman.actor() and aman.role() <> 'shift-lead' and new.taken_by is distinct from old.taken_by then
    raise exception 'not given to another' using errcode = 'insufficient_privilege';
  end if;
  if new.status <> 'agreed' then
    if not free then raise exception 'taken by another' using errcode = 'check_violation', constraint = 'call_back_taken'; end if;
    new.sealed_number := null;
  end if;
  return new;
end $$;
create trigger guard_call_back before update on aman.call_back for each row execute function aman.guard_call_back();

-- With the end of a call-back the key of its number goes, so that a copy of the ciphertext opens for nobody either.
create function aman.forget_number() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from aman.data_key k where k.subject_id = new.id;
  return null;
end $$;
create trigger forget_number after update of status on aman.call_back for each row
  when (new.status <> 'agreed') execute function aman.forget_number();

create policy call_attempt_read on aman.call_attempt for select to aman_app
  using ((select aman.works_hotline()) and exists (select from aman.call_back b where b.id = call_back_id));
create policy call_attempt_add on aman.call_attempt for insert to aman_app
  with check (made_by = (select aman.actor()) and made_at = (select aman.moment()) and (select aman.works_hotline())
    and exists (select from aman.call_back b where b.id = call_back_id and b.contact_id = call_attempt.contact_id and b.status = 'agreed'
      and b.taken_by = (select aman.actor())));

-- Their keys: of the words under the contact's id, of a number under the call-back's.
create policy data_key_of_contact on aman.data_key for select to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_hotline())
    and (exists (select from aman.contact c where c.id = data_key.subject_id and c.agency_id = (select aman.agency()))
      or exists (select from aman.call_back b where b.id = data_key.subject_id)));
create policy data_key_add_of_contact on aman.data_key for insert to aman_app
  with check ((select aman.works_hotline()) and agency_id = (select aman.agency())
    and (exists (select from aman.contact c where c.id = data_key.subject_id and c.agency_id = (select aman.agency()))
      or exists (select from aman.call_back b where b.id = data_key.subject_id)));

revoke execute on function aman.works_hotline(), aman.guard_contact(), aman.empty_contact(), aman.guard_call_back(),
  aman.forget_number() from public;
grant execute on function aman.works_hotline() to aman_app;

-- What becomes of them when a person is erased ---------------------------------------------------------------------------------
insert into aman.erasure_rule (relation, does, turn, rows_of, because, running, running_as) values
  ('contact_words', 'delete', 12, 'contact_id in (select c.id from aman.contact c where c.id = any($1) or c.case_id = any($1) or c.screening_id = any($1))',
   'what was said at the desk', null, null),
  ('call_attempt', 'delete', 12, 'contact_id in (select c.id from aman.contact c where c.id = any($1) or c.case_id = any($1) or c.screening_id = any($1))',
   'when she was called', null, null),
  ('call_back', 'delete', 14, 'contact_id in (select c.id from aman.contact c where c.id = any($1) or c.case_id = any($1) or c.screening_id = any($1))',
   'when and where to call her', null, null),
  ('contact', 'count', 16, 'id = any($1) or case_id = any($1) or screening_id = any($1)', 'who asks for what how often is known without her', null, null);
update aman.erasure_rule set rows_of = rows_of || $$ or subject_id in (select c.id from aman.contact c
    where c.id = any($1) or c.case_id = any($1) or c.screening_id = any($1))
  or subject_id in (select b.id from aman.call_back b join aman.contact c on c.id = b.contact_id
    where c.id = any($1) or c.case_id = any($1) or c.screening_id = any($1))$$
 where relation = 'data_key';

insert into aman.erasure_field (relation, field, does, becomes, because) values
  ('contact', 'id', 'drop', null, 'an id'),
  ('contact', 'agency_id', 'drop', null, 'with a year and a region it names few'),
  ('contact', 'status', 'drop', null, 'serves the work'),
  ('contact', 'kind', 'keep', 'kind', 'how many calls are silent, prank or abusive'),
  ('contact', 'channel', 'keep', 'channel', 'how people reach the desk'),
  ('contact', 'language', 'drop', null, 'rare ones are a name'),
  ('contact', 'speaker', 'keep', 'speaker', 'six groups'),
  ('contact', 'age_group', 'drop', null, 'counted with the case'),
  ('contact', 'country', 'coarsen', $$case when country is null then 'not-known'
     when country = (select a.country from aman.agency a where a.id = agency_id) then 'own' else 'other' end$$, 'a rare country is a name'),
  ('contact', 'region', 'keep', 'region', 'a region has hundreds of thousands of people'),
  ('contact', 'topic', 'keep', 'topic', 'what people ask for'),
  ('contact', 'risk', 'drop', null, 'serves the work with her'),
  ('contact', 'safe_contact', 'drop', null, 'serves the work with her'),
  ('contact', 'safe_when', 'drop', null, 'serves the work with her'),
  ('contact', 'safe_how', 'drop', null, 'serves the work with her'),
  ('contact', 'may_say', 'drop', null, 'serves the work with her'),
  ('contact', 'given', 'drop', null, 'ids'),
  ('contact', 'caller_token', 'drop', null, 'leads to a number'),
  ('contact', 'joined_as', 'drop', null, 'an id'),
  ('contact', 'incoming_call_id', 'drop', null, 'an id'),
  ('contact', 'tip_id', 'drop', null, 'an id'),
  ('contact', 'screening_id', 'drop', null, 'an id'),
  ('contact', 'case_id', 'drop', null, 'an id'),
  ('contact', 'referral_id', 'drop', null, 'an id'),
  ('contact', 'outcome', 'keep', 'outcome', 'what came of it'),
  ('contact', 'police_agreed', 'drop', null, 'told by the outcome'),
  ('contact', 'confirmed', 'keep', 'confirmed', 'what the police found'),
  ('contact', 'confirmed_source', 'drop', null, 'serves the work'),
  ('contact', 'confirmed_on', 'drop', null, 'a day'),
  ('contact', 'confirmed_by', 'drop', null, 'a colleague'),
  ('contact', 'started_by', 'drop', null, 'a colleague'),
  ('contact', 'started_at', 'coarsen', $$to_char(started_at, 'YYYY')$$, 'a year'),
  ('contact', 'closed_at', 'drop', null, 'a moment'),
  ('contact', 'version', 'drop', null, 'serves the work');

-- Contacts that led to no case go when their time is over, as screenings do; one whose call-back waits stays.
alter table aman.retention_notice drop constraint retention_notice_kind_check;
alter table aman.retention_notice add constraint retention_notice_kind_check
  check (kind in ('closed-case', 'lone-screening', 'screening-draft', 'withdrawn-draft', 'lone-contact'));
create or replace function aman.retire(the_subject uuid, the_kind text, the_due date, the_end timestamptz, the_day date)
returns text language plpgsql set search_path = '' as $$
begin
  if the_kind = 'closed-case' then
    perform from aman."case" c where c.id = the_subject and c.status = 'closed'
      and date_trunc('milliseconds', c.closed_at) = the_end for update;
  elsif the_kind in ('lone-screening', 'screening-draft') then
    perform from aman.screening s where s.id = the_subject and s.case_id is null
      and s.status = case the_kind when 'lone-screening' then 'completed' else 'draft' end
      and date_trunc('milliseconds', coalesce(s.completed_at, s.started_at)) = the_end for update;
  elsif the_kind = 'lone-contact' then
    perform from aman.contact c where c.id = the_subject and c.case_id is null
      and date_trunc('milliseconds', coalesce(c.closed_at, c.started_at)) = the_end for update;
  else
    perform from aman.referral r where r.id = the_subject and r.status = 'withdrawn' and r.sent_at is null
      and date_trunc('milliseconds', coalesce(r.closed_at, r.drafted_at)) = the_end for update;
  end if;
  if not found then return 'moved-on'; end if;
  perform from aman.retention_notice n
    where n.subject_id = the_subject and n.kind = the_kind and n.due_on = the_due and n.goes_on <= the_day for update;
  if not found then return 'not-announced'; end if;
  if exists (select from aman.kept_longer k where k.case_id = the_subject and k.until > the_due) then return 'kept'; end if;
  if the_kind = 'lone-contact' and exists (select from aman.call_back b where b.contact_id = the_subject and b.status = 'agreed') then
    return 'running';
  end if;
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

-- How many contacts, by what, and how far they went: numbers of the acting agency's own desk, and nobody's record. Asked past the policies,
-- since a contact that went on with its case to another agency was still a contact of this desk.
create function aman.hotline_figures(since timestamptz, until timestamptz, zone text)
returns table (part text, value text, contacts bigint, to_police bigint, confirmed bigint)
language sql stable security definer set search_path = '' as $$
  select p.part, p.value, count(*), count(*) filter (where c.outcome = 'passed-to-police'), count(*) filter (where c.confirmed = 'confirmed')
    from aman.contact c
    cross join lateral (values ('all', 'all'), ('kind', c.kind), ('channel', c.channel),
      ('hour', to_char(c.started_at at time zone zone, 'HH24')),
      ('language', case when c.kind = 'contact' then coalesce(c.language, 'not-known') end),
      ('topic', case when c.kind = 'contact' then coalesce(c.topic, 'not-known') end),
      ('region', case when c.kind = 'contact' then coalesce(c.region, 'not-known') end),
      ('outcome', case when c.kind = 'contact' then coalesce(c.outcome, 'open') end)) p (part, value)
   where c.agency_id = aman.agency() and c.started_at >= since and c.started_at < until and p.value is not null
     and (aman.works_hotline() or aman.role() in ('coordinator', 'analyst'))
   group by p.part, p.value
   order by p.part, p.value
$$;
revoke execute on function aman.hotline_figures(timestamptz, timestamptz, text) from public;
grant execute on function aman.hotline_figures(timestamptz, timestamptz, text) to aman_app;
