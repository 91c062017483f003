-- An NGO's duty to let the police know that a person turned to it. What the police receive stands in a row of its own that
-- names no case: they learn what it says and nothing else.

-- The NGO's side: that the person was told before, of what, and to whom it goes.
create table aman.notification_duty (
  id uuid primary key,
  case_id uuid not null references aman."case",
  to_agency_id uuid not null references aman.agency,
  told_on date not null,
  told_language text not null,
  told_how text not null check (told_how in ('spoken', 'interpreter', 'written')),
  exploitation text check (exploitation in ('labour', 'sexual', 'begging', 'criminal-activity', 'other')),
  persons integer not null check (persons between 1 and 50),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  -- Two colleagues at once inform one body of one case once.
  constraint notification_duty_once unique (case_id, to_agency_id)
);
-- What was sent: columns for coded facts, so that there is no place for a name.
create table aman.notification (
  id uuid primary key references aman.notification_duty,
  number text not null constraint notification_number_taken unique check (number ~ '^[0-9]{4}(-[0-9A-F]{4}){3}$'),
  from_agency_id uuid not null references aman.agency,
  to_agency_id uuid not null references aman.agency,
  rule text not null,
  turned_on date,
  region text,
  exploitation text,
  age_group text,
  persons integer,
  sent_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by uuid
);
create index notification_inbox on aman.notification (to_agency_id, id);
create index notification_waiting on aman.notification (to_agency_id, id) where acknowledged_at is null;
create index notification_outbox on aman.notification (from_agency_id, id);
-- Who she is, added only with her consent to a report that names this body; ciphertext under a key of its own.
create table aman.notification_identity (
  notification_id uuid primary key references aman.notification,
  consent_id uuid not null references aman.consent,
  sealed bytea not null,
  added_by uuid not null,
  added_at timestamptz not null
);
create index notification_identity_by_consent on aman.notification_identity (consent_id);

do $$
declare t text;
begin
  foreach t in array array['notification_duty', 'notification', 'notification_identity']
  loop
    execute format('alter table aman.%I enable row level security', t);
    execute format('alter table aman.%I force row level security', t);
    execute format('create policy owner_all on aman.%I to aman_owner using (true) with check (true)', t);
  end loop;
end $$;

-- True where it has been sent. A definer function, or the policies of both tables would ask each other without end.
create function aman.was_notified(the_duty uuid) returns boolean language sql stable security definer set search_path = ''
  as $$ select exists (select from aman.notification n where n.id = the_duty) $$;

create function aman.receives_notifications() returns boolean language sql stable parallel safe set search_path = ''
  as $$ select aman.role() in ('investigator', 'prosecutor') $$;

-- True while the consent holds. The police may ask it of the identity that they were sent, and see no consent otherwise.
create function aman.consent_stands(the_consent uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from aman.consent c
    where c.id = the_consent and c.agreed and c.valid_from <= aman.moment() and aman.moment() < c.valid_until
      and not exists (select from aman.consent_withdrawal w where w.consent_id = c.id))
$$;

-- Told, and told anew while nothing has been sent.
grant select, insert on aman.notification_duty to aman_app;
grant update (told_on, told_language, told_how, exploitation, persons, recorded_by, recorded_at) on aman.notification_duty to aman_app;
create policy notification_duty_read on aman.notification_duty for select to aman_app
  using ((select aman.works_cases()) and aman.leads(case_id));
create policy notification_duty_add on aman.notification_duty for insert to aman_app
  with check ((select aman.works_cases()) and aman.leads(case_id) and to_agency_id <> (select aman.agency())
    and recorded_by = (select aman.actor()) and recorded_at = (select aman.moment()));
create policy notification_duty_change on aman.notification_duty for update to aman_app
  using ((select aman.works_cases()) and aman.leads(case_id) and not aman.was_notified(id))
  with check (recorded_by = (select aman.actor()) and recorded_at = (select aman.moment()));

-- Sent once, never edited; of what the case and the telling say, or of less. The receiver may only say that it has it.
grant select, insert, update (acknowledged_at, acknowledged_by) on aman.notification to aman_app;
create policy notification_of_receiver on aman.notification for select to aman_app
  using (to_agency_id = (select aman.agency()) and (select aman.receives_notifications()));
create policy notification_of_lead on aman.notification for select to aman_app
  using ((select aman.works_cases()) and (from_agency_id = (select aman.agency())
    or exists (select from aman.notification_duty d where d.id = notification.id)));
