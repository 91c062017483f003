-- Sealing: events of the record are gathered into signed blocks, each bound to the one before. What watches over reading, and what a
-- person may learn about it, follows the sealed blocks, so that it costs those who work nothing.
grant usage on schema aman to aman_audit;

-- Ids of transactions are handed out in order and those of events may become visible out of order: what one snapshot sees and the
-- one before did not see is exactly what was committed in between. Used for nothing else.
alter table aman.audit_event add column xid xid8 not null default pg_current_xact_id();
create index audit_event_by_xid on aman.audit_event (xid);
-- Place and transaction of an event are PostgreSQL's to say: the program may not choose them.
revoke insert on aman.audit_event from aman_app;
grant insert (at, user_id, agency_id, role, action, subject_ids, detail) on aman.audit_event to aman_app;
grant select on aman.audit_event to aman_audit;
create policy audit_seal on aman.audit_event for select to aman_audit using (true);

create table aman.audit_block (
  number bigint primary key check (number > 0),
  sealed_at timestamptz not null,
  -- Exactly the events (seq) in it.
  members int8multirange not null check (not isempty(members)),
  -- What the sealer saw; it goes on from there.
  snapshot pg_snapshot not null,
  -- The hash of each event in the order of seq, 32 bytes each, so that a check can name the event.
  leaves bytea not null,
  -- JWS over all of this, the root of the tree over the leaves, and the hash of the block before.
  signed text not null,
  -- No event is sealed twice, whichever process seals.
  constraint audit_block_apart exclude using gist (members with &&)
);
alter table aman.audit_block alter column leaves set storage external;
alter table aman.audit_block enable row level security;
alter table aman.audit_block force row level security;
create policy owner_all on aman.audit_block to aman_owner using (true) with check (true);
-- Append-only by privilege.
grant select, insert on aman.audit_block to aman_audit;
create policy block_read on aman.audit_block for select to aman_audit using (true);
create policy block_add on aman.audit_block for insert to aman_audit with check (true);

-- The newest block, for whoever keeps it outside of this machine.
create function aman.audit_head() returns table (number bigint, sealed_at timestamptz, signed text)
language plpgsql stable security definer set search_path = '' as $$
begin
  if aman.role() <> 'administrator' then
    raise exception 'not an administrator' using errcode = 'insufficient_privilege';
  end if;
  return query select b.number, b.sealed_at, b.signed from aman.audit_block b order by b.number desc limit 1;
end $$;

-- What follows the blocks ------------------------------------------------------------------------------------------------

create table aman.audit_followed (single boolean primary key default true check (single), block bigint not null);
insert into aman.audit_followed (block) values (0);

-- Which sealed events are about which case; `changed` where it was worked on and not only looked at. Lists are left out: a line in
-- a list is not a look at the person.
create table aman.case_event (
  case_id uuid not null,
  seq bigint not null,
  user_id uuid,
  changed boolean not null,
  primary key (case_id, seq)
);
create index case_event_worked on aman.case_event (case_id, user_id) where changed;

-- The last hour of reading, older rows go with the next block: each colleague's last look at each case, and her look-ups that found nothing (case_id null).
create table aman.recent_look (
  user_id uuid not null,
  agency_id uuid not null,
  case_id uuid,
  at timestamptz not null,
  constraint recent_look_once unique (user_id, case_id)
);
create index recent_look_by_time on aman.recent_look (at);
create index recent_look_by_user on aman.recent_look (user_id, at desc);

-- Something for a supervisor to ask about: who, how often, when. Nothing of a case.
create table aman.alert (
  id uuid primary key default gen_random_uuid(),
  -- The order in which alerts came, to page by.
  place bigint generated always as identity unique,
  kind text not null check (kind in ('many-cases', 'no-relation', 'probing', 'link-made')),
  agency_id uuid not null references aman.agency,
  -- Who read, or whose account the link opens.
  user_id uuid not null references aman.staff,
  -- The administrator who made the link.
  made_by uuid references aman.staff,
  count integer not null,
  since timestamptz not null,
  until timestamptz not null,
  raised_at timestamptz not null,
  constraint alert_link_made_by check ((kind = 'link-made') = (made_by is not null))
);
create index alert_by_user on aman.alert (user_id, raised_at desc);
create table aman.alert_review (
  alert_id uuid not null references aman.alert,
  reviewed_by uuid not null references aman.staff,
  finding text not null check (finding in ('explained', 'not-explained')),
  reason text not null,
  reviewed_at timestamptz not null,
  primary key (alert_id, reviewed_by)
);

do $$
declare t text;
begin
  foreach t in array array['audit_followed', 'case_event', 'recent_look', 'alert', 'alert_review']
  loop
    execute format('alter table aman.%I enable row level security', t);
    execute format('alter table aman.%I force row level security', t);
    execute format('create policy owner_all on aman.%I to aman_owner using (true) with check (true)', t);
  end loop;
