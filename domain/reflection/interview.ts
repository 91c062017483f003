import type { Decision } from './period.ts'

/**
 * One thing that she said about the police: a decision heard by who follows her, her own answer to the question whether the police
 * may be told, or that she took that answer back. Only what was said since the period began counts: the period was given so that
 * she could think again.
 */
export type Word = { at: Date; yes: boolean }

export const saysYes = (decision: Decision): boolean => decision === 'report' || decision === 'cooperate'

/**
 * Whether an interview by the police may be planned, a report to the police included, since an interview follows from it.
 * Outside a period nothing here forbids it. While one runs her latest word decides, and silence is no yes.
 */
export function mayPlanInterview(period: { running: boolean }, words: readonly Word[]): boolean {
  if (!period.running) return true
  const latest = words.reduce<Word | null>((last, word) => (last === null || word.at >= last.at ? word : last), null)
  return latest?.yes ?? false
}