create policy notification_send on aman.notification for insert to aman_app
  with check (from_agency_id = (select aman.agency()) and (select aman.works_cases()) and sent_at = (select aman.moment())
    and acknowledged_at is null and acknowledged_by is null
    and exists (select from aman.notification_duty d join aman."case" c on c.id = d.case_id
      where d.id = notification.id and d.to_agency_id = notification.to_agency_id and aman.leads(d.case_id)
        and d.told_on <= ((select aman.moment()) at time zone 'UTC')::date + 1
        and abs(coalesce(turned_on, c.opened_at::date) - c.opened_at::date) <= 1
        and coalesce(notification.region, c.region) = c.region
        and coalesce(notification.age_group, c.age_group) = c.age_group
        and coalesce(notification.persons, d.persons) = d.persons
        and (notification.exploitation is null or notification.exploitation = d.exploitation)));
create policy notification_acknowledge on aman.notification for update to aman_app
  using (to_agency_id = (select aman.agency()) and (select aman.receives_notifications()) and acknowledged_at is null)
  with check (acknowledged_at = (select aman.moment()) and acknowledged_by = (select aman.actor()));

-- Added while she agrees, and seen by the receiver only as long as she does.
grant select, insert on aman.notification_identity to aman_app;
create policy notification_identity_of_lead on aman.notification_identity for select to aman_app
  using (exists (select from aman.notification_duty d where d.id = notification_id));
create policy notification_identity_of_receiver on aman.notification_identity for select to aman_app
  using ((select aman.receives_notifications()) and aman.consent_stands(consent_id)
    and exists (select from aman.notification n where n.id = notification_id and n.to_agency_id = (select aman.agency())));
create policy notification_identity_add on aman.notification_identity for insert to aman_app
  with check ((select aman.works_cases()) and added_by = (select aman.actor()) and added_at = (select aman.moment())
    and aman.consent_stands(consent_id)
    and exists (select from aman.notification n
      join aman.notification_duty d on d.id = n.id
      join aman.consent c on c.id = notification_identity.consent_id and c.case_id = d.case_id
      where n.id = notification_id and aman.leads(d.case_id) and c.purpose = 'police-report'
        and c.recipient_agency_id = n.to_agency_id and c.depth >= 'identity'));

-- Its key goes to both sides, and is read by whoever may read what it opens.
create policy data_key_of_notification on aman.data_key for select to aman_app
  using (agency_id = (select aman.agency())
    and exists (select from aman.notification_identity i where i.notification_id = data_key.subject_id));
create policy data_key_add_of_notification on aman.data_key for insert to aman_app
  with check ((select aman.works_cases()) and depth = 'identity'
    and exists (select from aman.notification n join aman.notification_duty d on d.id = n.id
      where n.id = data_key.subject_id and data_key.agency_id in (n.from_agency_id, n.to_agency_id, (select aman.agency()))));

-- A withdrawal takes the receiver's key away; the policy has closed the row by then. She takes back her newest answer, which may
-- be a later one than that on which the name was added.
create function aman.forget_notified_identity() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from aman.data_key k using aman.consent w, aman.consent c, aman.notification_identity i, aman.notification n
   where w.id = new.consent_id and c.case_id = w.case_id and c.purpose = w.purpose and c.own_view = w.own_view
     and c.recipient_agency_id = w.recipient_agency_id
     and i.consent_id = c.id and n.id = i.notification_id and k.subject_id = n.id and k.agency_id = n.to_agency_id;
  return null;
end $$;
create trigger forget_notified_identity after insert on aman.consent_withdrawal
  for each row execute function aman.forget_notified_identity();

-- Her own log tells who read her name, though who receives a notification does not learn her case: the database writes the look.
create function aman.note_name_read(the_notification uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into aman.audit_event (at, user_id, agency_id, role, action, subject_ids, detail)
  select aman.moment(), aman.actor(), aman.agency(), aman.role(), 'case.read', array[d.case_id],
         jsonb_build_object('parts', 'identity notification', 'consent', i.consent_id)
    from aman.notification_identity i
    join aman.notification n on n.id = i.notification_id
    join aman.notification_duty d on d.id = n.id
   where n.id = the_notification and (n.to_agency_id = aman.agency() and aman.receives_notifications()
     or aman.works_cases() and aman.leads(d.case_id));
  if not found then
    raise exception 'not a name that the acting agency was sent or sent' using errcode = 'insufficient_privilege';
  end if;
end $$;

revoke execute on function aman.was_notified(uuid), aman.receives_notifications(), aman.consent_stands(uuid),
  aman.note_name_read(uuid), aman.forget_notified_identity() from public;
grant execute on function aman.was_notified(uuid), aman.receives_notifications(), aman.consent_stands(uuid),
  aman.note_name_read(uuid) to aman_app;
