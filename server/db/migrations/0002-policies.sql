-- Row-level security. Forced: the owner obeys policies too, and has its own, so that definer functions need no bypass.
do $$
declare t text;
begin
  foreach t in array array['agency', 'staff', 'api_token', 'agency_key', 'data_key', 'screening', 'screening_narrative',
    'case', 'case_identity', 'case_narrative', 'consent', 'consent_withdrawal', 'referral', 'grant_of_access', 'shelter',
    'shelter_address', 'shelter_unit', 'bed', 'bed_use', 'audit_event', 'idempotency']
  loop
    execute format('alter table aman.%I enable row level security', t);
    execute format('alter table aman.%I force row level security', t);
    execute format('create policy owner_all on aman.%I to aman_owner using (true) with check (true)', t);
  end loop;
end $$;

-- True where the acting agency leads the case. A definer function: at opening there is no grant yet to see the case by.
-- PL/pgSQL here and below, since it keeps its plan between calls.
create function aman.leads(the_case uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from aman."case" c where c.id = the_case and c.lead_agency_id = aman.agency());
end $$;

-- True where the acting agency holds a valid grant of at least this depth. The policies of the hottest tables spell the same
-- condition out, so that PostgreSQL can plan it with the query.
create function aman.holds(the_case uuid, at_least aman.depth) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return aman.reads_cases() and exists (select from aman.grant_of_access g
    where g.agency_id = aman.agency() and g.case_id = the_case and g.depth >= at_least and g.valid @> aman.moment());
end $$;

-- True where another agency leads the case. Before its case is written a screening is made part of it, so "nobody" is not enough.
create function aman.led_elsewhere(the_case uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from aman."case" c where c.id = the_case and c.lead_agency_id <> aman.agency());
end $$;

-- True where it is a screening of the acting agency.
create function aman.screened(the_screening uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return aman.works_cases() and exists (select from aman.screening s where s.id = the_screening and s.agency_id = aman.agency());
end $$;

-- "offset 0" below keeps PostgreSQL from collecting all the agency's grants in a hash for the sake of one page's rows: it cannot
-- guess how few rows ask. The same policies need no "of the acting agency" and no role: the policy on grants asks for both, and
-- each condition less is time less on every look.

-- Updates are granted column by column: what ties a row to its case, its agency or its person cannot be rewritten, so that no
-- door below can be led to another record than the one it was opened for.

-- Directory and people
grant select, insert on aman.agency, aman.staff to aman_app;
grant update (kind, name, region, languages, services, groups, phone, status, version) on aman.agency to aman_app;
grant update (role, status, version) on aman.staff to aman_app;
create policy agency_read on aman.agency for select to aman_app using ((select aman.actor()) is not null);
create policy agency_add on aman.agency for insert to aman_app with check ((select aman.role()) = 'administrator');
create policy agency_change on aman.agency for update to aman_app using ((select aman.role()) = 'administrator');
create policy staff_read on aman.staff for select to aman_app
  using (agency_id = (select aman.agency()) or user_id = (select aman.actor()) or (select aman.role()) = 'administrator');
create policy staff_add on aman.staff for insert to aman_app with check ((select aman.role()) = 'administrator');
create policy staff_change on aman.staff for update to aman_app using ((select aman.role()) = 'administrator');

grant select, insert, update (revoked_at) on aman.api_token to aman_app;
create policy token_own on aman.api_token for all to aman_app
  using (user_id = (select aman.actor())) with check (user_id = (select aman.actor()) and agency_id = (select aman.agency()));

-- Keys
grant select, insert on aman.agency_key to aman_app;
create policy agency_key_read on aman.agency_key for select to aman_app using ((select aman.actor()) is not null);
create policy agency_key_add on aman.agency_key for insert to aman_app with check ((select aman.role()) = 'administrator');
grant select, insert on aman.data_key to aman_app;
create policy data_key_read on aman.data_key for select to aman_app
  using (agency_id = (select aman.agency()) and ((exists (select from aman.grant_of_access g
    where g.case_id = data_key.subject_id and g.depth >= data_key.depth
      and g.valid @> (select aman.moment()) offset 0))
    or aman.screened(subject_id)));
create policy data_key_add on aman.data_key for insert to aman_app
  with check ((select aman.works_cases()) and (aman.leads(subject_id)
    or exists (select from aman.screening s where s.id = subject_id and s.agency_id = (select aman.agency()))));

-- Screening
grant select, insert on aman.screening, aman.screening_narrative to aman_app;
grant update (case_id, status, answers, finding, next_step, completed_at, version) on aman.screening to aman_app;
grant update (sealed) on aman.screening_narrative to aman_app;
create policy screening_own on aman.screening for all to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_cases()))
  with check (agency_id = (select aman.agency()) and (select aman.works_cases()) and (case_id is null or not aman.led_elsewhere(case_id)));
