import type { Selectable } from 'kysely'
import type { Depth } from '../tables.ts'

type ConsentTable = {
  id: string
  case_id: string
  purpose: string
  recipient_agency_id: string | null
  depth: Depth
  agreed: boolean
  own_view: boolean
  given_by: string
  how: string
  language: string
  interpreter: boolean
  form_version: number
  explained: string[]
  valid_from: Date
  valid_until: Date
  recorded_by: string
  recorded_at: Date
  supersedes: string | null
  /** Null in what was recorded before signatures. */
  signature: string | null
}

export type ConsentTables = {
  consent: ConsentTable
  /** Written by definer functions only; nobody's name where the person used her receipt. */
  consent_withdrawal: {
    consent_id: string
    case_id: string
    recorded_by: string | null
    withdrawn_at: Date
    how: 'word' | 'receipt' | 'guardian-unsafe'
  }
  /** What the application may see of it. */
  consent_receipt: { case_id: string; issued_at: Date }
}

export type ConsentRow = Selectable<ConsentTable>
