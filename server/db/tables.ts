import type { ColumnType, Generated, Selectable } from 'kysely'
import type { Role } from '#domain/access/roles.ts'
import type { AttachmentTables } from './tables/attachments.ts'
import type { AuditTables } from './tables/audit.ts'
import type { BreakGlassTables } from './tables/break-glass.ts'
import type { CommitmentTables } from './tables/commitments.ts'
import type { ConsentTables } from './tables/consent.ts'
import type { DeviceTables } from './tables/devices.ts'
import type { ErasureTables } from './tables/erasure.ts'
import type { HotlineTables } from './tables/hotline.ts'
import type { InstrumentTables } from './tables/instruments.ts'
import type { NotificationTables } from './tables/notification.ts'
import type { QueueTables } from './tables/queue.ts'
import type { ReflectionTables } from './tables/reflection.ts'
import type { ServiceTables } from './tables/services.ts'
import type { StandardsTables } from './tables/standards.ts'
import type { TipTables } from './tables/tips.ts'

type Json<T> = ColumnType<T, string, string>
type Version = Generated<number>

export type Depth = 'existence' | 'coded' | 'identity' | 'full'

type AgencyTable = {
  id: string
  kind: string
  name: string
  region: string
  country: string
  languages: string[]
  services: string[]
  groups: string[]
  phone: string | null
  status: Generated<'active' | 'suspended'>
  version: Version
  created_at: Date
}

type StaffTable = {
  user_id: string
  agency_id: string
  role: Role
  name: string
  email: string
  status: Generated<'invited' | 'active' | 'suspended'>
  version: Version
  created_at: Date
}

type ApiTokenTable = {
  id: string
  user_id: string
  agency_id: string
  label: string
  hash: Buffer
  scopes: string[]
  created_at: Date
  expires_at: Date
  revoked_at: Date | null
}

type ScreeningTable = {
  id: string
  agency_id: string
  case_id: string | null
  instrument: string
  instrument_version: number
  situation: string
  age_group: 'adult' | 'child' | 'uncertain'
  language: string
  place: string | null
  status: 'draft' | 'completed'
  answers: Json<Record<string, string>>
  finding: string | null
  next_step: string | null
  started_by: string
  started_at: Date
  completed_at: Date | null
  version: Version
  saved_by: Generated<string>
  saved_at: Generated<Date>
  device_id: Generated<string | null>
  device_started_at: Generated<Date | null>
  device_saved_at: Generated<Date | null>
  received_at: Generated<Date | null>
}

type CaseTable = {
  id: string
  lead_agency_id: string
  code_name: string
  status: 'open' | 'closed'
  opened_from: string
  screening_id: string | null
  age_group: 'adult' | 'child' | 'uncertain'
  person_group: string
  citizenship: string | null
  languages: string[]
  interpreter: boolean
  step_free: boolean
  may_contact: 'no' | 'with-care' | 'yes' | 'not-asked'
  risk: 'high' | 'medium' | 'low' | 'not-assessed'
  region: string
  opened_by: string
  opened_at: Date
  closed_at: Date | null
  guardian_unsafe: Generated<boolean>
  version: Version
}

export type ReferralTable = {
  id: string
  case_id: string
  code_name: string
  from_agency_id: string
  to_agency_id: string
  service: string
  urgency: 'immediate' | 'urgent' | 'routine'
  status: 'draft' | 'sent' | 'accepted' | 'declined' | 'withdrawn' | 'completed'
  consent_id: string | null
  lawful_basis: string | null
  decline_reason: string | null
  outcome: string | null
  drafted_by: string
  drafted_at: Date
  sent_at: Date | null
  answer_due_at: Date | null
  expires_at: Date | null
  answered_at: Date | null
  closed_at: Date | null
  version: Version
}

/** What the person needs where she is referred to: coded facts, behind a grant of that depth. */
type ReferralNeedTable = {
  referral_id: string
  case_id: string
  person_group: string
  step_free: boolean
  languages: string[]
  avoid_shelters: Generated<string[]>
}

type GrantTable = {
  id: string
  case_id: string
  agency_id: string
  given_by_agency_id: string
  purpose: string
  depth: Depth
  basis: 'lead' | 'consent' | 'lawful' | 'break-glass'
  consent_id: string | null
  lawful_basis: string | null
  referral_id: string | null
  valid: string
  opens_until: Date | null
  closed_at: Generated<Date | null>
  /** Set on access in an emergency, which is one colleague's and not her agency's. */
  break_glass_id: Generated<string | null>
  only_user_id: Generated<string | null>
  created_at: Date
}

type BedUseTable = {
  id: string
  kind: 'hold' | 'placement'
  bed_id: string
  shelter_id: string
  agency_id: string
  case_id: string
  referral_id: string | null
  code_name: string
  during: string
  ended_reason: string | null
  made_by: string
  made_by_agency_id: string
}

type CaseTables = {
  agency: AgencyTable
  staff: StaffTable
  api_token: ApiTokenTable
  agency_key: { agency_id: string; key_version: number; wrapped: Buffer }
  data_key: { subject_id: string; depth: Depth; agency_id: string; sealed: Buffer; key_version: number }
  screening: ScreeningTable
  screening_narrative: {
    screening_id: string
    agency_id: string
    sealed: Buffer
    sealed_referral: Generated<Buffer | null>
  }
  case: CaseTable
  case_identity: { case_id: string; sealed: Buffer; version: Version }
  case_narrative: {
    id: string
    case_id: string
    kind: 'wish' | 'note'
    written_by: string
    agency_id: string
    written_at: Date
    sealed: Buffer
  }
  referral: ReferralTable
  referral_need: ReferralNeedTable
  grant_of_access: GrantTable
  shelter: { id: string; agency_id: string; code: string; region: string; languages: string[]; version: Version }
  shelter_address: { shelter_id: string; agency_id: string; sealed: Buffer; key_version: number }
  shelter_unit: { id: string; shelter_id: string; agency_id: string; label: string; person_group: string }
  bed: {
    id: string
    unit_id: string
    shelter_id: string
    agency_id: string
    label: string
    step_free: boolean
    in_service: Generated<boolean>
  }
  bed_use: BedUseTable
  audit_event: {
    seq: Generated<number>
    at: Date
    user_id: string | null
    agency_id: string | null
    role: string | null
    action: string
    subject_ids: string[]
    detail: Json<unknown> | null
  }
  idempotency: {
    user_id: string
    key: string
    request_hash: Buffer
    response: Json<unknown> | null
    created_at: Date
  }
} & ServiceTables

export type Tables = CaseTables &
  AttachmentTables &
  AuditTables &
  BreakGlassTables &
  CommitmentTables &
  ConsentTables &
  DeviceTables &
  ErasureTables &
  HotlineTables &
  InstrumentTables &
  QueueTables &
  NotificationTables &
  ReflectionTables &
  ServiceTables &
  StandardsTables &
  TipTables

export type CaseRow = Selectable<CaseTable>
type Need = Omit<Selectable<ReferralNeedTable>, 'referral_id' | 'case_id'>
/** A referral with the person's needs, which are null where the acting agency's grant does not reach them any more. */
export type ReferralRow = Selectable<ReferralTable> & { [K in keyof Need]: Need[K] | null }
