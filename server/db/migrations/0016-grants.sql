-- What a person agreed to is what the database lets out ------------------------------------------------------------------

-- The moment that a look is judged by: the action's moment, and the time that passed since its transaction began. An expiry or a
-- withdrawal therefore acts at the next statement, also of a transaction that was left open.
create function aman.seen_at() returns timestamptz language sql stable parallel safe
  as $$ select aman.moment() + (statement_timestamp() - transaction_timestamp()) $$;

-- A grant that was closed is closed for everybody at once, whatever their clock says; `valid` keeps from when to when it held.
alter table aman.grant_of_access add column closed_at timestamptz;
drop index aman.grant_by_agency;
create index grant_by_agency on aman.grant_of_access (agency_id, case_id) include (depth, valid, closed_at);

-- Every closing of a grant passes here, so that none can shorten `valid` and forget to close.
create function aman.note_closing() returns trigger language plpgsql set search_path = '' as $$
begin
  if not isempty(old.valid) and upper(new.valid) is distinct from upper(old.valid) and not coalesce(upper(new.valid) > aman.moment(), true) then
    new.closed_at := coalesce(new.closed_at, aman.moment());
  end if;
  return new;
end $$;
create trigger note_closing before update on aman.grant_of_access for each row execute function aman.note_closing();

-- Rules of law that open a record without a consent, as knowledge/law says it: written at start by the owner, read by policies.
create table aman.law_rule (
  id text not null,
  opens aman.depth not null,
  children_only boolean not null,
  not_for text[] not null,
  in_force tstzrange not null,
  primary key (id, in_force)
);
alter table aman.law_rule enable row level security;
alter table aman.law_rule force row level security;
create policy owner_all on aman.law_rule to aman_owner using (true) with check (true);
grant select on aman.law_rule to aman_app;
create policy law_rule_read on aman.law_rule for select to aman_app using (true);

-- What the person needs of the place she is referred to is a coded fact of hers: seen while a grant of that depth holds, and no
-- longer. What stays with the two sides is that a referral was made.
create table aman.referral_need (
  referral_id uuid primary key references aman.referral,
  case_id uuid not null references aman."case",
  person_group text not null,
  step_free boolean not null,
  languages text[] not null,
  avoid_shelters uuid[] not null default '{}'
);
insert into aman.referral_need select id, case_id, person_group, step_free, languages, avoid_shelters from aman.referral;
alter table aman.referral drop column person_group, drop column step_free, drop column languages, drop column avoid_shelters;
alter table aman.referral_need enable row level security;
alter table aman.referral_need force row level security;
create policy owner_all on aman.referral_need to aman_owner using (true) with check (true);
grant select, insert on aman.referral_need to aman_app;
-- Which shelters are no safe place for her is for the two sides of that referral only.
create policy need_read on aman.referral_need for select to aman_app
  using (exists (select from aman.referral r where r.id = referral_id) and exists (select from aman.grant_of_access g
    where g.case_id = referral_need.case_id and g.depth >= 'coded' and g.closed_at is null
      and g.valid @> (select aman.seen_at()) offset 0));
create policy need_add on aman.referral_need for insert to aman_app
  with check (exists (select from aman.referral r where r.id = referral_id and r.case_id = referral_need.case_id
    and r.from_agency_id = (select aman.agency()) and r.status = 'draft'));

-- The policies that read grants, at the moment of the statement ------------------------------------------------------------

create or replace function aman.holds(the_case uuid, at_least aman.depth) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return aman.reads_cases() and exists (select from aman.grant_of_access g
    where g.agency_id = aman.agency() and g.case_id = the_case and g.depth >= at_least
      and g.closed_at is null and g.valid @> aman.seen_at()
      and (g.only_user_id is null or g.only_user_id = aman.actor()));
end $$;

alter policy data_key_read on aman.data_key
  using (agency_id = (select aman.agency()) and ((exists (select from aman.grant_of_access g
    where g.case_id = data_key.subject_id and g.depth >= data_key.depth and g.closed_at is null
      and g.valid @> (select aman.seen_at()) offset 0))
    or aman.screened(subject_id)));
alter policy case_read on aman."case"
  using (exists (select from aman.grant_of_access g
    where g.case_id = "case".id and g.depth >= 'coded' and g.closed_at is null
      and g.valid @> (select aman.seen_at()) offset 0));
alter policy identity_read on aman.case_identity
  using (exists (select from aman.grant_of_access g
    where g.case_id = case_identity.case_id and g.depth >= 'identity' and g.closed_at is null
      and g.valid @> (select aman.seen_at()) offset 0));
