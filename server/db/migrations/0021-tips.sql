-- The anonymous tip line --------------------------------------------------------------------------------------------------------
-- Of a tip coded facts and days lie in clear; what was written is ciphertext. Its id is chance and tells no time, no moment is kept,
-- and nothing here names who sent it or from where.

create table aman.tip (
  id uuid primary key,
  agency_id uuid not null references aman.agency,
  -- new: nobody has answered. waiting: for the sender. answered: the sender wrote again. closed.
  status text not null default 'new' check (status in ('new', 'waiting', 'answered', 'closed')),
  language text not null,
  about text not null check (about in ('self', 'other', 'place', 'job-offer')),
  danger text not null check (danger in ('yes', 'no', 'not-known')),
  happens text not null check (happens in ('now', 'weeks', 'months', 'longer', 'ahead', 'not-known')),
  region text check (region ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'),
  -- Taken down for somebody who told it.
  spoken boolean not null,
  closed_reason text check (closed_reason in ('acted-on', 'passed-on', 'nothing-to-do', 'not-serious', 'untouched')),
  -- What it led to, and not to which one: a case does not lead back here.
  became text[] not null default '{}' check (became <@ array['contact', 'screening', 'case', 'offer-warning']),
  received_on date not null,
  touched_on date not null,
  closed_on date,
  messages integer not null default 1 constraint tip_full check (messages <= 200),
  version integer not null default 1,
  sealed_place bytea,
  constraint tip_ends_whole check ((status = 'closed') = (closed_on is not null) and (status = 'closed') = (closed_reason is not null))
);
create index tip_by_agency on aman.tip (agency_id, status, touched_on, id);
create index tip_closed on aman.tip (closed_on) where status = 'closed';
create index tip_untouched on aman.tip (touched_on) where status <> 'closed';

-- A memory-hard hash of the sixteen digits, and the tip's key sealed by what else follows from them. The sender's way in and nobody's else.
create table aman.tip_receipt (
  tip_id uuid primary key references aman.tip,
  hash bytea not null unique check (octet_length(hash) = 32),
  sealed_key bytea not null
);

create table aman.tip_message (
  id uuid primary key,
  tip_id uuid not null references aman.tip,
  number integer not null,
  by_whom text not null check (by_whom in ('sender', 'desk')),
  said_on date not null,
  sealed bytea not null,
  unique (tip_id, number)
);

-- The bytes lie in the vault. What a file was called is kept nowhere. traces: it was taken as it came, with what it tells of its maker.
create table aman.tip_file (
  id uuid primary key,
  tip_id uuid not null references aman.tip,
  message_id uuid not null references aman.tip_message,
  media_type text not null,
  bytes integer not null check (bytes > 0),
  traces boolean not null,
  sealed_key bytea not null
);
create index tip_file_by_tip on aman.tip_file (tip_id, id);
create index tip_file_by_message on aman.tip_file (message_id);

-- A job offer that looks like a trap. Who offers it lies sealed; the signs are coded.
create table aman.offer_warning (
  id uuid primary key,
  agency_id uuid not null references aman.agency,
  status text not null default 'noted' check (status in ('noted', 'checked', 'dismissed')),
  work_country text check (work_country ~ '^[A-Z]{2}$'),
  work_region text,
  signs text[] not null check (cardinality(signs) > 0 and signs <@ array['money-ahead', 'takes-passport', 'no-contract', 'different-work',
    'debt-for-travel', 'no-address', 'hurry-and-secrecy', 'pay-too-good']),
  sealed bytea not null,
  tip_id uuid references aman.tip on delete set null,
  noted_by uuid not null,
  noted_on date not null,
  judged_by uuid,
  judged_on date,
  version integer not null default 1,
  constraint warning_judged_whole check ((status = 'noted') = (judged_by is null) and (judged_by is null) = (judged_on is null)),
  constraint warning_checked_by_another check (judged_by <> noted_by)
);
create index offer_warning_by_agency on aman.offer_warning (agency_id, status, noted_on, id);
create unique index offer_warning_of_tip on aman.offer_warning (tip_id) where tip_id is not null;

do $$
declare t text;
begin
  foreach t in array array['tip', 'tip_receipt', 'tip_message', 'tip_file', 'offer_warning']
  loop
    execute format('alter table aman.%I enable row level security', t);
    execute format('alter table aman.%I force row level security', t);
    execute format('create policy owner_all on aman.%I to aman_owner using (true) with check (true)', t);
  end loop;
end $$;

-- The desk that answers. Nobody of the program's own role reads a receipt's row.
grant select on aman.tip, aman.tip_message, aman.tip_file to aman_app;
grant update (status, closed_reason, became, touched_on, closed_on, messages, version) on aman.tip to aman_app;
grant insert on aman.tip_message to aman_app;
create policy tip_own on aman.tip for select to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_hotline()));
create policy tip_work on aman.tip for update to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_hotline()))
  with check (agency_id = (select aman.agency()) and (closed_reason is distinct from 'untouched'));
