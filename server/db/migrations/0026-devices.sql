-- Field devices: phones that screen without a network --------------------------------------------------------------------------------

-- The secret that is part of a device's key is made, handed over once and kept nowhere: nothing here helps to open a lost phone.
create table aman.device (
  id uuid primary key,
  user_id uuid not null references aman.staff,
  agency_id uuid not null references aman.agency,
  label text not null check (char_length(label) between 1 and 80),
  token_id uuid not null unique references aman.api_token,
  -- By what it proves itself while it is locked, and its token lies sealed: 256 random bits, of which the hash is kept.
  check_hash bytea not null check (octet_length(check_hash) = 32),
  enrolled_at timestamptz not null,
  last_seen_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid references aman.staff,
  wiped_at timestamptz,
  constraint device_revoked_whole check ((revoked_at is null) = (revoked_by is null))
);
create index device_by_user on aman.device (user_id, id);
create index device_by_agency on aman.device (agency_id, id);

-- One code a person: a newer one takes the place of the last, and use removes it.
create table aman.device_code (
  user_id uuid primary key references aman.staff,
  agency_id uuid not null references aman.agency,
  hash bytea not null unique check (octet_length(hash) = 32),
  label text not null check (char_length(label) between 1 and 80),
  made_by uuid not null references aman.staff,
  expires_at timestamptz not null
);

do $$
declare t text;
begin
  foreach t in array array['device', 'device_code']
  loop
    execute format('alter table aman.%I enable row level security', t);
    execute format('alter table aman.%I force row level security', t);
    execute format('create policy owner_all on aman.%I to aman_owner using (true) with check (true)', t);
  end loop;
end $$;

-- Who may screen may carry what screens, while she and her agency work. What a colleague may not see any more, her phone may not keep.
create function aman.carries_device(the_user uuid, the_agency uuid) returns boolean language sql stable set search_path = '' as $$
  select exists (select from aman.staff s join aman.agency a on a.id = s.agency_id
    where s.user_id = the_user and s.agency_id = the_agency and s.status = 'active' and a.status = 'active'
      and s.role in ('officer', 'hotline-operator', 'shift-lead', 'case-worker'))
$$;

-- Her own, and to an administrator those of the agency. Enrolled, seen and wiped are the doors' below; a revocation is not taken back.
grant select (id, user_id, agency_id, label, enrolled_at, last_seen_at, revoked_at, revoked_by, wiped_at) on aman.device to aman_app;
grant update (revoked_at, revoked_by) on aman.device to aman_app;
create policy device_read on aman.device for select to aman_app
  using (agency_id = (select aman.agency()) and (user_id = (select aman.actor()) or (select aman.role()) = 'administrator'));
create policy device_revoke on aman.device for update to aman_app
  using (agency_id = (select aman.agency()) and (user_id = (select aman.actor()) or (select aman.role()) = 'administrator')
    and revoked_at is null)
  with check (revoked_at = (select aman.moment()) and revoked_by = (select aman.actor()));

grant select (user_id, agency_id, label, expires_at), insert, update (hash, label, made_by, expires_at) on aman.device_code to aman_app;
create policy device_code_make on aman.device_code for all to aman_app
  using (agency_id = (select aman.agency()) and (user_id = (select aman.actor()) or (select aman.role()) = 'administrator'))
  with check (agency_id = (select aman.agency()) and (user_id = (select aman.actor()) or (select aman.role()) = 'administrator')
    and made_by = (select aman.actor()) and expires_at <= (select aman.moment()) + interval '15 minutes'
    and aman.carries_device(user_id, agency_id));

-- The doors of a phone, which nobody has signed in on -------------------------------------------------------------------------------

-- A code opens once: of two phones that bring it at one moment the second waits for the first, and finds nothing.
create function aman.enrol_device(code bytea, at_moment timestamptz, new_device uuid, new_check bytea, new_token uuid, token_hash bytea, token_ends timestamptz)
returns table (user_id uuid, name text, role text, agency_id uuid, agency_name text) language plpgsql security definer set search_path = '' as $$
declare c aman.device_code;
begin
  delete from aman.device_code x where x.hash = code and x.expires_at > at_moment returning x.* into c;
  if not found or not aman.carries_device(c.user_id, c.agency_id) then return; end if;
  insert into aman.api_token (id, user_id, agency_id, label, hash, scopes, created_at, expires_at)
  values (new_token, c.user_id, c.agency_id, c.label, token_hash, array['field'], at_moment, token_ends);
  insert into aman.device (id, user_id, agency_id, label, token_id, check_hash, enrolled_at, last_seen_at)
  values (new_device, c.user_id, c.agency_id, c.label, new_token, new_check, at_moment, at_moment);
  insert into aman.audit_event (at, user_id, agency_id, role, action, subject_ids)
  select at_moment, s.user_id, s.agency_id, s.role, 'device.enrolled', array[new_device] from aman.staff s where s.user_id = c.user_id;
  return query select s.user_id, s.name, s.role, a.id, a.name from aman.staff s join aman.agency a on a.id = s.agency_id
    where s.user_id = c.user_id;
