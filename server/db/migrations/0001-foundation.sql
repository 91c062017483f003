-- Who acts, read by every policy. transact() sets these for one transaction; unset means nobody, and nobody sees nothing.
create schema aman;
grant usage on schema aman to aman_app;
create extension if not exists btree_gist;

create function aman.agency() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('aman.agency_id', true), '')::uuid $$;
create function aman.actor() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('aman.user_id', true), '')::uuid $$;
create function aman.role() returns text language sql stable parallel safe
  as $$ select coalesce(current_setting('aman.role', true), '') $$;
-- The moment that the action is judged by, so that one transaction never straddles a deadline.
create function aman.moment() returns timestamptz language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('aman.now', true), '')::timestamptz, now()) $$;
-- Administrators, coordinators and analysts hold no person's record, whatever their agency was granted.
create function aman.reads_cases() returns boolean language sql stable parallel safe
  as $$ select aman.role() in ('officer', 'hotline-operator', 'case-worker', 'shelter-manager', 'service-provider',
                               'investigator', 'prosecutor', 'focal-point') $$;
create function aman.works_cases() returns boolean language sql stable parallel safe
  as $$ select aman.role() in ('officer', 'hotline-operator', 'case-worker') $$;

create type aman.depth as enum ('existence', 'coded', 'identity', 'full');

-- Agencies and their people ---------------------------------------------------------------------------------------

create table aman.agency (
  id uuid primary key,
  kind text not null,
  name text not null,
  region text not null,
  country text not null,
  languages text[] not null default '{}',
  services text[] not null default '{}',
  groups text[] not null default '{}',
  phone text,
  status text not null default 'active' check (status in ('active', 'suspended')),
  version integer not null default 1,
  created_at timestamptz not null
);
create index agency_by_region on aman.agency (country, region, id);
create unique index agency_name_taken on aman.agency (country, lower(name));

create table aman.staff (
  user_id uuid primary key,
  agency_id uuid not null references aman.agency,
  role text not null,
  name text not null,
  email text not null,
  status text not null default 'invited' check (status in ('invited', 'active', 'suspended')),
  version integer not null default 1,
  created_at timestamptz not null
);
create unique index staff_email_taken on aman.staff (lower(email));
create index staff_by_agency on aman.staff (agency_id, user_id);

