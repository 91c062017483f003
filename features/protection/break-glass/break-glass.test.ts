import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addHours } from '#domain/shared/dates.ts'
import { ok } from '#domain/shared/result.ts'
import { readWholeCase, type WholeCase } from '#features/protection/cases/read-case.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { workFor } from '#features/protection/work/queries.ts'
import type { Actor } from '#server/db/transact.ts'
import { appOf, caller, tokenFor } from '#tests/support/client.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { codeOf, must, openedCase, run, sentReferral, tally } from '#tests/support/thread.ts'
import { endBreakGlass } from './end-break-glass.ts'
import { openInEmergency } from './open-in-emergency.ts'
import { readBreakGlass } from './queries.ts'
import { OpenInEmergency } from './record.ts'
import { reviewBreakGlass } from './review-break-glass.ts'

const START = new Date('2026-11-24T06:00:00Z')
let house: TestHouse
let lead: Actor
let breaker: Actor
let caseId: string
let codeName: string

beforeAll(async () => {
  house = await openTestHouse()
})
beforeEach(async () => {
  house.setTime(START)
  lead = await addActor(house, 'case-worker')
  breaker = await addActor(house, 'hotline-operator')
  caseId = await openedCase(house, lead)
  codeName = await nameOf(caseId)
})
afterAll(() => house.close())

const nameOf = async (id: string): Promise<string> =>
  (await house.owner.query('select code_name from aman."case" where id = $1', [id])).rows[0].code_name

const asking = (given: Record<string, unknown> = {}) =>
  OpenInEmergency.parse({ codeName, reason: 'danger-to-life', words: 'She called from a locked room', ...given })

const opened = async (given: Record<string, unknown> = {}, actor = breaker) =>
  must(await run(house, actor, openInEmergency, asking(given)))

async function learns(actor: Actor): Promise<'nothing' | 'coded' | 'identity' | 'full'> {
  const found = await run<string, WholeCase>(house, actor, readWholeCase, caseId)
  if (!found.ok) return 'nothing'
  if (found.value.narrative.length > 0) return 'full'
  return found.value.identity ? 'identity' : 'coded'
}

const keysOf = async (actor: Actor): Promise<number> =>
  (
    await house.owner.query('select from aman.data_key where subject_id = $1 and agency_id = $2', [
      caseId,
      actor.agencyId,
    ])
  ).rows.length

const at = (hours: number) => house.setTime(addHours(START, hours))

describe('what an emergency opens', () => {
  test('who she is, for four hours, unless more is asked for', async () => {
    expect(await learns(breaker)).toBe('nothing')
    const { endsAt } = await opened()
    expect(endsAt).toBe(addHours(START, 4).toISOString())
    expect(await learns(breaker)).toBe('identity')
  })

  test('everything, where everything was asked for', async () => {
    await opened({ depth: 'full' })
    expect(await learns(breaker)).toBe('full')
  })

  test('to the colleague herself, and not to her agency', async () => {
    await opened({ depth: 'full' })
    const beside = await addStaff(house, breaker.agencyId, 'case-worker')
    expect(await learns(beside)).toBe('nothing')
  })

  test('nothing from the 24th hour on, in a session that stays open', async () => {
    await opened({ hours: 24, depth: 'full' })
    at(23.999)
    expect(await learns(breaker)).toBe('full')
    at(24)
    expect(await learns(breaker)).toBe('nothing')
  })

  test('deeper than a referral reached, while it runs, and as deep as the referral afterwards', async () => {
    await sentReferral(house, lead, { caseId, toAgencyId: breaker.agencyId, service: 'legal', depth: 'identity' })
    expect(await learns(breaker)).toBe('coded')
    const { id } = await opened({ depth: 'full' })
    expect(await learns(breaker)).toBe('full')
    must(await run(house, breaker, endBreakGlass, { breakGlassId: id }))
    expect(await learns(breaker)).toBe('coded')
    expect(await keysOf(breaker)).toBe(1)
  })

  test('nothing more from the moment at which the lead takes it back, and its keys are gone', async () => {
    const { id } = await opened({ depth: 'full' })
    expect(await keysOf(breaker)).toBe(2)
    must(await run(house, lead, endBreakGlass, { breakGlassId: id }))
    expect(await learns(breaker)).toBe('nothing')
    expect(await keysOf(breaker)).toBe(0)
    expect(codeOf(await run(house, breaker, endBreakGlass, { breakGlassId: id }))).toBe('break-glass.step-not-open')
  })
})