end $$;

-- 'wipe' is the answer to a device that proves itself and may keep nothing. Everybody else hears what a device in use hears.
create function aman.device_state(the_device uuid, the_check bytea, at_moment timestamptz) returns text
language plpgsql security definer set search_path = '' as $$
declare d aman.device;
begin
  update aman.device x set last_seen_at = greatest(x.last_seen_at, at_moment) where x.id = the_device and x.check_hash = the_check returning x.* into d;
  if found and (d.revoked_at is not null or d.wiped_at is not null or not aman.carries_device(d.user_id, d.agency_id)) then return 'wipe'; end if;
  return 'ok';
end $$;

-- The device says that it keeps nothing any more: because it was told to, or after ten wrong PINs. Its token ends with it.
create function aman.device_wiped(the_device uuid, the_check bytea, at_moment timestamptz) returns boolean
language plpgsql security definer set search_path = '' as $$
declare d aman.device;
begin
  update aman.device x set wiped_at = at_moment, last_seen_at = greatest(x.last_seen_at, at_moment)
   where x.id = the_device and x.check_hash = the_check and x.wiped_at is null returning x.* into d;
  if not found then return false; end if;
  insert into aman.audit_event (at, user_id, agency_id, role, action, subject_ids, detail)
  select at_moment, s.user_id, s.agency_id, s.role, 'device.wiped', array[d.id], jsonb_build_object('revoked', d.revoked_at is not null)
    from aman.staff s where s.user_id = d.user_id;
  return true;
end $$;

-- A device's token ends with the device, and with what lets its owner carry one.
drop function aman.token_bearer(bytea, timestamptz);
create function aman.token_bearer(the_hash bytea, at timestamptz)
returns table (token_id uuid, user_id uuid, agency_id uuid, role text, scopes text[], expires_at timestamptz, device_id uuid)
language sql stable security definer set search_path = '' as $$
  select t.id, s.user_id, s.agency_id, s.role, t.scopes, t.expires_at, d.id
    from aman.api_token t
    join aman.staff s on s.user_id = t.user_id and s.status = 'active' and s.agency_id = t.agency_id
    join aman.agency a on a.id = s.agency_id and a.status = 'active'
    left join aman.device d on d.token_id = t.id
   where t.hash = the_hash and t.revoked_at is null and t.expires_at > at
     and (d.id is null or (d.revoked_at is null and d.wiped_at is null and aman.carries_device(d.user_id, d.agency_id)))
$$;
-- Not when it is seen: that would make every running Aman forget everybody all the time.
create trigger access_changed after update of revoked_at, wiped_at on aman.device for each statement execute function aman.tell_access_changed();

-- A new password ends what may read in her name. A device reads nothing of anybody, and what it has not sent would stay on it for good.
create or replace function aman.end_tokens(the_user uuid) returns void
language sql security definer set search_path = '' as $$
  update aman.api_token set revoked_at = clock_timestamp() where user_id = the_user and revoked_at is null and scopes <> array['field']
$$;

revoke execute on function aman.carries_device(uuid, uuid), aman.token_bearer(bytea, timestamptz),
  aman.enrol_device(bytea, timestamptz, uuid, bytea, uuid, bytea, timestamptz),
  aman.device_state(uuid, bytea, timestamptz), aman.device_wiped(uuid, bytea, timestamptz) from public;
grant execute on function aman.carries_device(uuid, uuid), aman.token_bearer(bytea, timestamptz),
  aman.enrol_device(bytea, timestamptz, uuid, bytea, uuid, bytea, timestamptz),
  aman.device_state(uuid, bytea, timestamptz), aman.device_wiped(uuid, bytea, timestamptz) to aman_app;
