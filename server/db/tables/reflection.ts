import type { Generated } from 'kysely'
import type { Decision } from '#domain/reflection/period.ts'
import type { ResidenceKind } from '#domain/residence/residence.ts'
import type { Day } from '#domain/shared/dates.ts'

export type ReflectionTable = {
  id: string
  case_id: string
  agency_id: string
  basis: 'law' | 'own-practice'
  rule: string | null
  least_days: number
  started_on: Day
  last_on: Day
  starts_at: Date
  over_at: Date
  began_by: string
  began_at: Date
  ended_at: Date | null
  ended_how: 'by-choice' | 'revoked' | null
  version: Generated<number>
}

type ChoiceTable = {
  id: string
  reflection_id: string
  case_id: string
  agency_id: string
  decision: Decision
  heard_by: string
  heard_at: Date
}

type ShareTable = {
  reflection_id: string
  case_id: string
  consent_id: string
  part: 'clock' | 'choice'
  shared_by: string
  shared_at: Date
}

type CertificateTable = {
  id: string
  reflection_id: string
  case_id: string
  number: string
  not_before: Day
  over_at: Date
  issued_by: string
  issued_at: Date
  revoked_at: Date | null
  revoked_why: 'replaced' | 'period-ended' | 'withdrawn' | null
}

export type ResidenceTable = {
  id: string
  case_id: string
  agency_id: string
  kind: ResidenceKind
  rule: string
  petitioned_on: Day
  answered_on: Day | null
  outcome: 'granted' | 'refused' | null
  from_on: Day | null
  until_on: Day | null
  recorded_by: string
  recorded_at: Date
  version: Generated<number>
}

export type ReflectionTables = {
  residence_step: ResidenceTable
  reflection: ReflectionTable
  reflection_choice: ChoiceTable
  reflection_share: ShareTable
  reflection_certificate: CertificateTable
}
