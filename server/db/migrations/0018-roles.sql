-- A shift lead is a hotline operator who also answers for the shift: whatever an operator may do with a case, she may. An instrument
-- editor meets no case at all, so that no function below names her.
create or replace function aman.reads_cases() returns boolean language sql stable parallel safe
  as $$ select aman.role() in ('officer', 'hotline-operator', 'shift-lead', 'case-worker', 'shelter-manager', 'service-provider',
                               'investigator', 'prosecutor', 'focal-point') $$;
create or replace function aman.works_cases() returns boolean language sql stable parallel safe
  as $$ select aman.role() in ('officer', 'hotline-operator', 'shift-lead', 'case-worker') $$;
create or replace function aman.availability(the_region text, the_group text)
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
   where aman.role() in ('officer', 'hotline-operator', 'shift-lead', 'case-worker', 'shelter-manager', 'coordinator', 'focal-point')
     and (the_region is null or s.region = the_region)
     and (the_group is null or u.person_group = the_group)
   order by s.region, s.id, u.label, b.label
$$;
create or replace function aman.follows_reflection(the_case uuid) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return aman.role() in ('case-worker', 'hotline-operator', 'shift-lead', 'shelter-manager') and aman.holds(the_case, 'coded');
end $$;
create or replace function aman.helps_with_residence(the_case uuid) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return aman.role() in ('case-worker', 'hotline-operator', 'shift-lead', 'shelter-manager', 'service-provider') and aman.holds(the_case, 'coded');
end $$;
create or replace function aman.opens_in_emergency() returns boolean language sql stable security definer set search_path = ''
  as $$ select aman.role() in ('case-worker', 'hotline-operator', 'shift-lead', 'shelter-manager', 'officer')
    and exists (select from aman.agency a join aman.emergency_kind k on k.kind = a.kind where a.id = aman.agency()) $$;
alter policy hold_add on aman.bed_use
  with check (kind = 'hold' and made_by_agency_id = (select aman.agency()) and aman.holds(case_id, 'coded')
    and made_by = (select aman.actor()) and referral_id is null and upper(during) <= (select aman.moment()) + interval '24 hours'
    and ((select aman.role()) in ('case-worker', 'hotline-operator', 'shift-lead')
      or (agency_id = (select aman.agency()) and (select aman.role()) = 'shelter-manager'))
    and exists (select from aman.bed b where b.id = bed_id and b.shelter_id = bed_use.shelter_id and b.agency_id = bed_use.agency_id));
