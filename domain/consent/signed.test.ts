import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ConsentFacts, saysTheSame, signedPayload } from './signed.ts'

const uuid = fc.uuid()
const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
const word = fc.stringMatching(/^[a-z-]{1,20}$/)
const fields: { [F in keyof ConsentFacts]: fc.Arbitrary<ConsentFacts[F]> } = {
  id: uuid,
  caseId: uuid,
  purpose: word,
  recipientAgencyId: fc.option(uuid),
  depth: word,
  agreed: fc.boolean(),
  ownView: fc.boolean(),
  givenBy: word,
  how: word,
  language: word,
  interpreter: fc.boolean(),
  formVersion: fc.nat(),
  explained: fc.array(word, { maxLength: 6 }),
  validFrom: instant,
  validUntil: instant,
  recordedBy: uuid,
  recordedAt: instant,
  supersedes: fc.option(uuid),
}
const facts: fc.Arbitrary<ConsentFacts> = fc.record(fields)
const names = Object.keys(fields) as (keyof ConsentFacts)[]

/** As it comes back from a signature. */
const signed = (given: ConsentFacts) => JSON.parse(JSON.stringify(signedPayload(given)))

test('a record says what was signed while nothing in it changes', () => {
  fc.assert(fc.property(facts, given => void expect(saysTheSame(signed(given), { ...given })).toBe(true)))
})

test.each(names)('no longer, once its %s says anything else', name => {
  const other = fields[name] as fc.Arbitrary<unknown>
  fc.assert(
    fc.property(facts, other, (given, value) => {
      fc.pre(JSON.stringify(value) !== JSON.stringify(given[name]))
      expect(saysTheSame(signed(given), { ...given, [name]: value })).toBe(false)
    }),
  )
})

test('a payload with a field more, or one less, is another one', () => {
  fc.assert(
    fc.property(facts, fc.constantFrom(...names), (given, name) => {
      const { [name]: _, ...less } = signed(given)
      expect(saysTheSame(less, given)).toBe(false)
      expect(saysTheSame({ ...signed(given), more: true }, given)).toBe(false)
    }),
  )
})

test('an instant that a database takes and a calendar does not is never what was signed, and no fault', () => {
  fc.assert(
    fc.property(facts, given => {
      const endless = Number.POSITIVE_INFINITY as unknown as Date
      expect(saysTheSame(signed(given), { ...given, validUntil: endless })).toBe(false)
    }),
  )
})
