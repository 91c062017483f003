import type { Exploitation } from '#domain/notification/notification.ts'

export type NotificationTables = {
  notification_duty: {
    id: string
    case_id: string
    to_agency_id: string
    told_on: string
    told_language: string
    told_how: 'spoken' | 'interpreter' | 'written'
    exploitation: Exploitation | null
    persons: number
    recorded_by: string
    recorded_at: Date
  }
  notification: {
    id: string
    number: string
    from_agency_id: string
    to_agency_id: string
    rule: string
    turned_on: string | null
    region: string | null
    exploitation: Exploitation | null
    age_group: string | null
    persons: number | null
    sent_at: Date
    acknowledged_at: Date | null
    acknowledged_by: string | null
  }
  notification_identity: {
    notification_id: string
    consent_id: string
    sealed: Buffer
    added_by: string
    added_at: Date
  }
}