alter policy narrative_read on aman.case_narrative
  using (exists (select from aman.grant_of_access g
    where g.case_id = case_narrative.case_id and g.depth >= 'full' and g.closed_at is null
      and g.valid @> (select aman.seen_at()) offset 0));

-- A screening is its agency's own while it stands alone. Once it is part of a case it goes with the case: who no longer holds the
-- case does not go on reading what she answered.
create or replace function aman.screened(the_screening uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return aman.works_cases() and exists (select from aman.screening s
    where s.id = the_screening and s.agency_id = aman.agency() and (s.case_id is null or not aman.led_elsewhere(s.case_id)));
end $$;
alter policy screening_own on aman.screening
  using (agency_id = (select aman.agency()) and (select aman.works_cases()) and (case_id is null or not aman.led_elsewhere(case_id)));
alter policy screening_narrative_own on aman.screening_narrative
  using (agency_id = (select aman.agency()) and aman.screened(screening_id));

-- A lawful basis names a rule that is in force and opens as much, for such a person, for such a service.
create or replace function aman.is_carried(g aman.grant_of_access) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return exists (select from aman.referral r
    where r.id = g.referral_id and r.case_id = g.case_id and r.to_agency_id = g.agency_id and r.status = 'sent'
      and case when g.opens_until is null then g.depth = 'coded' and upper(g.valid) <= r.expires_at else isempty(g.valid) end
      and case g.basis
        when 'consent' then r.consent_id = g.consent_id and exists (select from aman.consent c
          where c.id = g.consent_id and c.case_id = g.case_id and c.recipient_agency_id = g.agency_id and c.depth >= g.depth
            and aman.moment() < c.valid_until and coalesce(g.opens_until, aman.moment()) <= c.valid_until and aman.stands(c.id))
        when 'lawful' then r.lawful_basis = g.lawful_basis
          and exists (select from aman.law_rule l join aman."case" c on c.id = g.case_id
            where l.id = g.lawful_basis and l.in_force @> aman.moment() and l.opens >= g.depth
              and not r.service = any(l.not_for) and not (l.children_only and c.age_group = 'adult'))
        else false end);
end $$;

-- The lead follows from an acceptance whose basis is open at this moment and reaches the whole record. An accepted referral alone would
-- be good for the lead after the consent was taken back, and once more after the lead was given away.
alter function aman.take_lead(uuid, uuid) rename to pass_lead;
revoke execute on function aman.pass_lead(uuid, uuid) from aman_app;
create function aman.take_lead(the_referral uuid, new_grant uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  -- Held: a withdrawal that closes it at this moment is waited for, or waits.
  perform from aman.grant_of_access g
    where g.referral_id = the_referral and g.agency_id = aman.agency() and g.basis in ('consent', 'lawful') and g.depth = 'full'
      and g.closed_at is null and g.valid @> aman.moment() for share;
  if not found then
    raise exception 'no basis of the acting agency for the whole record' using errcode = 'insufficient_privilege';
  end if;
  perform aman.pass_lead(the_referral, new_grant);
end $$;
revoke execute on function aman.take_lead(uuid, uuid) from public;
grant execute on function aman.take_lead(uuid, uuid) to aman_app;

alter table aman.consent_withdrawal drop constraint consent_withdrawal_how_check;
alter table aman.consent_withdrawal add constraint consent_withdrawal_how_check
  check (how in ('word', 'receipt', 'guardian-unsafe', 'no-child'));

-- What a child's rule opened, and what a guardian agreed to, is over when she turns out to be no child: she is asked herself from
-- then on.
create function aman.end_child_bases() returns trigger language plpgsql security definer set search_path = '' as $$
declare each_consent uuid;
begin
  for each_consent in select c.id from aman.consent c where c.case_id = new.id and c.given_by = 'guardian' and c.agreed loop
    perform aman.end_consent(each_consent, 'no-child', aman.actor());
  end loop;
  update aman.grant_of_access g
     set valid = case when isempty(g.valid) then g.valid
                 else tstzrange(lower(g.valid), greatest(lower(g.valid), least(upper(g.valid), aman.moment()))) end,
         opens_until = least(g.opens_until, aman.moment())
   where g.case_id = new.id and g.basis = 'lawful'
     and exists (select from aman.law_rule l where l.id = g.lawful_basis and l.children_only);
  delete from aman.data_key k
   where k.subject_id = new.id and k.agency_id <> new.lead_agency_id
     and not exists (select from aman.grant_of_access g where g.case_id = new.id and g.agency_id = k.agency_id
       and g.closed_at is null and (g.valid @> aman.moment() or (isempty(g.valid) and g.opens_until > aman.moment())));
  return null;
end $$;
create trigger end_child_bases after update of age_group on aman."case" for each row
  when (old.age_group <> 'adult' and new.age_group = 'adult') execute function aman.end_child_bases();

-- She changed what she agreed to while a referral runs on it: the referral goes on under her newer word, as deep and as long as that
-- says. The older one was superseded and closed; its agency sees nothing between the two.
create function aman.follow_consent(the_old uuid, the_new uuid, new_grants uuid[]) returns table (to_agency uuid)
language plpgsql security definer set search_path = '' as $$
declare fresh aman.consent;
begin
  select c.* into fresh from aman.consent c where c.id = the_new;
  if not found or not aman.leads(fresh.case_id) or not aman.works_cases()
    or not exists (select from aman.consent o where o.id = the_old and o.case_id = fresh.case_id and o.purpose = fresh.purpose and fresh.supersedes = o.id
         and o.recipient_agency_id is not distinct from fresh.recipient_agency_id) then
    raise exception 'not a newer answer of a case that the acting agency leads' using errcode = 'insufficient_privilege';
  end if;
  if not aman.stands(the_new) or fresh.depth = 'existence' then return; end if;
  return query
    with followed as (
      update aman.referral r set consent_id = the_new, version = r.version + 1
       where r.consent_id = the_old and r.case_id = fresh.case_id and r.to_agency_id = fresh.recipient_agency_id
         and (r.status = 'accepted' or (r.status = 'sent' and r.expires_at > aman.moment()))
         -- Who took the lead sees by the lead; who took it and gave it on is asked anew, by a referral of its own.
         and (r.service <> 'case-management' or (r.status = 'sent' and fresh.depth = 'full'))
      returning r.*
    ), numbered as (select f.*, row_number() over (order by f.id) as nr from followed f),
    opened as (
      insert into aman.grant_of_access (id, case_id, agency_id, given_by_agency_id, purpose, depth, basis, consent_id, referral_id,
                                        valid, opens_until, created_at)
      select new_grants[2 * f.nr - 1], f.case_id, f.to_agency_id, f.from_agency_id, f.service,
             case when f.status = 'accepted' then fresh.depth else 'coded' end, 'consent', the_new, f.id,
             tstzrange(aman.moment(), case when f.status = 'accepted' then fresh.valid_until else least(f.expires_at, fresh.valid_until) end),
             null, aman.moment()
        from numbered f
      union all
      select new_grants[2 * f.nr], f.case_id, f.to_agency_id, f.from_agency_id, f.service, fresh.depth, 'consent', the_new, f.id,
             'empty', fresh.valid_until, aman.moment()
        from numbered f where f.status = 'sent'
      returning grant_of_access.agency_id as given_to
    )
    select distinct o.given_to from opened o;
end $$;

-- A withdrawal reaches who looked: an agency that saw the case by the consent, and by nothing else, hears that it is over and destroys
-- what it printed.
alter table aman.erasure_notice add column why text not null default 'erased' check (why in ('erased', 'withdrawn'));
create function aman.tell_withdrawn() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into aman.erasure_notice (id, agency_id, code_name, erased_on, why)
  select gen_random_uuid(), told.agency_id, c.code_name, new.withdrawn_at::date, 'withdrawn'
    from aman."case" c
    join lateral (select distinct g.agency_id from aman.grant_of_access g
      where g.case_id = c.id and g.consent_id = new.consent_id and g.closed_at is null and g.valid @> new.withdrawn_at
        and g.agency_id <> c.lead_agency_id) told on true
   where c.id = new.case_id
     and not exists (select from aman.grant_of_access o where o.case_id = c.id and o.agency_id = told.agency_id
       and o.consent_id is distinct from new.consent_id and o.only_user_id is null and o.closed_at is null and o.valid @> new.withdrawn_at);
  return null;
end $$;
create trigger tell_withdrawn after insert on aman.consent_withdrawal for each row execute function aman.tell_withdrawn();

-- Her name with the police is open while her newest answer to that question says so: a later no closes it, a later yes that reaches
-- her identity keeps it open.
create or replace function aman.consent_stands(the_consent uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from aman.consent o join aman.consent c on c.case_id = o.case_id and c.purpose = o.purpose
      and c.own_view = o.own_view and c.recipient_agency_id = o.recipient_agency_id
    where o.id = the_consent and aman.still_agreed(c.id) and c.depth >= 'identity'
      and c.valid_from <= aman.seen_at() and aman.seen_at() < c.valid_until)
$$;

revoke execute on function aman.tell_withdrawn(), aman.seen_at(), aman.note_closing(), aman.end_child_bases(), aman.follow_consent(uuid, uuid, uuid[]) from public;
grant execute on function aman.seen_at(), aman.note_closing(), aman.end_child_bases(), aman.follow_consent(uuid, uuid, uuid[]) to aman_app;