end $$;

-- The events of some blocks that can be about a person: looks at lists and beds name many cases in passing.
create function aman.followed_events(after bigint, last bigint) returns setof aman.audit_event
language sql stable set search_path = '' as $$
  select e.*
    from aman.audit_block b, unnest(b.members) r, aman.audit_event e
   where b.number > after and b.number <= last and e.seq >= lower(r) and e.seq < upper(r)
     and e.action !~ '\.(listed|stays-read)$' and e.action <> 'work.read'
$$;

-- Notes what the next blocks say about cases and reading, and answers who read in them. One transaction with its mark, so that no
-- block is followed twice or passed over. `the_moment` is the sealer's: older looks are on record, and alarm nobody any more.
create function aman.follow_blocks(most integer, the_moment timestamptz) returns setof uuid
language plpgsql security definer set search_path = '' as $$
declare
  mark bigint;
  last bigint;
begin
  -- Asked without a lock first, so that a quiet second writes nothing.
  if not exists (select from aman.audit_block b where b.number > (select f.block from aman.audit_followed f)) then return; end if;
  select f.block into mark from aman.audit_followed f for update;
  select max(b.number) into last from aman.audit_block b where b.number > mark and b.number <= mark + most;
  if last is null then return; end if;
  update aman.audit_followed set block = last;
  delete from aman.recent_look l where l.at <= the_moment - interval '1 hour';

  insert into aman.case_event (case_id, seq, user_id, changed)
    select distinct c.id, e.seq, e.user_id, e.action <> 'case.read'
      from aman.followed_events(mark, last) e, unnest(e.subject_ids) s
     -- Who receives a notification knows no case; the person's log knows whose it is.
     cross join lateral (select s as id union select d.case_id from aman.notification_duty d where d.id = s) about
      join aman."case" c on c.id = about.id;

  -- A link for an account that is in use opens that account to whoever holds the link.
  insert into aman.alert (kind, agency_id, user_id, made_by, count, since, until, raised_at)
    select 'link-made', s.agency_id, s.user_id, e.user_id, 1, e.at, e.at, the_moment
      from aman.followed_events(mark, last) e join aman.staff s on s.user_id = e.subject_ids[1]
     where e.action = 'staff.link-made' and e.detail ->> 'kind' = 'reset' and e.at > the_moment - interval '7 days';

  return query
    with looked as (
      insert into aman.recent_look as l (user_id, agency_id, case_id, at)
        select e.user_id, (array_agg(e.agency_id order by e.seq desc))[1], c.id, max(e.at)
          from aman.followed_events(mark, last) e, unnest(e.subject_ids) s join aman."case" c on c.id = s
         where e.action = 'case.read' and e.at > the_moment - interval '1 hour'
         group by e.user_id, c.id
        union all
        select e.user_id, e.agency_id, null, e.at
          from aman.followed_events(mark, last) e
         where e.action in ('look-up.not-found', 'case.not-found-by-name') and e.at > the_moment - interval '1 hour'
      on conflict (user_id, case_id) do update set at = greatest(l.at, excluded.at)
      returning l.user_id)
    select distinct looked.user_id from looked;
end $$;

-- A colleague's looks of the last hour, newest first. Related to a case is who has worked on it, and an agency whose answer it awaits.
create function aman.recent_looks(the_user uuid, the_moment timestamptz)
returns table (agency_id uuid, at timestamptz, found boolean, related boolean)
language sql stable security definer set search_path = '' as $$
  select l.agency_id, l.at, l.case_id is not null, l.case_id is not null and (
           exists (select from aman.case_event w where w.case_id = l.case_id and w.user_id = l.user_id and w.changed)
           or exists (select from aman.referral r where r.case_id = l.case_id and r.to_agency_id = l.agency_id and r.status = 'sent'))
    from aman.recent_look l
   where l.user_id = the_user and l.at > the_moment - interval '1 hour'
   order by l.at desc limit 1000
$$;

-- Once an hour for one kind and colleague: who goes on is already asked about.
create function aman.raise_alert(the_kind text, the_agency uuid, the_user uuid, the_count integer, the_since timestamptz,
                                 the_until timestamptz, the_moment timestamptz) returns void
language sql security definer set search_path = '' as $$
  insert into aman.alert (kind, agency_id, user_id, count, since, until, raised_at)
  select the_kind, the_agency, the_user, the_count, the_since, the_until, the_moment
   where the_kind <> 'link-made' and not exists (select from aman.alert a
     where a.kind = the_kind and a.user_id = the_user and a.raised_at > the_moment - interval '1 hour')
$$;

