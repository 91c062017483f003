-- From contact to help, measured ---------------------------------------------------------------------------------------------
-- Counts and medians for the coordinator, who sees no case: no row of this leaves the function, and no group of fewer than five.

-- Each way in once: a contact at the hotline, else a screening where a person was met, else the case itself. Who called three times
-- about one case, or was screened twice, came in by the first.
create function aman.ways_in(the_from timestamptz, the_until timestamptz)
returns table (id uuid, case_id uuid, screening_id uuid, channel text, region text, at timestamptz)
language sql stable security definer set search_path = '' as $$
  with ways as (
    select c.id, coalesce(c.case_id, s.case_id) as case_id, c.screening_id, c.channel, coalesce(c.region, a.region) as region, c.started_at as at,
           c.joined_as
      from aman.contact c join aman.agency a on a.id = c.agency_id left join aman.screening s on s.id = c.screening_id
     where c.kind = 'contact' and c.started_at >= the_from and c.started_at < the_until
    union all
    select s.id, s.case_id, s.id, s.situation, a.region, s.started_at, null
      from aman.screening s join aman.agency a on a.id = s.agency_id
     where s.started_at >= the_from and s.started_at < the_until
       and not exists (select from aman.contact c where c.screening_id = s.id)
       and not exists (select from aman.contact c where c.case_id = s.case_id and c.started_at <= s.started_at)
    union all
    select k.id, k.id, null, 'direct', k.region, k.opened_at, null
      from aman."case" k
     where k.opened_at >= the_from and k.opened_at < the_until and k.screening_id is null
       and not exists (select from aman.contact c where c.case_id = k.id)
       and not exists (select from aman.screening s where s.case_id = k.id)
  )
  select distinct on (coalesce(w.case_id, w.joined_as, w.id)) w.id, w.case_id, w.screening_id, w.channel, w.region, w.at
    from ways w
   where not exists (select from aman."case" k where k.id = w.case_id and k.opened_at < the_from)
   order by coalesce(w.case_id, w.joined_as, w.id), w.at, w.id
$$;

-- When each way in reached each step. A step is counted where it was taken, whether or not the one before it was.
create function aman.steps_of_ways(the_from timestamptz, the_until timestamptz)
returns table (channel text, region text, entered_at timestamptz, screened_at timestamptz, referred_at timestamptz, accepted_at timestamptz,
               served_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select w.channel, w.region, w.at,
         (select min(s.completed_at) from aman.screening s where s.id = w.screening_id or s.case_id = w.case_id),
         r.sent_at, r.answered_at,
         least(r.closed_at, (select min(lower(b.during)) from aman.bed_use b where b.case_id = w.case_id and b.kind = 'placement'))
    from aman.ways_in(the_from, the_until) w
    left join lateral (
      select min(x.sent_at) as sent_at,
             min(x.answered_at) filter (where x.decline_reason is null) as answered_at,
             min(x.closed_at) filter (where x.status = 'completed') as closed_at
        from aman.referral x where x.case_id = w.case_id and x.sent_at is not null) r on true
$$;

create function aman.at_least_five(counted bigint) returns integer language sql immutable set search_path = ''
  as $$ select case when counted between 1 and 4 then null else counted::integer end $$;

-- One row over all, one a channel, one a region. Null: fewer than five, or too few to say a usual time.
create function aman.flow(the_from timestamptz, the_until timestamptz)
returns table (channel text, region text, entered integer, screened integer, referred integer, accepted integer, served integer,
               to_screened double precision, to_referred double precision, to_accepted double precision, to_served double precision)
language sql stable security definer set search_path = '' as $$
  with steps as (
    select f.*, extract(epoch from f.screened_at - f.entered_at) / 3600 as h_screened,
           extract(epoch from f.referred_at - coalesce(f.screened_at, f.entered_at)) / 3600 as h_referred,
           extract(epoch from f.accepted_at - f.referred_at) / 3600 as h_accepted,
           extract(epoch from f.served_at - f.accepted_at) / 3600 as h_served
      from aman.steps_of_ways(the_from, the_until) f
     where aman.role() = 'coordinator'
  )
  select s.channel, s.region, aman.at_least_five(count(*)), aman.at_least_five(count(s.screened_at)), aman.at_least_five(count(s.referred_at)),
         aman.at_least_five(count(s.accepted_at)), aman.at_least_five(count(s.served_at)),
         case when count(s.screened_at) > 4 then percentile_cont(0.5) within group (order by greatest(s.h_screened, 0)) end,
         case when count(s.referred_at) > 4 then percentile_cont(0.5) within group (order by greatest(s.h_referred, 0)) end,
         case when count(s.accepted_at) > 4 then percentile_cont(0.5) within group (order by greatest(s.h_accepted, 0)) end,
         case when count(s.served_at) > 4 then percentile_cont(0.5) within group (order by greatest(s.h_served, 0)) end
    from steps s
   group by grouping sets ((), (s.channel), (s.region))
  having count(*) > 0
$$;

create index contact_by_moment on aman.contact (started_at) where kind = 'contact';
create index screening_by_moment on aman.screening (started_at);
create index case_by_moment on aman."case" (opened_at);

revoke execute on function aman.ways_in(timestamptz, timestamptz), aman.steps_of_ways(timestamptz, timestamptz), aman.at_least_five(bigint),
  aman.flow(timestamptz, timestamptz) from public;
grant execute on function aman.flow(timestamptz, timestamptz) to aman_app;