create policy tip_message_read on aman.tip_message for select to aman_app
  using (exists (select from aman.tip t where t.id = tip_id));
create policy tip_message_say on aman.tip_message for insert to aman_app
  with check (by_whom = 'desk' and exists (select from aman.tip t where t.id = tip_id));
create policy tip_file_read on aman.tip_file for select to aman_app
  using (exists (select from aman.tip t where t.id = tip_id));

grant select, insert on aman.offer_warning to aman_app;
grant update (status, judged_by, judged_on, version) on aman.offer_warning to aman_app;
create policy warning_own on aman.offer_warning for select to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_hotline()));
create policy warning_note on aman.offer_warning for insert to aman_app
  with check (agency_id = (select aman.agency()) and (select aman.works_hotline()) and noted_by = (select aman.actor())
    and status = 'noted' and (tip_id is null or exists (select from aman.tip t where t.id = tip_id)));
create policy warning_judge on aman.offer_warning for update to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_hotline()) and status = 'noted')
  with check (agency_id = (select aman.agency()) and judged_by = (select aman.actor()));

create policy data_key_of_tip on aman.data_key for select to aman_app
  using (agency_id = (select aman.agency()) and (select aman.works_hotline())
    and (exists (select from aman.tip t where t.id = data_key.subject_id)
      or exists (select from aman.offer_warning w where w.id = data_key.subject_id)));
create policy data_key_add_of_warning on aman.data_key for insert to aman_app
  with check ((select aman.works_hotline()) and agency_id = (select aman.agency())
    and exists (select from aman.offer_warning w where w.id = data_key.subject_id));

-- The doors of the sender, who is signed in to nothing ---------------------------------------------------------------------------

create function aman.answers_tips(the_agency uuid) returns boolean language sql stable set search_path = '' as $$
  select exists (select from aman.agency a where a.id = the_agency and a.status = 'active' and (a.kind = 'hotline' or 'hotline' = any (a.services)))
     and exists (select from aman.staff s where s.agency_id = the_agency and s.status = 'active'
       and s.role in ('hotline-operator', 'shift-lead', 'case-worker'))
$$;

-- Who would answer a tip of this region: the hotline there, else another one of the country. No row: nobody can.
create function aman.tip_desk(the_country text, the_region text) returns table (agency_id uuid, key_version integer, wrapped bytea)
language sql stable security definer set search_path = '' as $$
  select a.id, k.key_version, k.wrapped
    from aman.agency a
    join lateral (select y.key_version, y.wrapped from aman.agency_key y where y.agency_id = a.id order by y.key_version desc limit 1) k on true
   where a.country = the_country and aman.answers_tips(a.id)
   order by coalesce(a.region = the_region, false) desc, (a.kind = 'hotline') desc, a.created_at, a.id
   limit 1
$$;

