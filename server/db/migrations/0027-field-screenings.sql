-- Screenings that a field device took without a network and sends later: under an id of its own, with the moments of its own
-- clock, which may be wrong, beside those of the server.

alter table aman.screening
  -- Who saved the version that stands here, and when: a colleague who was slower is told.
  add column saved_by uuid,
  add column saved_at timestamptz,
  -- The device that the newest version from a device came from.
  add column device_id uuid references aman.device,
  -- As the device's clock had it. `started_at` and `completed_at` are the same moments by the server's clock.
  add column device_started_at timestamptz,
  add column device_saved_at timestamptz,
  -- When the last version that came from a device arrived.
  add column received_at timestamptz;
update aman.screening set saved_by = started_by, saved_at = coalesce(completed_at, started_at);
alter table aman.screening alter column saved_by set not null, alter column saved_at set not null;

-- Nobody who saves has to remember to say so, and nobody can say another's name.
create function aman.note_saver() returns trigger language plpgsql set search_path = '' as $$
begin
  new.saved_by := coalesce(aman.actor(), new.started_by);
  -- Rows that a set-up puts there have no actor, and are as old as they say.
  new.saved_at := case when aman.actor() is null then coalesce(new.completed_at, new.started_at) else aman.moment() end;
  return new;
end $$;
create trigger note_saver before insert on aman.screening for each row execute function aman.note_saver();
create trigger note_saver_again before update on aman.screening for each row
  when (old.version is distinct from new.version) execute function aman.note_saver();

-- A device makes the id. One that is a case's, or anything's that has keys, would open those keys to whoever sends it. That a
-- screening comes twice is decided by its key.
create function aman.guard_screening_id() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if (exists (select from aman.data_key k where k.subject_id = new.id) or exists (select from aman."case" c where c.id = new.id))
    and not exists (select from aman.screening s where s.id = new.id) then
    raise exception 'the id of another record' using errcode = 'unique_violation', constraint = 'screening_id_free';
  end if;
  return new;
end $$;
create trigger guard_screening_id before insert on aman.screening for each row execute function aman.guard_screening_id();
revoke execute on function aman.note_saver(), aman.guard_screening_id() from public;

-- Everything may be put right until it is finished, here as on the device.
grant update (situation, age_group, language, place, device_id, device_saved_at, received_at) on aman.screening to aman_app;

-- What the official prepared at the post for who can help: a referral needs a case, and a case is opened at the desk. Ciphertext.
alter table aman.screening_narrative add column sealed_referral bytea;
grant update (sealed_referral) on aman.screening_narrative to aman_app;

insert into aman.erasure_field (relation, field, does, becomes, because) values
  ('screening', 'saved_by', 'drop', null, 'a colleague'),
  ('screening', 'saved_at', 'drop', null, 'a moment'),
  ('screening', 'device_id', 'drop', null, 'a colleague''s telephone'),
  ('screening', 'device_started_at', 'drop', null, 'a moment'),
  ('screening', 'device_saved_at', 'drop', null, 'a moment'),
  ('screening', 'received_at', 'drop', null, 'a moment');