create table aman.api_token (
  id uuid primary key,
  user_id uuid not null references aman.staff,
  agency_id uuid not null references aman.agency,
  label text not null,
  hash bytea not null unique,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index api_token_by_user on aman.api_token (user_id, id);

-- Keys --------------------------------------------------------------------------------------------------------------

-- Wrapped by the root key, which is never in the database: without it these bytes open nothing.
create table aman.agency_key (
  agency_id uuid primary key references aman.agency,
  wrapped bytea not null
);
-- The data key of one depth of one case (or of a screening that has no case), sealed to one agency.
create table aman.data_key (
  subject_id uuid not null,
  depth aman.depth not null,
  agency_id uuid not null references aman.agency,
  sealed bytea not null,
  primary key (subject_id, depth, agency_id)
);

-- Screening -----------------------------------------------------------------------------------------------------------

create table aman.screening (
  id uuid primary key,
  agency_id uuid not null references aman.agency,
  case_id uuid,
  instrument text not null,
  instrument_version integer not null,
  situation text not null,
  age_group text not null check (age_group in ('adult', 'child', 'uncertain')),
  language text not null,
  place text,
  status text not null check (status in ('draft', 'completed')),
  answers jsonb not null,
  finding text,
  next_step text,
  started_by uuid not null,
  started_at timestamptz not null,
  completed_at timestamptz,
  version integer not null default 1
);
create index screening_by_agency on aman.screening (agency_id, id);
create index screening_by_case on aman.screening (case_id);
-- What was heard or seen, as the official wrote it: ciphertext.
create table aman.screening_narrative (
  screening_id uuid primary key references aman.screening,
  agency_id uuid not null,
  sealed bytea not null
);

-- Cases, in three depths ---------------------------------------------------------------------------------------------

create table aman."case" (
  id uuid primary key,
  lead_agency_id uuid not null references aman.agency,
  code_name text not null,
  status text not null check (status in ('open', 'closed')),
  opened_from text not null,
  screening_id uuid,
  age_group text not null check (age_group in ('adult', 'child', 'uncertain')),
  person_group text not null check (person_group in ('women', 'men', 'families', 'minors-alone')),
  citizenship text,
  languages text[] not null,
  interpreter boolean not null,
  step_free boolean not null,
  may_contact text not null check (may_contact in ('no', 'with-care', 'yes', 'not-asked')),
  risk text not null check (risk in ('high', 'medium', 'low', 'not-assessed')),
  region text not null,
  opened_by uuid not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  version integer not null default 1
);
create unique index case_code_name_taken on aman."case" (code_name);

-- Who she is, and how she can safely be reached: ciphertext.
create table aman.case_identity (
  case_id uuid primary key references aman."case",
  sealed bytea not null,
  version integer not null default 1
);
-- What she told and wishes: ciphertext, appended and never rewritten.
create table aman.case_narrative (
  id uuid primary key,
  case_id uuid not null references aman."case",
  kind text not null check (kind in ('wish', 'note')),
  written_by uuid not null,
  agency_id uuid not null,
  written_at timestamptz not null,
  sealed bytea not null
);
create index case_narrative_by_case on aman.case_narrative (case_id, id);

-- Consent and access -------------------------------------------------------------------------------------------------

create table aman.consent (
  id uuid primary key,
  case_id uuid not null references aman."case",
  purpose text not null,
  recipient_agency_id uuid references aman.agency,
  depth aman.depth not null,
  agreed boolean not null,
  given_by text not null check (given_by in ('self', 'guardian', 'representative')),
  how text not null check (how in ('spoken', 'written', 'thumb', 'video')),
  language text not null,
  interpreter boolean not null,
  form_version integer not null,
  explained text[] not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  -- Signed by the instance once signing lands; the record itself is never edited.
  signature text
);
create index consent_by_case on aman.consent (case_id, id);
create table aman.consent_withdrawal (
  consent_id uuid primary key references aman.consent,
  case_id uuid not null references aman."case",
  recorded_by uuid not null,
  withdrawn_at timestamptz not null
);

create table aman.referral (
  id uuid primary key,
  case_id uuid not null references aman."case",
  code_name text not null,
  from_agency_id uuid not null references aman.agency,
  to_agency_id uuid not null references aman.agency,
  service text not null,
  urgency text not null check (urgency in ('immediate', 'urgent', 'routine')),
  person_group text not null,
  step_free boolean not null,
  languages text[] not null,
  avoid_shelters uuid[] not null default '{}',
  status text not null check (status in ('draft', 'sent', 'accepted', 'declined', 'withdrawn', 'completed')),
  consent_id uuid references aman.consent,
  -- The rule that permits a referral without consent, such as a child's, by its id in knowledge/law.
  lawful_basis text,
  decline_reason text,
  outcome text,
  drafted_by uuid not null,
  drafted_at timestamptz not null,
  sent_at timestamptz,
  answer_due_at timestamptz,
  -- Past this moment a sent referral is expired: state that follows from time is not stored twice.
  expires_at timestamptz,
  answered_at timestamptz,
  closed_at timestamptz,
  version integer not null default 1,
  constraint referral_has_basis check (status = 'draft' or status = 'withdrawn' or consent_id is not null or lawful_basis is not null),
  constraint referral_outcome_coded check ((status = 'completed') = (outcome is not null)),
  constraint referral_decline_coded check ((status = 'declined') = (decline_reason is not null))
);
create index referral_inbox on aman.referral (to_agency_id, id);
create index referral_outbox on aman.referral (from_agency_id, id);
create index referral_by_case on aman.referral (case_id, id);
-- Two workers who refer one person to one agency for one service at once: one referral, one refusal.
create unique index referral_open_once on aman.referral (case_id, to_agency_id, service)
  where status in ('draft', 'sent', 'accepted');

create table aman.grant_of_access (
  id uuid primary key,
  case_id uuid not null references aman."case",
  agency_id uuid not null references aman.agency,
  given_by_agency_id uuid not null references aman.agency,
  purpose text not null,
  depth aman.depth not null,
  basis text not null check (basis in ('lead', 'consent', 'lawful')),
  consent_id uuid references aman.consent,
  lawful_basis text,
  referral_id uuid references aman.referral,
  -- Empty until a referral is accepted, then open until opens_until or until something closes it.
  valid tstzrange not null,
  opens_until timestamptz,
  created_at timestamptz not null,
  constraint grant_names_basis check (
    basis = 'lead' or (basis = 'consent' and consent_id is not null) or (basis = 'lawful' and lawful_basis is not null))
);
create index grant_by_agency on aman.grant_of_access (agency_id, case_id) include (depth, valid);
create index grant_by_case on aman.grant_of_access (case_id);
create index grant_by_referral on aman.grant_of_access (referral_id);
create index grant_by_consent on aman.grant_of_access (consent_id);
create unique index grant_one_lead on aman.grant_of_access (case_id) where basis = 'lead' and upper_inf(valid);

-- Shelters -------------------------------------------------------------------------------------------------------------

create table aman.shelter (
  id uuid primary key,
  agency_id uuid not null references aman.agency,
  code text not null,
  region text not null,
  languages text[] not null,
  version integer not null default 1
);
create index shelter_by_region on aman.shelter (region, id);
create table aman.shelter_address (
  shelter_id uuid primary key references aman.shelter,
  agency_id uuid not null references aman.agency,
  sealed bytea not null
);
create table aman.shelter_unit (
  id uuid primary key,
  shelter_id uuid not null references aman.shelter,
  agency_id uuid not null references aman.agency,
  label text not null,
  person_group text not null check (person_group in ('women', 'men', 'families', 'minors-alone'))
);
create index shelter_unit_by_shelter on aman.shelter_unit (shelter_id, id);
create table aman.bed (
  id uuid primary key,
  unit_id uuid not null references aman.shelter_unit,
  shelter_id uuid not null references aman.shelter,
  agency_id uuid not null references aman.agency,
  label text not null,
  step_free boolean not null,
  in_service boolean not null default true
);
create index bed_by_unit on aman.bed (unit_id, label);
create index bed_by_shelter on aman.bed (shelter_id);

create table aman.bed_use (
  id uuid primary key,
  kind text not null check (kind in ('hold', 'placement')),
  bed_id uuid not null references aman.bed,
  shelter_id uuid not null references aman.shelter,
  agency_id uuid not null references aman.agency,
  case_id uuid not null references aman."case",
  referral_id uuid references aman.referral,
  code_name text not null,
  during tstzrange not null,
  ended_reason text,
  made_by uuid not null,
  made_by_agency_id uuid not null references aman.agency,
  -- Two offers of one bed can race; the database, not the code, picks the winner. A hold ends by itself at its upper bound.
  constraint bed_taken exclude using gist (bed_id with =, during with &&),
  -- One person sleeps in one bed.
  constraint case_placed exclude using gist (case_id with =, during with &&) where (kind = 'placement')
);
create index bed_use_by_shelter on aman.bed_use (shelter_id, id);
create index bed_use_by_case on aman.bed_use (case_id, id);

-- Audit and repeated requests ----------------------------------------------------------------------------------------

create table aman.audit_event (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  user_id uuid,
  agency_id uuid,
  role text,
  action text not null,
  subject_ids uuid[] not null default '{}',
  detail jsonb
);

create table aman.idempotency (
  user_id uuid not null,
  key text not null,
  request_hash bytea not null,
  response jsonb,
  created_at timestamptz not null,
  primary key (user_id, key)
);
