-- Consent as a signed object: never edited, followed by a newer answer or taken back.

-- What a child says for itself is heard and weighs; what permits is the law, or who answers for the child.
alter table aman.consent add column own_view boolean not null default false;
alter table aman.consent alter column own_view drop default;
alter table aman.consent add column supersedes uuid references aman.consent;
update aman.consent c set supersedes = o.older
  from (select id, lag(id) over (partition by case_id, purpose, recipient_agency_id order by id) as older from aman.consent) o
 where o.id = c.id and o.older is not null;

-- Answers to one question form one chain: one beginning, and one successor of each.
create unique index consent_one_beginning on aman.consent (case_id, purpose, own_view, recipient_agency_id) nulls not distinct
  where supersedes is null;
create unique index consent_one_successor on aman.consent (supersedes);
-- What was recorded before signatures stays as it was, and holds nothing.
alter table aman.consent add constraint consent_signed check (signature is not null) not valid;
-- The signature says instants in milliseconds; a finer difference would escape it.
alter table aman.consent add constraint consent_in_milliseconds check (
  (valid_from, valid_until, recorded_at) = (date_trunc('milliseconds', valid_from), date_trunc('milliseconds', valid_until), date_trunc('milliseconds', recorded_at))) not valid;

alter table aman."case" add column guardian_unsafe boolean not null default false;

alter table aman.consent_withdrawal alter column recorded_by drop not null;
alter table aman.consent_withdrawal add column how text not null default 'word' check (how in ('word', 'receipt', 'guardian-unsafe'));
alter table aman.consent_withdrawal add constraint withdrawal_by_whom check ((how = 'receipt') = (recorded_by is null));

-- What the person took back herself is told to who leads her case.
create index withdrawal_by_receipt on aman.consent_withdrawal (withdrawn_at) where how = 'receipt';

-- One a case: with the number on it the person takes back what she agreed to. The number itself is nowhere.
create table aman.consent_receipt (
  case_id uuid primary key references aman."case",
  hash bytea not null unique,
  issued_by uuid not null,
  issued_at timestamptz not null
);
alter table aman.consent_receipt enable row level security;
alter table aman.consent_receipt force row level security;
create policy owner_all on aman.consent_receipt to aman_owner using (true) with check (true);
grant select (case_id, issued_at) on aman.consent_receipt to aman_app;
create policy receipt_read on aman.consent_receipt for select to aman_app
  using (aman.leads(case_id) and (select aman.works_cases()));

-- Rules ---------------------------------------------------------------------------------------------------------------------

-- An answer follows an answer to the same question in the same voice; of a guardian who may be part of it none is taken.
create function aman.guard_consent() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.supersedes is not null and not exists (select from aman.consent o
       where o.id = new.supersedes and o.case_id = new.case_id and o.purpose = new.purpose and o.own_view = new.own_view
         and o.recipient_agency_id is not distinct from new.recipient_agency_id) then
    raise exception 'not an answer to the same question' using errcode = 'insufficient_privilege';
  end if;
  if new.given_by = 'guardian' and exists (select from aman."case" c where c.id = new.case_id and c.guardian_unsafe) then
    raise exception 'this guardian is not asked' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard_consent before insert on aman.consent for each row execute function aman.guard_consent();

-- Inside other doors only: true while nothing newer was answered and nothing taken back. A child's own view permits nothing by itself.
create function aman.still_agreed(the_consent uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from aman.consent c where c.id = the_consent and c.agreed and not c.own_view)
    and not exists (select from aman.consent n where n.supersedes = the_consent)
    and not exists (select from aman.consent_withdrawal w where w.consent_id = the_consent);
end $$;

-- The same for the lead that gives access by it, and for nobody else to ask.
create function aman.stands(the_consent uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from aman.consent c where c.id = the_consent and aman.leads(c.case_id)) and aman.still_agreed(the_consent);
end $$;

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
          and exists (select from aman."case" c where c.id = g.case_id and c.age_group <> 'adult')
        else false end);
end $$;

-- Doors ---------------------------------------------------------------------------------------------------------------------