create function aman.add_tip_file(the_tip uuid, the_message uuid, file jsonb) returns void language sql set search_path = '' as $$
  insert into aman.tip_file (id, tip_id, message_id, media_type, bytes, traces, sealed_key)
  select (file ->> 'id')::uuid, the_tip, the_message, file ->> 'type', (file ->> 'bytes')::integer, (file ->> 'traces')::boolean,
         decode(file ->> 'key', 'base64')
   where file is not null
$$;

-- A tip whole, or nothing of it. A form that is sent twice brings the same receipt twice and is one tip; the first words stand.
create function aman.leave_tip(tip jsonb, place bytea, words bytea, receipt bytea, receipt_key bytea, desk_key bytea, desk_version integer, file jsonb)
returns boolean language plpgsql security definer set search_path = '' as $$
declare
  the_id uuid := (tip ->> 'id')::uuid;
  the_agency uuid := (tip ->> 'agency')::uuid;
  is_spoken boolean := (tip ->> 'spoken')::boolean;
begin
  if the_agency is null or (is_spoken and not (aman.works_hotline() and the_agency = aman.agency())) then
    raise exception 'left with a desk, or taken down by who keeps it' using errcode = 'insufficient_privilege';
  end if;
  if not aman.answers_tips(the_agency) then
    raise exception 'nobody answers there' using errcode = 'check_violation', constraint = 'tip_answered';
  end if;
  if exists (select from aman.tip_receipt r where r.hash = receipt) then return false; end if;
  insert into aman.tip (id, agency_id, language, about, danger, happens, region, spoken, received_on, touched_on, sealed_place)
  values (the_id, the_agency, tip ->> 'language', tip ->> 'about', tip ->> 'danger', tip ->> 'happens', tip ->> 'region', is_spoken,
          (tip ->> 'day')::date, (tip ->> 'day')::date, place);
  insert into aman.tip_receipt (tip_id, hash, sealed_key) values (the_id, receipt, receipt_key);
  insert into aman.data_key (subject_id, depth, agency_id, sealed, key_version) values (the_id, 'full', the_agency, desk_key, desk_version);
  insert into aman.tip_message (id, tip_id, number, by_whom, said_on, sealed)
  values ((tip ->> 'message')::uuid, the_id, 1, 'sender', (tip ->> 'day')::date, words);
  perform aman.add_tip_file(the_id, (tip ->> 'message')::uuid, file);
  return true;
exception
  -- Pressed twice at once: the other press left it.
  when unique_violation then return false;
end $$;

-- What a receipt opens: ciphertext, and the tip's key sealed by the receipt itself.
create function aman.tip_of_receipt(receipt bytea)
returns table (tip_id uuid, status text, sealed_key bytea, message_id uuid, by_whom text, said_on date, sealed bytea, files bigint)
language sql stable security definer set search_path = '' as $$
  select t.id, t.status, r.sealed_key, m.id, m.by_whom, m.said_on, m.sealed,
         (select count(*) from aman.tip_file f where f.message_id = m.id)
    from aman.tip_receipt r
    join aman.tip t on t.id = r.tip_id
    join aman.tip_message m on m.tip_id = t.id
   where r.hash = receipt
   order by m.number
$$;