describe('who may', () => {
  test('not an investigator, a prosecutor or a provider, and not the police whatever the role', async () => {
    for (const role of ['investigator', 'prosecutor', 'service-provider', 'focal-point'] as const) {
      const other = await addActor(house, role)
      await expect(run(house, other, openInEmergency, asking()), role).rejects.toThrow()
    }
    const police = await addActor(house, 'officer', { kind: 'police' })
    expect(codeOf(await run(house, police, openInEmergency, asking()))).toBe('break-glass.kind-not-allowed')
    expect(await learns(police)).toBe('nothing')
  })

  test('not the agency that leads the case, nor one that sees as much already', async () => {
    expect(codeOf(await run(house, lead, openInEmergency, asking()))).toBe('break-glass.own-case')
    const to = { caseId, toAgencyId: breaker.agencyId, service: 'legal' as const, depth: 'identity' as const }
    const sent = await sentReferral(house, lead, to)
    must(await run(house, breaker, acceptReferral, { referralId: sent.id }))
    expect(codeOf(await run(house, breaker, openInEmergency, asking()))).toBe('break-glass.not-needed')
    expect(codeOf(await run(house, breaker, openInEmergency, asking({ depth: 'full' })))).toBe('ok')
  })
})

describe('a code name that nobody has', () => {
  test('is answered the same for everybody, noted each time, and after five tries not at all', async () => {
    for (let tries = 0; tries < 5; tries++) {
      const answer = await run(house, breaker, openInEmergency, asking({ codeName: `Nobody-${tries}` }))
      expect(codeOf(answer)).toBe('break-glass.no-such-case')
    }
    expect(codeOf(await run(house, breaker, openInEmergency, asking()))).toBe('break-glass.too-many')
    expect(await learns(breaker)).toBe('nothing')
    const { rows } = await house.owner.query(
      `select detail->>'outcome' as outcome from aman.audit_event where action = 'break-glass.tried' and user_id = $1 order by seq`,
      [breaker.userId],
    )
    expect(rows.map(row => row.outcome)).toEqual([
      ...Array.from({ length: 5 }, () => 'break-glass.no-such-case'),
      'break-glass.too-many',
    ])
    at(1.01)
    expect(codeOf(await run(house, breaker, openInEmergency, asking()))).toBe('ok')
  })

  test('is what a case is of whom no key is left', async () => {
    await house.owner.query('delete from aman.data_key where subject_id = $1', [caseId])
    expect(codeOf(await run(house, breaker, openInEmergency, asking()))).toBe('break-glass.no-such-case')
    const { rows } = await house.owner.query('select from aman.break_glass where case_id = $1', [caseId])
    expect(rows).toEqual([])
  })

  test('a request that is repeated counts once, and gets its answer again', async () => {
    const call = caller(appOf(house), await tokenFor(house, breaker))
    const body = { codeName: 'Nobody-1', reason: 'danger-to-life', words: 'Invented' }
    const send = () => call('post', '/api/v1/break-glass', body, { 'idempotency-key': 'once-and-again' })
    const answers = [await send(), await send(), await send()]
    expect(answers.map(each => [each.status, each.body.code])).toEqual(
      Array.from({ length: 3 }, () => [422, 'break-glass.no-such-case']),
    )
    const { rows } = await house.owner.query('select from aman.break_glass_attempt where user_id = $1', [
      breaker.userId,
    ])
    expect(rows).toHaveLength(1)
  })

  test('thirty tries of one colleague at once: five are looked at', async () => {
    const tries = Array.from({ length: 30 }, (_, index) =>
      run(house, breaker, openInEmergency, asking({ codeName: `Nobody-${index}` })),
    )
    expect(tally(await Promise.all(tries))).toEqual({ 'break-glass.no-such-case': 5, 'break-glass.too-many': 25 })
  })
})

