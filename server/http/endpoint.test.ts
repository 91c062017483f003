import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ROLES } from '#domain/access/roles.ts'
import { mayEnter } from './endpoint.ts'
import { statusOf } from './status-of.ts'

test('what is not there is 404, what another was faster with is 409, every other no is 422', () => {
  const expected: [string, number][] = [
    ['case.not-found', 404],
    ['placement.bed-taken', 409],
    ['hold.bed-taken', 409],
    ['agency.name-taken', 409],
    ['case.stale', 409],
    ['referral.step-not-open', 409],
    ['referral.already-open', 409],
    ['screening.case-already-open', 409],
    ['placement.already-placed', 409],
    ['consent.already-withdrawn', 409],
    ['referral.consent-missing', 422],
    ['case.not-lead', 422],
    ['case.closed', 422],
    ['idempotency.key-reused', 422],
    ['screening.instrument-not-found', 422],
  ]
  for (const [code, status] of expected) expect(statusOf(code), code).toBe(status)
})

test('a code that only begins or sounds like one of them is none', () => {
  for (const code of ['case.mistaken', 'x.stalest', 'not-found.case', 'x.retaken', 'stale.x', 'taken.not-found-yet']) {
    expect(statusOf(code), code).toBe(422)
  }
})

test('any refusal has a status', () => {
  fc.assert(fc.property(fc.string(), code => [404, 409, 422].includes(statusOf(code))))
})

test('who may enter is who is named, and everybody where everybody is', () => {
  fc.assert(
    fc.property(fc.subarray([...ROLES]), fc.constantFrom(...ROLES), (named, role) => {
      expect(mayEnter(named, role)).toBe(new Set<string>(named).has(role))
      expect(mayEnter('signed-in', role)).toBe(true)
    }),
  )
})
