import type { Generated } from 'kysely'
import type {
  Attempt,
  Channel,
  Confirmed,
  ConfirmedSource,
  ContactKind,
  MaySay,
  Outcome,
  Risk,
  SafeContact,
  SafeHow,
  SafeWhen,
  Speaker,
  Topic,
} from '#domain/hotline/contact.ts'

export type HotlineTables = {
  contact: {
    id: string
    agency_id: string
    status: 'open' | 'closed'
    kind: Generated<ContactKind>
    channel: Channel
    language: string | null
    speaker: Speaker | null
    age_group: 'adult' | 'child' | 'uncertain' | null
    country: string | null
    region: string | null
    topic: Topic | null
    risk: Generated<Risk>
    safe_contact: Generated<SafeContact>
    safe_when: SafeWhen | null
    safe_how: SafeHow | null
    may_say: MaySay | null
    given: Generated<string[]>
    caller_token: Buffer | null
    joined_as: string | null
    incoming_call_id: string | null
    tip_id: string | null
    screening_id: string | null
    case_id: string | null
    referral_id: string | null
    outcome: Outcome | null
    police_agreed: Generated<boolean>
    confirmed: Confirmed | null
    confirmed_source: ConfirmedSource | null
    confirmed_on: string | null
    confirmed_by: string | null
    started_by: string
    started_at: Date
    closed_at: Date | null
    held_by: string | null
    version: Generated<number>
  }
  contact_words: { contact_id: string; agency_id: string; sealed: Buffer }
  call_back: {
    id: string
    contact_id: string
    agency_id: string
    due_at: Date
    status: Generated<'agreed' | 'done' | 'given-up'>
    sealed_number: Buffer | null
    agreed_by: string
    agreed_at: Date
    taken_by: string | null
    taken_at: Date | null
    ended_by: string | null
    ended_at: Date | null
    version: Generated<number>
  }
  call_attempt: {
    id: string
    call_back_id: string
    contact_id: string
    result: Attempt
    made_by: string
    made_at: Date
  }
}
