import type { Generated } from 'kysely'
import type { AlertKind } from '#domain/access/alert-review.ts'

type AlertTable = {
  id: Generated<string>
  place: Generated<string>
  kind: AlertKind
  agency_id: string
  user_id: string
  made_by: string | null
  count: number
  since: Date
  until: Date
  raised_at: Date
}

type AlertReviewTable = {
  alert_id: string
  reviewed_by: string
  finding: 'explained' | 'not-explained'
  reason: string
  reviewed_at: Date
}

/** What sealing and watching write is reached through functions of the database; only alerts are read as a table. */
export type AuditTables = { alert: AlertTable; alert_review: AlertReviewTable }
