-- Sign-in lives apart: `aman_auth` works in schema `auth` and reaches `aman` through four functions; `aman_app` has
-- no right here.
create schema auth;
grant usage on schema auth to aman_auth;

-- Names and columns of the first five tables are those that better-auth 1.7 reads and writes.
create table auth."user" (
  id uuid primary key,
  name text not null,
  email text not null constraint user_email_taken unique check (email = lower(email)),
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "twoFactorEnabled" boolean not null default false
);

create table auth.session (
  id uuid primary key,
  "userId" uuid not null references auth."user" on delete cascade,
  token text not null unique,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null,
  "ipAddress" text check ("ipAddress" = ''),
  "userAgent" text check ("userAgent" = ''),
  -- Whether a second factor was shown for this very session; a session from before the enrolment does not grow into
  -- one.
  "secondFactor" boolean not null default false
);
create index session_by_user on auth.session ("userId");

create table auth.account (
  id uuid primary key,
  "userId" uuid not null references auth."user" on delete cascade,
  "accountId" text not null,
  "providerId" text not null,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null,
  constraint account_of_provider unique ("userId", "providerId")
);

create table auth.verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index verification_by_identifier on auth.verification (identifier);

create table auth."twoFactor" (
  id uuid primary key,
  "userId" uuid not null constraint two_factor_of_user unique references auth."user" on delete cascade,
  secret text not null,
  "backupCodes" text not null,
  verified boolean default true,
  "failedVerificationCount" integer default 0,
  "lockedUntil" timestamptz
);

-- Attempts in a window, by keyed hash; the columns are those of rate-limiter-flexible.
create table auth.throttle (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
create index throttle_by_expiry on auth.throttle (expire);

-- One-time links by which a person chooses a password. The link itself is never stored.
create table auth.setup_link (
  hash bytea primary key,
  kind text not null check (kind in ('first-administrator', 'invitation', 'reset')),
  user_id uuid not null references auth."user" on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index setup_link_by_user on auth.setup_link (user_id);

grant select, insert, update, delete on all tables in schema auth to aman_auth;

-- What sign-in may ask of the rest ------------------------------------------------------------------------------------

grant usage on schema aman to aman_auth;

-- The only way in which sign-in writes the record: its own kind of event, at the database's own time.
create function aman.note_sign_in(the_user uuid, the_action text, the_detail jsonb)
returns void language plpgsql security definer set search_path = '' as $$
begin
  if the_action !~ '^sign-in\.[a-z-]{3,40}$' then
    raise exception 'not an event of signing in' using errcode = 'insufficient_privilege';
  end if;
  insert into aman.audit_event (at, user_id, agency_id, role, action, subject_ids, detail)
  values (clock_timestamp(), the_user,
          (select s.agency_id from aman.staff s where s.user_id = the_user),
          (select s.role from aman.staff s where s.user_id = the_user),
          the_action, array_remove(array[the_user], null), the_detail);
end $$;

-- Active staff of an active agency. Asked whenever a session begins.
create function aman.may_sign_in(the_user uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from aman.staff s join aman.agency a on a.id = s.agency_id and a.status = 'active'
                  where s.user_id = the_user and s.status = 'active')
$$;

-- Who was invited has answered by choosing a password. A suspension is not lifted by it.
create function aman.accept_invitation(the_user uuid) returns void
language sql security definer set search_path = '' as $$
  update aman.staff set status = 'active', version = version + 1 where user_id = the_user and status = 'invited'
$$;

-- Who had the password, or the device, may have made tokens with it.
create function aman.end_tokens(the_user uuid) returns void
language sql security definer set search_path = '' as $$
  update aman.api_token set revoked_at = clock_timestamp() where user_id = the_user and revoked_at is null
$$;

revoke execute on function aman.note_sign_in(uuid, text, jsonb), aman.may_sign_in(uuid),
  aman.accept_invitation(uuid), aman.end_tokens(uuid) from public;
grant execute on function aman.note_sign_in(uuid, text, jsonb), aman.may_sign_in(uuid),
  aman.accept_invitation(uuid), aman.end_tokens(uuid) to aman_auth;
