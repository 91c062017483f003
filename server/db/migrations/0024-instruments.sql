-- Screening instruments, written and reviewed here --------------------------------------------------------------------------------
-- No person's data. A draft is its author's; a second editor publishes it; what is published is never changed, since screenings that
-- were answered with it are shown with it for ever.

create table aman.instrument_draft (
  id uuid primary key,
  instrument text not null check (instrument ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(instrument) <= 60),
  base_version integer,
  body jsonb not null check (jsonb_typeof(body) = 'object' and length(body::text) <= 1000000),
  status text not null default 'draft' check (status in ('draft', 'in-review', 'published', 'returned', 'dropped')),
  author uuid not null references aman.staff (user_id),
  report jsonb,
  note text check (length(note) between 1 and 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null
);

create table aman.instrument_version (
  instrument text not null,
  version integer not null check (version between 1001 and 9999),
  body jsonb not null,
  author uuid not null,
  reviewer uuid not null,
  published_at timestamptz not null,
  draft_id uuid not null unique references aman.instrument_draft (id),
  primary key (instrument, version),
  constraint reviewed_by_another check (reviewer <> author)
);

alter table aman.instrument_draft enable row level security;
alter table aman.instrument_draft force row level security;
alter table aman.instrument_version enable row level security;
alter table aman.instrument_version force row level security;
create policy owner_all on aman.instrument_draft to aman_owner using (true) with check (true);
create policy owner_all on aman.instrument_version to aman_owner using (true) with check (true);

create policy draft_see on aman.instrument_draft for select to aman_app using ((select aman.role()) = 'instrument-editor');
create policy draft_add on aman.instrument_draft for insert to aman_app
  with check ((select aman.role()) = 'instrument-editor' and author = (select aman.actor()) and status = 'draft');
create policy draft_change on aman.instrument_draft for update to aman_app
  using ((select aman.role()) = 'instrument-editor') with check ((select aman.role()) = 'instrument-editor');
-- Every running Aman reads them at start, before anybody is signed in; they are what a screening reads aloud.
create policy version_see on aman.instrument_version for select to aman_app using (true);

grant select, insert on aman.instrument_draft to aman_app;
grant update (body, status, note, version, changed_at) on aman.instrument_draft to aman_app;
grant select on aman.instrument_version to aman_app;

-- Only the author writes, and nobody while it is read by another. Publishing is the function's below alone.
create function aman.keep_draft_steps() returns trigger language plpgsql set search_path = '' as $$
begin
  if current_user = 'aman_app' then
    if new.body is distinct from old.body and (old.author <> aman.actor() or old.status not in ('draft', 'returned')) then
      raise exception 'not the author, or in review' using errcode = 'check_violation', constraint = 'draft_body_kept';
    end if;
    if new.status <> old.status and not (
         (old.author = aman.actor() and (old.status, new.status) in
           (('draft', 'in-review'), ('returned', 'in-review'), ('draft', 'dropped'), ('returned', 'dropped')))
      or (old.author <> aman.actor() and (old.status, new.status) = ('in-review', 'returned'))) then
      raise exception 'not a step of hers' using errcode = 'check_violation', constraint = 'draft_steps_kept';
    end if;
  end if;
  return new;
end $$;
create trigger draft_steps before update on aman.instrument_draft for each row execute function aman.keep_draft_steps();

create function aman.refuse_version_change() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'a published version is never changed' using errcode = 'check_violation', constraint = 'version_kept';
end $$;
create trigger version_kept before update or delete on aman.instrument_version for each row execute function aman.refuse_version_change();

-- `seen`: the state that the reviewer read. Null: not hers, or too late. Numbers up to 1000 are those of the files that come with the
-- program, so that a later release never brings another text under a number that somebody was screened by here.
create function aman.publish_instrument(the_draft uuid, seen integer) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  d aman.instrument_draft;
  next_version integer;
begin
  if aman.role() is distinct from 'instrument-editor' then return null; end if;
  select * into d from aman.instrument_draft where id = the_draft for update;
  if not found or d.status <> 'in-review' or d.version <> seen or d.author = aman.actor() then return null; end if;
  perform pg_advisory_xact_lock(hashtext('instrument ' || d.instrument));
  select coalesce(max(v.version), 1000) + 1 into next_version from aman.instrument_version v where v.instrument = d.instrument;
  insert into aman.instrument_version (instrument, version, body, author, reviewer, published_at, draft_id)
    values (d.instrument, next_version, d.body || jsonb_build_object('id', d.instrument, 'version', next_version), d.author, aman.actor(),
            aman.moment(), d.id);
  update aman.instrument_draft set status = 'published', version = d.version + 1, changed_at = aman.moment() where id = d.id;
  return next_version;
end $$;
revoke execute on function aman.publish_instrument(uuid, integer), aman.keep_draft_steps(), aman.refuse_version_change() from public;
grant execute on function aman.publish_instrument(uuid, integer) to aman_app;

-- Every running Aman takes up what is published without a restart.
create function aman.tell_instrument_published() returns trigger language plpgsql set search_path = '' as $$
begin
  perform pg_notify('aman_instruments', '');
  return null;
end $$;
create trigger instrument_published after insert on aman.instrument_version for each statement execute function aman.tell_instrument_published();