-- What she answered is what she told.
create policy screening_of_case on aman.screening for select to aman_app
  using (case_id is not null and aman.holds(case_id, 'full'));
create policy screening_narrative_own on aman.screening_narrative for all to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_cases()))
  with check (agency_id = (select aman.agency()) and (select aman.works_cases())
    and exists (select from aman.screening s where s.id = screening_id and s.agency_id = screening_narrative.agency_id));

-- Cases
grant select, insert on aman."case", aman.case_identity to aman_app;
grant update (status, age_group, person_group, citizenship, languages, interpreter, step_free, may_contact, risk, closed_at, version)
  on aman."case" to aman_app;
grant update (sealed, version) on aman.case_identity to aman_app;
grant select, insert on aman.case_narrative to aman_app;
create policy case_read on aman."case" for select to aman_app
  using (exists (select from aman.grant_of_access g
    where g.case_id = "case".id and g.depth >= 'coded'
      and g.valid @> (select aman.moment()) offset 0));
create policy case_open on aman."case" for insert to aman_app
  with check (lead_agency_id = (select aman.agency()) and (select aman.works_cases()));
create policy case_change on aman."case" for update to aman_app
  using (lead_agency_id = (select aman.agency()) and (select aman.works_cases()))
  with check (lead_agency_id = (select aman.agency()));
create policy identity_read on aman.case_identity for select to aman_app
  using (exists (select from aman.grant_of_access g
    where g.case_id = case_identity.case_id and g.depth >= 'identity'
      and g.valid @> (select aman.moment()) offset 0));
create policy identity_add on aman.case_identity for insert to aman_app
  with check (aman.leads(case_id) and (select aman.works_cases()));
create policy identity_change on aman.case_identity for update to aman_app
  using (aman.leads(case_id) and (select aman.works_cases()));
create policy narrative_read on aman.case_narrative for select to aman_app
  using (exists (select from aman.grant_of_access g
    where g.case_id = case_narrative.case_id and g.depth >= 'full'
      and g.valid @> (select aman.moment()) offset 0));
create policy narrative_add on aman.case_narrative for insert to aman_app
  with check (aman.leads(case_id) and agency_id = (select aman.agency()) and (select aman.works_cases()));

-- Consent: recorded once, never edited, by privilege
grant select, insert on aman.consent, aman.consent_withdrawal to aman_app;
-- To whom else she said yes or no is part of her story: a recipient sees the consents that name it.
create policy consent_read on aman.consent for select to aman_app
  using ((recipient_agency_id = (select aman.agency()) and aman.holds(case_id, 'coded')) or aman.holds(case_id, 'full'));
create policy consent_add on aman.consent for insert to aman_app
  with check (aman.leads(case_id) and (select aman.works_cases()) and recorded_by = (select aman.actor()));
-- Seen with its consent, always: one without the other would look as if it still held.
create policy withdrawal_read on aman.consent_withdrawal for select to aman_app
  using (exists (select from aman.consent c where c.id = consent_id));
create policy withdrawal_add on aman.consent_withdrawal for insert to aman_app
  with check (aman.leads(case_id) and (select aman.works_cases()) and recorded_by = (select aman.actor())
    and exists (select from aman.consent c where c.id = consent_id and c.case_id = consent_withdrawal.case_id));

-- Referrals
grant select, insert on aman.referral to aman_app;
grant update (status, consent_id, lawful_basis, decline_reason, outcome, sent_at, answer_due_at, expires_at, answered_at, closed_at, version)
  on aman.referral to aman_app;
