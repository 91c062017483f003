-- The live queue of a hotline ---------------------------------------------------------------------------------------------------
-- A call as an exchange announced it: coded facts, and a keyed token of who calls. The exchange's own name of the call is kept as a
-- token too, since exchanges write the caller's number into it.
create table aman.incoming_call (
  id uuid primary key,
  agency_id uuid not null references aman.agency,
  external_token bytea not null check (octet_length(external_token) = 32),
  caller_token bytea check (octet_length(caller_token) = 32),
  channel text not null check (channel in ('phone', 'chat', 'messenger')),
  line text check (line ~ '^[a-z][a-z-]{0,29}$'),
  language text check (language ~ '^[a-z]{2,3}$'),
  skill text check (skill in ('general', 'child', 'labour', 'legal', 'psychological')),
  status text not null default 'waiting' check (status in ('waiting', 'answered', 'lost', 'ended')),
  rang_at timestamptz not null,
  received_at timestamptz not null,
  reported_by uuid not null,
  answered_by uuid,
  answered_at timestamptz,
  ended_at timestamptz,
  unique (id, agency_id),
  constraint incoming_call_once unique (agency_id, external_token),
  constraint incoming_call_answered_whole check ((answered_by is null) = (answered_at is null)
    and (answered_by is not null) = (status in ('answered', 'ended'))),
  constraint incoming_call_ended_whole check ((status in ('lost', 'ended')) = (ended_at is not null))
);
create index incoming_call_waiting on aman.incoming_call (agency_id, rang_at, id) where status = 'waiting';
create index incoming_call_known on aman.incoming_call (agency_id, caller_token) where caller_token is not null;
create index incoming_call_forgotten on aman.incoming_call (agency_id, received_at) where caller_token is not null;

-- A contact is begun from a call of its own agency, or from none.
alter table aman.contact add constraint contact_of_call foreign key (incoming_call_id, agency_id)
  references aman.incoming_call (id, agency_id);

-- Who goes on with an open contact, where that is not who began it.
alter table aman.contact add column held_by uuid;
create index contact_by_holder on aman.contact (agency_id, coalesce(held_by, started_by), id) where status = 'open';
grant update (held_by) on aman.contact to aman_app;
insert into aman.erasure_field (relation, field, does, becomes, because) values
  ('contact', 'held_by', 'drop', null, 'a colleague');

create function aman.guard_holder() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if aman.role() is distinct from 'shift-lead' then
    raise exception 'given to another by the shift lead' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from aman.staff s where s.user_id = new.held_by and s.agency_id = new.agency_id and s.status = 'active'
      and s.role in ('hotline-operator', 'shift-lead', 'case-worker')) then
    raise exception 'not a colleague of the desk' using errcode = 'check_violation', constraint = 'contact_holder_of_desk';
  end if;
  return new;
end $$;
create trigger guard_holder before update of held_by on aman.contact for each row
  when (new.held_by is distinct from old.held_by) execute function aman.guard_holder();

-- From one shift to the next: numbers as they stood, and words that are gone after fourteen days.
create table aman.shift_handover (
  id uuid primary key,
  agency_id uuid not null references aman.agency,
  status text not null default 'offered' check (status in ('offered', 'accepted')),
  waiting integer not null,
  due integer not null,
  open integer not null,
  given_by uuid not null,
  given_at timestamptz not null,
  accepted_by uuid,
  accepted_at timestamptz,
  constraint shift_handover_accepted_whole check ((status = 'accepted') = (accepted_by is not null)
    and (accepted_by is null) = (accepted_at is null)),
  constraint shift_handover_to_another check (accepted_by <> given_by)
);
create unique index shift_handover_once on aman.shift_handover (agency_id) where status = 'offered';
create index shift_handover_newest on aman.shift_handover (agency_id, given_at);

create table aman.shift_note (
  handover_id uuid primary key references aman.shift_handover,
  agency_id uuid not null,
  sealed bytea not null,
  key_version integer not null,
  constraint shift_note_of_version foreign key (agency_id, key_version) references aman.agency_key (agency_id, key_version)
);
create index shift_note_of_agency on aman.shift_note (agency_id);

do $$
declare t text;
begin
  foreach t in array array['incoming_call', 'shift_handover', 'shift_note']
  loop
    execute format('alter table aman.%I enable row level security', t);
    execute format('alter table aman.%I force row level security', t);
    execute format('create policy owner_all on aman.%I to aman_owner using (true) with check (true)', t);
  end loop;