-- Inside other doors only: closes what leans on a consent, and takes the keys of who sees nothing of the case any more.
create function aman.close_grants_of(the_consent uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  update aman.grant_of_access g
     set valid = case when isempty(g.valid) then g.valid
                 else tstzrange(lower(g.valid), greatest(lower(g.valid), least(upper(g.valid), aman.moment()))) end,
         opens_until = least(g.opens_until, aman.moment())
   where g.consent_id = the_consent and g.basis = 'consent';
  delete from aman.data_key k using aman.grant_of_access g
   where g.consent_id = the_consent and k.subject_id = g.case_id and k.agency_id = g.agency_id
     and not exists (select from aman.grant_of_access o where o.case_id = g.case_id and o.agency_id = g.agency_id
       and o.valid @> aman.moment());
end $$;

create or replace function aman.close_consent_grants(the_consent uuid) returns void language plpgsql security definer set search_path = '' as $$
declare c uuid;
begin
  select case_id into c from aman.consent where id = the_consent;
  if c is null or not aman.leads(c) or not aman.works_cases() then
    raise exception 'not a consent of a case that the acting agency leads' using errcode = 'insufficient_privilege';
  end if;
  -- A referral that is just leaving on this consent holds the case: its grants are waited for, and closed too.
  perform from aman."case" where id = c for update;
  perform aman.close_grants_of(the_consent);
end $$;

-- Inside other doors only: ends one consent that stands, and says why not where it does not.
create function aman.end_consent(the_consent uuid, the_how text, the_actor uuid) returns text
language plpgsql security definer set search_path = '' as $$
declare c aman.consent;
begin
  select * into c from aman.consent where id = the_consent;
  perform from aman."case" where id = c.case_id for update;
  if not c.agreed then return 'nothing-given'; end if;
  if exists (select from aman.consent n where n.supersedes = the_consent) then return 'superseded'; end if;
  insert into aman.consent_withdrawal (consent_id, case_id, recorded_by, withdrawn_at, how)
  values (the_consent, c.case_id, the_actor, aman.moment(), the_how) on conflict (consent_id) do nothing;
  if not found then return 'already-withdrawn'; end if;
  perform aman.close_grants_of(the_consent);
  return 'withdrawn';
end $$;

-- The person's word, told to any case worker of an agency that sees the case and this consent in it.
create function aman.withdraw_consent(the_consent uuid) returns text language plpgsql security definer set search_path = '' as $$
declare c aman.consent;
begin
  select * into c from aman.consent where id = the_consent;
  if not found or not aman.works_cases()
    or not (aman.holds(c.case_id, 'full') or (c.recipient_agency_id = aman.agency() and aman.holds(c.case_id, 'coded'))) then
    raise exception 'not a consent that the acting agency sees' using errcode = 'insufficient_privilege';
  end if;
  return aman.end_consent(the_consent, 'word', aman.actor());
end $$;
drop policy withdrawal_add on aman.consent_withdrawal;
revoke insert on aman.consent_withdrawal from aman_app;

-- A guardian who may be part of it is asked no more, and what such a guardian agreed to ends.
create function aman.mark_guardian(the_case uuid, unsafe boolean) returns setof uuid language plpgsql security definer set search_path = '' as $$
declare each_consent uuid;
begin
  if not aman.leads(the_case) or not aman.works_cases() then
    raise exception 'not a case that the acting agency leads' using errcode = 'insufficient_privilege';
  end if;
  update aman."case" set guardian_unsafe = unsafe, version = version + 1 where id = the_case;
  if not unsafe then return; end if;
  for each_consent in select id from aman.consent where case_id = the_case and given_by = 'guardian' and agreed order by id loop
    if aman.end_consent(each_consent, 'guardian-unsafe', aman.actor()) = 'withdrawn' then return next each_consent; end if;
  end loop;
end $$;

-- A new number ends the one before.
create function aman.issue_receipt(the_case uuid, the_hash bytea) returns void language plpgsql security definer set search_path = '' as $$
begin
  if not aman.leads(the_case) or not aman.works_cases() then
    raise exception 'not a case that the acting agency leads' using errcode = 'insufficient_privilege';
  end if;
  insert into aman.consent_receipt (case_id, hash, issued_by, issued_at) values (the_case, the_hash, aman.actor(), aman.moment())
  on conflict (case_id) do update set hash = excluded.hash, issued_by = excluded.issued_by, issued_at = excluded.issued_at;
end $$;

-- The person herself, signed in to nothing. What a receipt opens: which permissions stand, without a name and without a recipient.
-- No row for an unknown one; a row without a consent where nothing stands.
create function aman.receipt_consents(the_hash bytea, at timestamptz)
returns table (consent_id uuid, purpose text, recorded_at timestamptz)
language plpgsql security definer set search_path = '' as $$
declare c uuid;
begin
  select case_id into c from aman.consent_receipt where hash = the_hash;
  if c is null then return; end if;
  insert into aman.audit_event (at, action, subject_ids) values (at, 'consent.receipt-used', array[c]);
  return query select k.id, k.purpose, k.recorded_at
    from (select c as case_id) r
    left join aman.consent k on k.case_id = r.case_id and k.agreed and k.valid_until > at
     and not exists (select from aman.consent n where n.supersedes = k.id)
     and not exists (select from aman.consent_withdrawal w where w.consent_id = k.id)
   order by k.id;
end $$;

-- Takes back those named, of the receipt's own case; answers with those that this very call ended.
create function aman.withdraw_by_receipt(the_hash bytea, the_consents uuid[], at timestamptz) returns setof uuid
language plpgsql security definer set search_path = '' as $$
declare c uuid; each_consent uuid; ended uuid[] := '{}';
begin
  select case_id into c from aman.consent_receipt where hash = the_hash;
  if c is null then return; end if;
  perform set_config('aman.now', at::text, true);
  for each_consent in select id from aman.consent where case_id = c and id = any(the_consents) order by id loop
    if aman.end_consent(each_consent, 'receipt', null) = 'withdrawn' then ended := ended || each_consent; end if;
  end loop;
  if ended <> '{}' then
    insert into aman.audit_event (at, action, subject_ids) values (at, 'consent.withdrawn-by-receipt', c || ended);
  end if;
  return query select unnest(ended);
end $$;

revoke execute on function aman.guard_consent(), aman.still_agreed(uuid), aman.stands(uuid), aman.close_grants_of(uuid), aman.end_consent(uuid, text, uuid),
  aman.withdraw_consent(uuid), aman.mark_guardian(uuid, boolean), aman.issue_receipt(uuid, bytea),
  aman.receipt_consents(bytea, timestamptz), aman.withdraw_by_receipt(bytea, uuid[], timestamptz) from public;
grant execute on function aman.stands(uuid), aman.withdraw_consent(uuid), aman.mark_guardian(uuid, boolean), aman.issue_receipt(uuid, bytea),
  aman.receipt_consents(bytea, timestamptz), aman.withdraw_by_receipt(bytea, uuid[], timestamptz) to aman_app;