create policy referral_read on aman.referral for select to aman_app
  using ((from_agency_id = (select aman.agency()) or (to_agency_id = (select aman.agency()) and status <> 'draft' and sent_at is not null))
    and (select aman.reads_cases()));
create policy referral_add on aman.referral for insert to aman_app
  with check (from_agency_id = (select aman.agency()) and aman.leads(case_id) and (select aman.works_cases())
    and status = 'draft' and sent_at is null and drafted_by = (select aman.actor()));
create policy referral_change on aman.referral for update to aman_app
  using ((from_agency_id = (select aman.agency()) or (to_agency_id = (select aman.agency()) and sent_at is not null))
    and (select aman.reads_cases()))
  with check (from_agency_id = (select aman.agency()) or to_agency_id = (select aman.agency()));

-- One step at a time, by the side whose step it is; from its sending on the basis and the deadlines stand, from its end everything.
create function aman.guard_referral() returns trigger language plpgsql set search_path = '' as $$
declare
  sends boolean := old.from_agency_id = aman.agency() and aman.works_cases();
  answers boolean := old.to_agency_id = aman.agency() and aman.reads_cases();
  taken boolean;
  kept boolean;
begin
  if current_user <> 'aman_app' then return new; end if;
  taken := case old.status || ' ' || new.status
    when 'draft sent' then sends
    when 'draft withdrawn' then sends
    when 'sent withdrawn' then sends
    when 'accepted withdrawn' then sends and old.service <> 'case-management'
    when 'sent accepted' then answers and old.expires_at > aman.moment()
    when 'sent declined' then answers
    when 'accepted completed' then answers
    else false end;
  kept := old.status = 'draft' or (old.consent_id, old.lawful_basis, old.sent_at, old.answer_due_at, old.expires_at)
    is not distinct from (new.consent_id, new.lawful_basis, new.sent_at, new.answer_due_at, new.expires_at);
  if not taken or not kept then
    raise exception 'not a step of this referral' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard_referral before update on aman.referral for each row execute function aman.guard_referral();

-- True where a referral that was sent carries the grant: to its recipient, on its basis, no deeper and no longer than that.
create function aman.is_carried(g aman.grant_of_access) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return exists (select from aman.referral r
    where r.id = g.referral_id and r.case_id = g.case_id and r.to_agency_id = g.agency_id and r.status = 'sent'
      and case when g.opens_until is null then g.depth = 'coded' and upper(g.valid) <= r.expires_at else isempty(g.valid) end
      and case g.basis
        when 'consent' then r.consent_id = g.consent_id and exists (select from aman.consent c
          where c.id = g.consent_id and c.case_id = g.case_id and c.recipient_agency_id = g.agency_id and c.agreed and c.depth >= g.depth
            and aman.moment() < c.valid_until and coalesce(g.opens_until, aman.moment()) <= c.valid_until
            and not exists (select from aman.consent_withdrawal w where w.consent_id = c.id))
        when 'lawful' then r.lawful_basis = g.lawful_basis
          and exists (select from aman."case" c where c.id = g.case_id and c.age_group <> 'adult')
        else false end);
end $$;

grant select, insert on aman.grant_of_access to aman_app;
create policy grant_read on aman.grant_of_access for select to aman_app
  using (agency_id = (select aman.agency()) and (select aman.reads_cases()));
create policy grant_add on aman.grant_of_access for insert to aman_app
  with check (given_by_agency_id = (select aman.agency()) and aman.leads(case_id) and (select aman.works_cases())
    and (basis = 'lead' and agency_id = given_by_agency_id and upper_inf(valid) or aman.is_carried(grant_of_access)));

-- Shelters: what is free is for everybody who refers; who sleeps where is not
grant select, insert on aman.shelter, aman.shelter_address, aman.shelter_unit, aman.bed, aman.bed_use to aman_app;
grant update (sealed) on aman.shelter_address to aman_app;
grant update (step_free, in_service) on aman.bed to aman_app;
grant update (during, ended_reason) on aman.bed_use to aman_app;
create policy shelter_read on aman.shelter for select to aman_app using ((select aman.actor()) is not null);
create policy unit_read on aman.shelter_unit for select to aman_app using ((select aman.actor()) is not null);
create policy bed_read on aman.bed for select to aman_app using ((select aman.actor()) is not null);
create policy shelter_own on aman.shelter for all to aman_app
  using (agency_id = (select aman.agency()) and (select aman.role()) = 'shelter-manager')
  with check (agency_id = (select aman.agency()) and (select aman.role()) = 'shelter-manager');
