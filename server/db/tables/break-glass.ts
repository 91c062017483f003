import type { Emergency, Finding } from '#domain/access/break-glass.ts'

export type BreakGlassTables = {
  break_glass: {
    id: string
    case_id: string
    code_name: string
    agency_id: string
    user_id: string
    reason: Emergency
    depth: 'identity' | 'full'
    opened_at: Date
    ends_at: Date
    ended_at: Date | null
    ended_by: string | null
    barred: string
  }
  break_glass_words: { break_glass_id: string; sealed: Buffer }
  break_glass_review: {
    break_glass_id: string
    agency_id: string
    reviewed_by: string
    reviewed_at: Date
    finding: Finding
    sealed: Buffer | null
  }
}
