import { expect, test } from 'vitest'
import { answerDue, expiresAt } from './deadlines.ts'

const country = {
  referralTimes: {
    answerWithinHours: { immediate: 4, urgent: 24, routine: 72 },
    expiresAfterHours: { immediate: 24, urgent: 72, routine: 168 },
    basis: 'practice' as const,
    source: 'invented',
    status: 'unverified' as const,
  },
}
const friday = new Date('2026-11-27T20:00:00Z')

test('an immediate referral sent on a Friday night is owed an answer in the same night', () => {
  expect(answerDue(country, 'immediate', friday).toISOString()).toBe('2026-11-28T00:00:00.000Z')
})

test('the hours run over the weekend', () => {
  expect(answerDue(country, 'routine', friday).toISOString()).toBe('2026-11-30T20:00:00.000Z')
  expect(expiresAt(country, 'routine', friday).toISOString()).toBe('2026-12-04T20:00:00.000Z')
})

test('a referral never expires before its answer is due', () => {
  for (const urgency of ['immediate', 'urgent', 'routine'] as const) {
    expect(expiresAt(country, urgency, friday) >= answerDue(country, urgency, friday)).toBe(true)
  }
})