describe('the same case again', () => {
  test('ten colleagues of an agency at once: one opens it', async () => {
    const colleagues = await Promise.all(
      Array.from({ length: 10 }, () => addStaff(house, breaker.agencyId, 'case-worker')),
    )
    const answers = await Promise.all(colleagues.map(each => run(house, each, openInEmergency, asking())))
    expect(tally(answers)).toEqual({ ok: 1, 'break-glass.already-open': 9 })
  })

  test('not before somebody has judged the last time, however long that takes', async () => {
    await opened()
    at(24 * 30)
    expect(codeOf(await run(house, breaker, openInEmergency, asking()))).toBe('break-glass.already-open')
  })

  test.each([
    ['justified', 5, 'ok'],
    ['not-justified', 5, 'break-glass.already-open'],
    ['needs-follow-up', 71, 'break-glass.already-open'],
    ['not-justified', 72, 'ok'],
  ] as const)('judged %s, asked again after %i hours: %s', async (finding, hours, answer) => {
    const { id } = await opened()
    at(4.5)
    must(await run(house, lead, reviewBreakGlass, { breakGlassId: id, finding, words: 'We called her back' }))
    at(hours)
    expect(codeOf(await run(house, breaker, openInEmergency, asking()))).toBe(answer)
  })
})

describe('what waits for the lead', () => {
  const waits = async () => {
    const work = must(await run(house, lead, async ctx => ok(await workFor(ctx)), null))
    return work.piles.find(each => each.kind === 'break-glass-review')?.pieces.map(each => [each.name, each.late])
  }
  test('stands on top from its opening on, is late after three days, and is gone once judged', async () => {
    const { id } = await opened()
    const work = must(await run(house, lead, async ctx => ok(await workFor(ctx)), null))
    expect(work.piles[0]?.kind).toBe('break-glass-review')
    expect(await waits()).toEqual([[codeName, false]])
    at(72)
    expect(await waits()).toEqual([[codeName, true]])
    must(await run(house, lead, reviewBreakGlass, { breakGlassId: id, finding: 'not-justified' }))
    expect(await waits()).toBeUndefined()
  })
})

describe('the review', () => {
  const review = (actor: Actor, breakGlassId: string) =>
    run(house, actor, reviewBreakGlass, { breakGlassId, finding: 'justified' as const })

  test('is for the agency that leads the case, when it is over, and once', async () => {
    const { id } = await opened()
    expect(codeOf(await review(lead, id))).toBe('break-glass.step-not-open')
    at(4)
    expect(codeOf(await review(breaker, id))).toBe('break-glass.own-review')
    expect(codeOf(await review(await addActor(house, 'case-worker'), id))).toBe('break-glass.not-found')
    const colleagues = await Promise.all(Array.from({ length: 5 }, () => addStaff(house, lead.agencyId, 'case-worker')))
    const answers = await Promise.all(colleagues.map(each => review(each, id)))
    expect(tally(answers)).toEqual({ ok: 1, 'break-glass.step-not-open': 4 })
  })

  test('both sides read each other’s words; they lie in the database as ciphertext', async () => {
    const { id } = await opened({ hours: 24 })
    const seen = must(await run(house, lead, readBreakGlass, id))
    expect(seen.words).toBe('She called from a locked room')
    expect(seen.colleague).toMatch(/^Colleague /)
    must(await run(house, lead, endBreakGlass, { breakGlassId: id }))
    must(await run(house, lead, reviewBreakGlass, { breakGlassId: id, finding: 'justified', words: 'Rightly so' }))
    expect(must(await run(house, lead, readBreakGlass, id)).reviewWords).toBe('Rightly so')
    const { rows } = await house.owner.query(
      `select string_agg(w.sealed::text || coalesce(r.sealed::text, ''), '') as text
         from aman.break_glass_words w left join aman.break_glass_review r using (break_glass_id)`,
    )
    expect(rows[0].text).not.toContain(Buffer.from('locked room').toString('hex'))
    expect(must(await run(house, breaker, readBreakGlass, id)).words).toBeNull()
  })
})
