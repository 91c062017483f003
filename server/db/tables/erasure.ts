import type { Generated } from 'kysely'
export type ErasureTables = {
  erasure_request: {
    id: string
    case_id: string
    wished_by: 'self' | 'guardian' | 'representative'
    asked_by: string
    asked_at: Date
    confirmed_by: string | null
    confirmed_at: Date | null
    not_before: Date | null
    called_off_by: string | null
    called_off_at: Date | null
  }
  erasure_notice: {
    id: string
    agency_id: string
    code_name: string
    erased_on: string
    why: Generated<'erased' | 'withdrawn'>
  }
  retention_notice: {
    subject_id: string
    kind: 'closed-case' | 'lone-screening' | 'screening-draft' | 'withdrawn-draft' | 'lone-contact'
    agency_id: string
    due_on: string
    announced_on: string
    goes_on: string
    listed_on: string
  }
  kept_longer: {
    id: string
    case_id: string
    reason: string
    until: string
    decided_by: string
    decided_at: Date
  }
}