-- The sender says more. Whatever the desk had ended opens again: words of somebody in danger are never turned away.
-- null: nothing under this receipt.
create function aman.follow_tip(receipt bytea, message uuid, words bytea, the_day date, file jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare t aman.tip;
begin
  select x.* into t from aman.tip x join aman.tip_receipt r on r.tip_id = x.id where r.hash = receipt for update of x;
  if not found then return null; end if;
  if exists (select from aman.tip_message m where m.id = message) then return 'before'; end if;
  update aman.tip x set status = case t.status when 'new' then 'new' else 'answered' end, closed_on = null, closed_reason = null,
    touched_on = the_day, messages = t.messages + 1, version = t.version + 1 where x.id = t.id;
  insert into aman.tip_message (id, tip_id, number, by_whom, said_on, sealed) values (message, t.id, t.messages + 1, 'sender', the_day, words);
  perform aman.add_tip_file(t.id, message, file);
  return 'added';
end $$;

-- A contact that is made from a tip belongs to a tip of the same desk.
create function aman.contact_from_tip() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update aman.tip t set became = (select array_agg(distinct b order by b) from unnest(t.became || 'contact'::text) b)
   where t.id = new.tip_id and t.agency_id = new.agency_id;
  if not found then raise exception 'no such tip' using errcode = 'check_violation', constraint = 'contact_tip_known'; end if;
  return new;
end $$;
-- Before the row: who has no such tip does not learn from a unique index that another desk has one.
create trigger contact_from_tip before insert on aman.contact for each row when (new.tip_id is not null) execute function aman.contact_from_tip();

-- Retention: of the operator's run alone -----------------------------------------------------------------------------------------

create function aman.destroy_tip(the_tip uuid) returns void language plpgsql set search_path = '' as $$
begin
  update aman.contact c set tip_id = null where c.tip_id = the_tip;
  delete from aman.tip_file f where f.tip_id = the_tip;
  delete from aman.tip_message m where m.tip_id = the_tip;
  delete from aman.tip_receipt r where r.tip_id = the_tip;
  delete from aman.data_key k where k.subject_id = the_tip;
  delete from aman.tip t where t.id = the_tip;
end $$;

-- Closes what neither side has touched since a day, and destroys what was closed on or before another.
create function aman.retire_tips(the_day date, untouched_since date, closed_until date) returns table (closed bigint, destroyed bigint)
language plpgsql set search_path = '' as $$
declare
  gone uuid[];
  each_tip uuid;
begin
  update aman.tip t set status = 'closed', closed_reason = 'untouched', closed_on = the_day, version = t.version + 1
   where t.status <> 'closed' and t.touched_on < untouched_since;
  get diagnostics closed = row_count;
  gone := array(select t.id from aman.tip t where t.status = 'closed' and t.closed_on <= closed_until order by t.id for update);
  foreach each_tip in array gone loop perform aman.destroy_tip(each_tip); end loop;
  destroyed := cardinality(gone);
  if destroyed > 0 then
    insert into aman.audit_event (at, action, subject_ids, detail)
    values (aman.moment(), 'tip.destroyed', '{}', jsonb_build_object('count', destroyed));
  end if;
  return next;
end $$;

create or replace function aman.attachments_kept(the_ids uuid[]) returns setof uuid language sql stable security definer set search_path = ''
  as $$ select id from aman.attachment where id = any (the_ids) union all select id from aman.tip_file where id = any (the_ids) $$;

revoke execute on function aman.answers_tips(uuid), aman.tip_desk(text, text), aman.add_tip_file(uuid, uuid, jsonb),
  aman.leave_tip(jsonb, bytea, bytea, bytea, bytea, bytea, integer, jsonb), aman.tip_of_receipt(bytea),
  aman.follow_tip(bytea, uuid, bytea, date, jsonb), aman.contact_from_tip(), aman.destroy_tip(uuid), aman.retire_tips(date, date, date) from public;
grant execute on function aman.tip_desk(text, text), aman.leave_tip(jsonb, bytea, bytea, bytea, bytea, bytea, integer, jsonb),
  aman.tip_of_receipt(bytea), aman.follow_tip(bytea, uuid, bytea, date, jsonb) to aman_app;

insert into aman.erasure_rule (relation, does, turn, rows_of, because, running, running_as) values
  ('tip', 'keep', 0, null, 'of a sender whom nobody knows; it goes by a term of its own', null, null),
  ('tip_receipt', 'keep', 0, null, 'goes with its tip', null, null),
  ('tip_message', 'keep', 0, null, 'goes with its tip', null, null),
  ('tip_file', 'keep', 0, null, 'goes with its tip', null, null),
  ('offer_warning', 'keep', 0, null, 'of who offers work, and of no person who was helped', null, null);
