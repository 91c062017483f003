import type { Answer } from '#domain/screening/score.ts'
export type Told = { answers: Record<string, Answer>; notes: Record<string, string> }
export type Prepared = { toAgencyId: string; service: string; urgency: string; note: string }
export type Theirs = Told & { status: 'draft' | 'completed'; version: number; by: string; at: string }
export type SendingState = 'held' | 'waiting' | 'failed' | 'conflict' | 'refused' | 'sent'
export type Kept = Told & {
  id: string
  instrument: string
  instrumentVersion: number
  situation: string
  ageGroup: 'adult' | 'child' | 'uncertain'
  language: string
  place: string | null
  status: 'draft' | 'completed'
  finding: string | null
  nextStep: string | null
  startedAt: string
  completedAt: string | null
  savedAt: string
  version: number
  unsent: boolean
  referral: Prepared | null
  sending: {
    state: SendingState
    edit: string
    base: number
    inFlight: { edit: string; body: object } | null
    tries: number
    lastError: string | null
    triedAt: string | null
    nextTryAt: string | null
    theirs: Theirs | null
    serverAt: string | null
  }
}
