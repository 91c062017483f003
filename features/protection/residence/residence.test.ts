import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXPLAINED } from '#domain/consent/consent.ts'
import { recordConsent } from '#features/protection/consent/record-consent.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { plainBrowser } from '#tests/support/plain-browser.ts'
import { codeOf, must, openedCase, run, tally } from '#tests/support/thread.ts'
import { writeLetter } from './letter.ts'
import { readResidence } from './read-residence.ts'
import { recordAnswer } from './record-answer.ts'
import { recordPetition } from './record-petition.ts'

let house: TestHouse
let worker: Actor

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  worker = await addActor(house, 'case-worker')
})
afterAll(() => house.close())

const asked = (caseId: string, kind: 'residence' | 'extension' | 'appeal' = 'residence') =>
  run(house, worker, recordPetition, { caseId, kind, petitionedOn: '2026-11-01' })
const granted = (caseId: string, untilOn: string) =>
  run(house, worker, recordAnswer, {
    caseId,
    kind: 'residence' as const,
    answeredOn: '2026-11-10',
    outcome: 'granted' as const,
    fromOn: '2026-11-10',
    untilOn,
  })

async function textOf(pdf: Uint8Array): Promise<string> {
  const task = getDocument({ data: new Uint8Array(pdf), useSystemFonts: false })
  const page = await (await task.promise).getPage(1)
  const { items } = await page.getTextContent()
  await task.destroy()
  return items.map(each => ('str' in each ? each.str : '')).join(' ')
}

describe('dates', () => {
  test('six months at most, then an extension is offered', async () => {
    const caseId = await openedCase(house, worker)
    must(await asked(caseId))
    expect(codeOf(await granted(caseId, '2027-05-10'))).toBe('residence.too-long')
    must(await granted(caseId, '2027-05-09'))
    const seen = must(await run(house, worker, readResidence, { caseId }))
    expect(seen.endsOn).toBe('2027-05-09')
    expect(seen.next).toContain('extension')
    expect(seen.next).not.toContain('residence')
  })

  test('nothing is asked for on a day on which no rule permitted it', async () => {
    const caseId = await openedCase(house, worker)
    const early = { caseId, kind: 'residence' as const, petitionedOn: '2024-09-04' }
    expect(codeOf(await run(house, worker, recordPetition, early))).toBe('residence.no-rule')
  })

  test('five colleagues note one petition at once: one step', async () => {
    const caseId = await openedCase(house, worker)
    const colleagues = await Promise.all(
      Array.from({ length: 5 }, () => addStaff(house, worker.agencyId, 'case-worker')),
    )
    const petition = { caseId, kind: 'residence' as const, petitionedOn: '2026-11-01' }
    const results = await Promise.all(colleagues.map(each => run(house, each, recordPetition, petition)))
    expect(tally(results)).toEqual({ ok: 1, 'residence.step-not-open': 4 })
  })

  test('police, border and consulate see none of it, with whatever grant', async () => {
    const caseId = await openedCase(house, worker)
    must(await asked(caseId))
    for (const role of ['investigator', 'prosecutor', 'officer', 'focal-point'] as const) {
      const actor = await addActor(house, role)
      await house.owner.query(
        `insert into aman.grant_of_access (id, case_id, agency_id, given_by_agency_id, purpose, depth, basis, lawful_basis, valid, created_at)
         values ($1, $2, $3, $4, 'legal', 'full', 'lawful', 'invented', tstzrange($5, null), $5)`,
        [house.house.newId(), caseId, actor.agencyId, worker.agencyId, house.house.clock()],
      )
      expect(must(await run(house, actor, readResidence, { caseId })).steps, role).toEqual([])
    }
  })
})

describe('letters', () => {
  test.each(['ru', 'kk'] as const)(
    'in %s: a draft that says so, with its basis, and without a name nobody agreed to',
    async language => {
      const caseId = await openedCase(house, worker)
      for (const letter of ['residence', 'extension', 'appeal'] as const) {
        const written = must(await run(house, worker, writeLetter, { caseId, letter, language }))
        const text = await textOf(written.file.bytes as Uint8Array)
        expect(text).toMatch(language === 'ru' ? /ПРОЕКТ/ : /ЖОБА/)
        expect(text).toMatch(/110-VIII/)
        expect(text).toMatch(language === 'ru' ? /Не все сведения/ : /бәрін заңгер растаған жоқ/)
        expect(text).not.toContain('Invented Name')
      }
    },
  )

  test('the name stands in it once the person agreed that we may use it', async () => {
    const caseId = await openedCase(house, worker)
    const consent = { caseId, purpose: 'assistance' as const, depth: 'identity' as const, agreed: true, validDays: 30 }
    const how = { givenBy: 'self' as const, how: 'spoken' as const, language: 'uz', interpreter: false }
    must(await run(house, worker, recordConsent, { ...consent, ...how, explained: [...EXPLAINED] }))
    const asked = { caseId, letter: 'residence' as const, language: 'ru' as const }
    const written = must(await run(house, worker, writeLetter, asked))
    expect(await textOf(written.file.bytes as Uint8Array)).toContain('Invented Name')
  })
})

test('a case worker notes petition and answer by pages, in three languages', async () => {
  const caseId = await openedCase(house, worker)
  const browser = await plainBrowser(house, worker)
  const path = `/cases/${caseId}/residence`
  await browser.send(await browser.open(path), '/petition', { kind: 'residence', petitionedOn: '2026-11-20' })
  const waiting = await browser.open(path)
  const answer = { answeredOn: '2026-11-24', outcome: 'granted', fromOn: '', untilOn: '' }
  expect((await browser.send(waiting, '/answer', answer)).text).toContain('first and the last day')
  await browser.send(waiting, '/answer', { ...answer, fromOn: '2026-11-24', untilOn: '2027-05-23' })
  expect((await browser.open(path)).text).toContain('The stay granted ends on May 23, 2027')
  for (const language of ['ru', 'kk']) expect((await browser.open(path, language)).status).toBe(200)
  expect((await browser.open('/cases/nobody/residence')).status).toBe(404)
  expect((await browser.open(`${path}/letter?letter=extension&language=kk`)).text.slice(0, 5)).toBe('%PDF-')
})