end $$;

grant select, insert on aman.incoming_call, aman.shift_handover, aman.shift_note to aman_app;
grant update (status, answered_by, answered_at, ended_at, caller_token) on aman.incoming_call to aman_app;
create policy incoming_call_read on aman.incoming_call for select to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_hotline()));
create policy incoming_call_add on aman.incoming_call for insert to aman_app
  with check (agency_id = (select aman.agency()) and (select aman.works_hotline()) and status = 'waiting'
    and reported_by = (select aman.actor()) and received_at = (select aman.moment()) and rang_at <= received_at);
create policy incoming_call_change on aman.incoming_call for update to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_hotline()));

-- A call goes one way, is answered in one's own name, and its token can only be forgotten.
create function aman.guard_call() returns trigger language plpgsql set search_path = '' as $$
begin
  if current_user <> 'aman_app' then return new; end if;
  if (old.status, new.status) not in (('waiting', 'answered'), ('waiting', 'lost'), ('answered', 'ended'))
    and new.status <> old.status then
    raise exception 'a call goes one way' using errcode = 'insufficient_privilege';
  end if;
  if new.answered_by is distinct from old.answered_by and (old.answered_by is not null or new.answered_by <> aman.actor()) then
    raise exception 'answered in another''s name' using errcode = 'insufficient_privilege';
  end if;
  if new.caller_token is distinct from old.caller_token and new.caller_token is not null then
    raise exception 'a token is forgotten or stays' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard_call before update on aman.incoming_call for each row execute function aman.guard_call();

-- A token serves to know a caller again. The contact keeps it; a call that led to none keeps it for thirty days.
create function aman.forget_callers() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update aman.incoming_call c set caller_token = null
   where c.agency_id = new.agency_id and c.caller_token is not null and c.received_at < new.received_at - interval '30 days';
  return null;
end $$;
create trigger forget_callers after insert on aman.incoming_call for each row execute function aman.forget_callers();

grant update (status, accepted_by, accepted_at) on aman.shift_handover to aman_app;
create policy shift_handover_read on aman.shift_handover for select to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_hotline()));
create policy shift_handover_add on aman.shift_handover for insert to aman_app
  with check (agency_id = (select aman.agency()) and (select aman.role()) = 'shift-lead' and status = 'offered'
    and given_by = (select aman.actor()) and given_at = (select aman.moment()));
create policy shift_handover_accept on aman.shift_handover for update to aman_app
  using (agency_id = (select aman.agency()) and (select aman.role()) = 'shift-lead' and status = 'offered')
  with check (status = 'accepted' and accepted_by = (select aman.actor()) and accepted_at = (select aman.moment()));

create policy shift_note_read on aman.shift_note for select to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_hotline()));
create policy shift_note_add on aman.shift_note for insert to aman_app
  with check (agency_id = (select aman.agency()) and exists (select from aman.shift_handover h
    where h.id = handover_id and h.agency_id = (select aman.agency()) and h.given_by = (select aman.actor()) and h.status = 'offered'));

create function aman.forget_notes() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from aman.shift_note n using aman.shift_handover h
   where h.id = n.handover_id and n.agency_id = new.agency_id and h.given_at < new.given_at - interval '14 days';
  return null;
end $$;
create trigger forget_notes after insert on aman.shift_handover for each row execute function aman.forget_notes();
insert into aman.erasure_rule (relation, does, turn, rows_of, because, running, running_as) values
  ('shift_note', 'keep', 0, null, 'the desk''s own words to its next shift, gone after fourteen days', null, null);

-- Every running Aman tells the queues of that agency that something has changed, and nothing of what.
create function aman.tell_queue_changed() returns trigger language plpgsql set search_path = '' as $$
begin
  perform pg_notify('aman_queue', new.agency_id::text);
  return null;
end $$;
create trigger queue_changed after insert or update on aman.incoming_call for each row execute function aman.tell_queue_changed();
create trigger queue_changed after insert or update on aman.contact for each row execute function aman.tell_queue_changed();
create trigger queue_changed after insert or update on aman.call_back for each row execute function aman.tell_queue_changed();
create trigger queue_changed after insert or update on aman.shift_handover for each row execute function aman.tell_queue_changed();

revoke execute on function aman.guard_holder(), aman.guard_call(), aman.forget_callers(), aman.forget_notes(),
  aman.tell_queue_changed() from public;