create policy unit_own on aman.shelter_unit for all to aman_app
  using (agency_id = (select aman.agency()) and (select aman.role()) = 'shelter-manager')
  with check (agency_id = (select aman.agency()) and (select aman.role()) = 'shelter-manager');
create policy bed_own on aman.bed for all to aman_app
  using (agency_id = (select aman.agency()) and (select aman.role()) = 'shelter-manager')
  with check (agency_id = (select aman.agency()) and (select aman.role()) = 'shelter-manager');
create policy address_own on aman.shelter_address for all to aman_app
  using (agency_id = (select aman.agency()) and (select aman.role()) = 'shelter-manager')
  with check (agency_id = (select aman.agency()) and (select aman.role()) = 'shelter-manager');
-- The agency that brings the person learns the address once the shelter has said yes, and while it holds.
create policy address_after_acceptance on aman.shelter_address for select to aman_app
  using (exists (select from aman.referral r where r.to_agency_id = shelter_address.agency_id
    and r.from_agency_id = (select aman.agency()) and r.service = 'shelter' and r.status = 'accepted')
    and (select aman.works_cases()));
-- Where she sleeps is for the shelter, for who keeps the bed, and for who was given her whole story: not for every recipient.
create policy bed_use_read on aman.bed_use for select to aman_app
  using ((agency_id = (select aman.agency()) and (select aman.role()) = 'shelter-manager')
    or ((agency_id = (select aman.agency()) or made_by_agency_id = (select aman.agency())) and aman.holds(case_id, 'coded'))
    or aman.holds(case_id, 'full'));
-- A bed is kept for a person whom one sees, and given on a referral that the shelter accepted. What the row says of the bed is true.
create policy hold_add on aman.bed_use for insert to aman_app
  with check (kind = 'hold' and made_by_agency_id = (select aman.agency()) and aman.holds(case_id, 'coded')
    and made_by = (select aman.actor()) and referral_id is null and upper(during) <= (select aman.moment()) + interval '24 hours'
    and ((select aman.role()) in ('case-worker', 'hotline-operator')
      or (agency_id = (select aman.agency()) and (select aman.role()) = 'shelter-manager'))
    and exists (select from aman.bed b where b.id = bed_id and b.shelter_id = bed_use.shelter_id and b.agency_id = bed_use.agency_id));
create policy placement_add on aman.bed_use for insert to aman_app
  with check (kind = 'placement' and agency_id = (select aman.agency()) and made_by_agency_id = (select aman.agency())
    and (select aman.role()) = 'shelter-manager' and made_by = (select aman.actor())
    and exists (select from aman.bed b where b.id = bed_id and b.shelter_id = bed_use.shelter_id and b.agency_id = bed_use.agency_id)
    and exists (select from aman.referral r where r.id = referral_id and r.case_id = bed_use.case_id
      and r.to_agency_id = (select aman.agency()) and r.service = 'shelter' and r.status = 'accepted'));
create policy bed_use_change on aman.bed_use for update to aman_app
  using ((agency_id = (select aman.agency()) and (select aman.role()) = 'shelter-manager')
    or (kind = 'hold' and made_by_agency_id = (select aman.agency()) and (select aman.works_cases())))
  with check (kind = 'placement' or isempty(during) or upper(during) <= (select aman.moment()) + interval '24 hours');

-- Audit: may be written, never read, changed or removed through the application's role
grant insert on aman.audit_event to aman_app;
create policy audit_add on aman.audit_event for insert to aman_app
  with check (user_id = aman.actor() and agency_id = aman.agency() and role = aman.role() and at = aman.moment());

grant select, insert, update (response) on aman.idempotency to aman_app;
create policy idempotency_own on aman.idempotency for all to aman_app
  using (user_id = (select aman.actor())) with check (user_id = (select aman.actor()));