-- Who is asked about a colleague: her agency's administrators and coordinators, never she herself; where her agency has no other,
-- the administrators of the others.
create function aman.oversees(the_agency uuid, the_colleague uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select aman.actor() <> the_colleague and case
    when the_agency = aman.agency() then aman.role() in ('administrator', 'coordinator')
    else aman.role() = 'administrator' and not exists (select from aman.staff s
      where s.agency_id = the_agency and s.user_id <> the_colleague and s.status = 'active' and s.role in ('administrator', 'coordinator'))
    end
$$;
grant select on aman.alert, aman.alert_review to aman_app;
grant insert on aman.alert_review to aman_app;
create policy alert_oversight on aman.alert for select to aman_app
  using ((select aman.role()) in ('administrator', 'coordinator') and aman.oversees(agency_id, user_id));
create policy alert_own_account on aman.alert for select to aman_app
  using (kind = 'link-made' and user_id = (select aman.actor()));
create policy review_read on aman.alert_review for select to aman_app
  using (exists (select from aman.alert a where a.id = alert_id));
-- Who made a link does not judge it.
create policy review_add on aman.alert_review for insert to aman_app
  with check (reviewed_by = (select aman.actor()) and reviewed_at = (select aman.moment())
    and exists (select from aman.alert a where a.id = alert_id and a.made_by is distinct from (select aman.actor())));

-- The person's own log ---------------------------------------------------------------------------------------------------

-- What was done with a case, newest first, and on what ground: the one that her agency's grant gave at that moment. For the lead
-- agency's case workers, who read it out to the person. Agencies and roles, no names.
create function aman.access_log(the_case uuid, before bigint, most integer)
returns table (seq bigint, at timestamptz, agency text, role text, action text, parts text, basis text, agreed_at timestamptz,
               lawful_basis text)
language plpgsql stable security definer set search_path = '' as $$
begin
  if not aman.leads(the_case) or not aman.works_cases() then
    raise exception 'not a case worker of the agency that leads the case' using errcode = 'insufficient_privilege';
  end if;
  return query
    select e.seq, e.at, a.name, e.role, e.action, e.detail ->> 'parts', coalesce(g.basis, case when c.id is not null then 'consent' end),
           c.recorded_at, g.lawful_basis
      from aman.case_event w
      join aman.audit_event e on e.seq = w.seq
      left join aman.agency a on a.id = e.agency_id
      left join lateral (
        select * from aman.grant_of_access g
         where g.case_id = the_case and g.agency_id = e.agency_id and not isempty(g.valid)
           -- The end is included: what closes a grant happens at its last moment.
           and lower(g.valid) <= e.at and coalesce(upper(g.valid), 'infinity') >= e.at
           -- Opened in an emergency it is one colleague's ground, and not her agency's.
           and (g.only_user_id is null or g.only_user_id = e.user_id)
         order by (g.basis = 'lead') desc, g.depth desc, lower(g.valid) limit 1) g on true
      -- What the police read of her without a grant names the consent to it. Believed only where she gave one to them by then.
      left join aman.consent c on c.case_id = the_case and (c.id = g.consent_id or (g.id is null and c.id::text = e.detail ->> 'consent'
        and c.purpose = 'police-report' and c.agreed and c.recipient_agency_id = e.agency_id and c.recorded_at <= e.at))
     where w.case_id = the_case and (before is null or w.seq < before)
       and (the_case = any (e.subject_ids)
         or exists (select from aman.notification_duty d where d.id = any (e.subject_ids) and d.case_id = the_case))
     order by w.seq desc
     limit least(most, 200);
end $$;

-- The first event of followed blocks that a person's log would pass over, though it is about her case. Null where none is.
create function aman.first_unlisted() returns bigint language sql stable security definer set search_path = '' as $$
  -- Spelled out, since the result of followed_events would be stored as a whole before it is read.
  select min(e.seq)
    from unnest((select range_agg(b.members) from aman.audit_block b where b.number <= (select f.block from aman.audit_followed f))) r
    join aman.audit_event e on e.seq >= lower(r) and e.seq < upper(r)
   cross join unnest(e.subject_ids) s
    join aman."case" c on c.id = s
   where e.action not like '%.listed' and e.action not like '%.stays-read' and e.action <> 'work.read'
     and not exists (select from aman.case_event w where w.case_id = c.id and w.seq = e.seq)
$$;

revoke execute on function aman.audit_head(), aman.first_unlisted(), aman.followed_events(bigint, bigint), aman.follow_blocks(integer, timestamptz),
  aman.recent_looks(uuid, timestamptz), aman.oversees(uuid, uuid), aman.access_log(uuid, bigint, integer),
  aman.raise_alert(text, uuid, uuid, integer, timestamptz, timestamptz, timestamptz) from public;
grant execute on function aman.audit_head(), aman.oversees(uuid, uuid), aman.access_log(uuid, bigint, integer) to aman_app;
grant execute on function aman.first_unlisted(), aman.follow_blocks(integer, timestamptz), aman.recent_looks(uuid, timestamptz),
  aman.raise_alert(text, uuid, uuid, integer, timestamptz, timestamptz, timestamptz) to aman_audit;
