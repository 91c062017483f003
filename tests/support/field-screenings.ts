import { randomBytes } from 'node:crypto'
import { begun, type Facts, type Kept } from '#domain/sending/kept.ts'
import { uuidv7 } from '#domain/shared/ids.ts'

const iso = (at: number) => new Date(at).toISOString()

/** An invented screening that was finished at a post without a network. */
export function finishedAtPost(at: number, version: number, given: Partial<Facts> = {}): Kept {
  const facts: Facts = {
    id: uuidv7(at, randomBytes(10)),
    instrument: 'ilo-labour-adult',
    instrumentVersion: version,
    situation: 'border',
    ageGroup: 'adult',
    language: 'uz',
    place: 'uz-yallama',
    status: 'completed',
    answers: { 'exploitation.excessive_hours': 'yes', 'exploitation.low_no_salary': 'unknown' },
    notes: { 'exploitation.excessive_hours': `Invented note of ${iso(at)}` },
    finding: null,
    nextStep: null,
    startedAt: iso(at - 300_000),
    completedAt: iso(at),
    savedAt: iso(at),
    referral: null,
    ...given,
  }
  return begun(facts, uuidv7(at, randomBytes(10)))
}
