import type { Generated } from 'kysely'
import type { CallChannel, CallStatus, Skill } from '#domain/hotline/call.ts'

export type QueueTables = {
  incoming_call: {
    id: string
    agency_id: string
    external_token: Buffer
    caller_token: Buffer | null
    channel: CallChannel
    line: string | null
    language: string | null
    skill: Skill | null
    status: Generated<CallStatus>
    rang_at: Date
    received_at: Date
    reported_by: string
    answered_by: string | null
    answered_at: Date | null
    ended_at: Date | null
  }
  shift_handover: {
    id: string
    agency_id: string
    status: Generated<'offered' | 'accepted'>
    waiting: number
    due: number
    open: number
    given_by: string
    given_at: Date
    accepted_by: string | null
    accepted_at: Date | null
  }
  shift_note: { handover_id: string; agency_id: string; sealed: Buffer; key_version: number }
}
