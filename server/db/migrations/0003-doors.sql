-- The few steps that cross an agency's own rows. Each checks who acts, does one thing, and runs as the owner.

-- Acceptance opens what the referral was sent with, and closes the look that was given for deciding.
create function aman.open_referral_grant(the_referral uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  if not aman.reads_cases()
    or not exists (select from aman.referral r where r.id = the_referral and r.to_agency_id = aman.agency() and r.status = 'accepted') then
    raise exception 'not the acting agency''s accepted referral' using errcode = 'insufficient_privilege';
  end if;
  -- The look that was given for deciding ends when the referral expires; after that there is nothing to accept.
  if not exists (select from aman.grant_of_access g where g.referral_id = the_referral and g.opens_until is null and g.valid @> aman.moment()) then
    raise exception 'the referral has expired' using errcode = 'insufficient_privilege';
  end if;
  update aman.grant_of_access g
     set valid = case when g.opens_until is null then tstzrange(lower(g.valid), greatest(lower(g.valid), aman.moment()))
                      else tstzrange(aman.moment(), greatest(g.opens_until, aman.moment())) end
   where g.referral_id = the_referral and g.basis <> 'lead';
end $$;

-- An end of any kind (declined, withdrawn, completed) closes the recipient's access and takes its keys away.
create function aman.close_referral_grant(the_referral uuid) returns void language plpgsql security definer set search_path = '' as $$
declare r aman.referral;
begin
  select * into r from aman.referral where id = the_referral and aman.agency() in (from_agency_id, to_agency_id) and aman.reads_cases();
  if not found then
    raise exception 'not a referral of the acting agency' using errcode = 'insufficient_privilege';
  end if;
  update aman.grant_of_access g
     set valid = tstzrange(lower(g.valid), greatest(lower(g.valid), least(upper(g.valid), aman.moment())))
   where g.referral_id = the_referral and g.basis <> 'lead' and not isempty(g.valid);
  delete from aman.data_key k
   where k.subject_id = r.case_id and k.agency_id = r.to_agency_id
     and not exists (select from aman.grant_of_access g where g.case_id = r.case_id and g.agency_id = r.to_agency_id
       and (g.valid @> aman.moment() or exists (select from aman.referral o
         where o.id = g.referral_id and o.id <> the_referral and o.status = 'sent' and o.expires_at > aman.moment())));
end $$;

-- True while the person sleeps in a bed that this referral gave. The shelter's other staff and a lead without access ask it too.
create function aman.sleeps_there(the_referral uuid) returns boolean language sql stable security definer set search_path = ''
  as $$ select exists (select from aman.bed_use u join aman.referral r on r.id = u.referral_id
        where r.id = the_referral and aman.agency() in (r.from_agency_id, r.to_agency_id) and aman.reads_cases()
          and u.kind = 'placement' and u.during @> aman.moment()) $$;

-- The lead passes with an accepted referral for case management: one lead at any moment, the former one keeps its referral only.
create function aman.take_lead(the_referral uuid, new_grant uuid) returns void language plpgsql security definer set search_path = '' as $$
declare r aman.referral;
begin
  select * into r from aman.referral
   where id = the_referral and to_agency_id = aman.agency() and status = 'accepted' and service = 'case-management' and aman.reads_cases();
  if not found then
    raise exception 'not the acting agency''s accepted referral for case management' using errcode = 'insufficient_privilege';
  end if;
  update aman."case" set lead_agency_id = r.to_agency_id, version = version + 1
   where id = r.case_id and lead_agency_id = r.from_agency_id;
  if not found then
    raise exception 'the lead has moved' using errcode = 'serialization_failure';
  end if;
  -- The lead may pass more than once. What once made an agency the lead, the look and the consent of its case-management referral,
  -- ends with its lead, or the middle one of three would go on seeing the case.
  update aman.grant_of_access g set valid = tstzrange(lower(g.valid), greatest(lower(g.valid), least(upper(g.valid), aman.moment())))
   where g.case_id = r.case_id and not isempty(g.valid)
     and ((g.basis = 'lead' and upper_inf(g.valid))
       or (g.agency_id = r.from_agency_id and exists (select from aman.referral o
             where o.id = g.referral_id and o.to_agency_id = r.from_agency_id and o.service = 'case-management')));
  delete from aman.data_key k
   where k.subject_id = r.case_id and k.agency_id = r.from_agency_id
     and not exists (select from aman.grant_of_access g where g.case_id = r.case_id and g.agency_id = r.from_agency_id
       and g.depth >= k.depth and g.valid @> aman.moment());
  -- What the former lead still has open elsewhere is the new lead's to follow.
  update aman.referral set from_agency_id = r.to_agency_id, version = version + 1
   where case_id = r.case_id and from_agency_id = r.from_agency_id and to_agency_id <> r.to_agency_id
     and status in ('draft', 'sent', 'accepted');
  insert into aman.grant_of_access (id, case_id, agency_id, given_by_agency_id, purpose, depth, basis, referral_id, valid, created_at)
  values (new_grant, r.case_id, r.to_agency_id, r.from_agency_id, 'assistance', 'full', 'lead', the_referral,
          tstzrange(aman.moment(), null), aman.moment());
end $$;

-- A withdrawal closes every grant that leans on the consent, in the same transaction.
create function aman.close_consent_grants(the_consent uuid) returns void language plpgsql security definer set search_path = '' as $$
declare c uuid;
begin
  select case_id into c from aman.consent where id = the_consent;
  if c is null or not aman.leads(c) or not aman.works_cases() then
    raise exception 'not a consent of a case that the acting agency leads' using errcode = 'insufficient_privilege';
  end if;
  -- A referral that is just leaving on this consent holds the case: its grants are waited for, and closed too.
  perform from aman."case" where id = c for update;
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

-- What is free, by unit, for whoever refers: counts and opaque bed ids, no person, no address.
create function aman.availability(the_region text, the_group text)
returns table (shelter_id uuid, agency_id uuid, code text, region text, languages text[], unit_id uuid, unit_label text, person_group text,
               bed_id uuid, bed_label text, step_free boolean, state text)
language sql stable security definer set search_path = '' as $$
  select s.id, s.agency_id, s.code, s.region, s.languages, u.id, u.label, u.person_group, b.id, b.label, b.step_free,
         case when not b.in_service then 'out-of-service' else coalesce(
           (select case x.kind when 'hold' then 'held' else 'taken' end from aman.bed_use x
             where x.bed_id = b.id and x.during @> aman.moment()), 'free') end
    from aman.shelter s
    join aman.agency a on a.id = s.agency_id and a.status = 'active'
    join aman.shelter_unit u on u.shelter_id = s.id
    join aman.bed b on b.unit_id = u.id
   where aman.role() in ('officer', 'hotline-operator', 'case-worker', 'shelter-manager', 'coordinator', 'focal-point')
     and (the_region is null or s.region = the_region)
     and (the_group is null or u.person_group = the_group)
   order by s.region, s.id, u.label, b.label
$$;

-- Who a bearer token speaks for. Runs before anybody is known, so it answers for one exact hash and nothing else.
create function aman.token_bearer(the_hash bytea, at timestamptz)
returns table (token_id uuid, user_id uuid, agency_id uuid, role text, scopes text[], expires_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select t.id, s.user_id, s.agency_id, s.role, t.scopes, t.expires_at
    from aman.api_token t
    join aman.staff s on s.user_id = t.user_id and s.status = 'active' and s.agency_id = t.agency_id
    join aman.agency a on a.id = s.agency_id and a.status = 'active'
   where t.hash = the_hash and t.revoked_at is null and t.expires_at > at
$$;

-- Who a signed-in user is. The session itself was checked before.
create function aman.member(the_user uuid)
returns table (user_id uuid, agency_id uuid, role text, name text, agency_name text)
language sql stable security definer set search_path = '' as $$
  select s.user_id, s.agency_id, s.role, s.name, a.name
    from aman.staff s
    join aman.agency a on a.id = s.agency_id
   where s.user_id = the_user and s.status in ('invited', 'active') and a.status = 'active'
$$;

revoke execute on all functions in schema aman from public;
grant execute on all functions in schema aman to aman_app;
