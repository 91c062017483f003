import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { FORM_LANGUAGES, type FormLanguage } from '#knowledge/schema/consent-form.ts'
import { STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { type Actor, transact } from '#server/db/transact.ts'
import { BETRAYING } from '#tests/support/betraying.ts'
import { type App, appOf } from '#tests/support/client.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { type PlainBrowser, plainBrowser } from '#tests/support/plain-browser.ts'
import { codeOf, consented, must, openedCase, run, sentReferral } from '#tests/support/thread.ts'
import { issueReceipt } from './issue-receipt.ts'
import { openReceipt, takeBack } from './take-back.ts'

let house: TestHouse
let app: App
let worker: Actor
let provider: Actor
let browser: PlainBrowser
let caseId: string

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  app = appOf(house)
  worker = await addActor(house, 'case-worker')
  await house.owner.query(`update aman.agency set phone = '+7 000 111 22 33' where id = $1`, [worker.agencyId])
  browser = await plainBrowser(house, worker)
})
beforeEach(async () => {
  provider = await addActor(house, 'case-worker')
  caseId = await openedCase(house, worker)
})
afterAll(() => house.close())

const issued = async () => must(await run(house, worker, issueReceipt, { caseId })).receipt
const opened = async (receipt: string) => openReceipt(house.house, receipt)
const referral = async () => {
  const sent = await sentReferral(house, worker, {
    caseId,
    toAgencyId: provider.agencyId,
    service: 'legal',
    depth: 'full',
  })
  must(await run(house, provider, acceptReferral, { referralId: sent.id }))
  return sent
}
const post = async (path: string, fields: readonly (readonly [string, string])[], language = 'en') => {
  const response = await app.request(`/${language}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields.map(each => [...each])).toString(),
  })
  return { status: response.status, text: await response.text() }
}
const forget = () => house.owner.query(`delete from auth.throttle where key like 'receipt%'`)
beforeEach(forget)

describe('the number', () => {
  test('lies in the database as a hash that only this instance can compute', async () => {
    const receipt = await issued()
    expect(receipt).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    const { rows } = await house.owner.query('select * from aman.consent_receipt where case_id = $1', [caseId])
    expect(rows[0].hash).toHaveLength(32)
    expect(JSON.stringify(rows)).not.toContain(receipt.replaceAll('-', ''))
  })

  test('is one a case: a new one ends the one before', async () => {
    const [first, second] = [await issued(), await issued()]
    expect(await opened(first)).toBeNull()
    expect(await opened(second)).toMatchObject({ permissions: [] })
  })

  test('is given by who leads the case only', async () => {
    expect(codeOf(await run(house, provider, issueReceipt, { caseId }))).toBe('case.not-found')
  })
})

describe('the person herself', () => {
  test('sees what stands, takes one back, and the access by it ends at the next statement of an open transaction', async () => {
    const sent = await referral()
    const other = await addActor(house, 'case-worker')
    await consented(house, worker, { caseId, toAgencyId: other.agencyId })
    const receipt = await issued()

    await transact(house.house, provider, async ctx => {
      const seen = async () => (await ctx.tx.selectFrom('case').select('id').where('id', '=', caseId).execute()).length
      const told = async () => (await ctx.tx.selectFrom('case_narrative').select('id').execute()).length
      expect([await seen(), await told()]).toEqual([1, 1])
      const before = await opened(receipt)
      expect(before?.permissions.map(each => each.purpose)).toEqual(['referral', 'referral'])
      const ended = await takeBack(house.house, before?.pass ?? '', [sent.consentId])
      expect(ended).toEqual([sent.consentId])
      expect([await seen(), await told()]).toEqual([0, 0])
      return { ok: true as const, value: null }
    })
    expect((await opened(receipt))?.permissions).toHaveLength(1)
    const { rows } = await house.owner.query(
      'select how, recorded_by from aman.consent_withdrawal where case_id = $1',
      [caseId],
    )
    expect(rows).toEqual([{ how: 'receipt', recorded_by: null }])
    expect((await browser.open('')).text).toContain('Consent taken back by the person')
    const audit = await house.owner.query(
      `select user_id, agency_id, detail from aman.audit_event where action = 'consent.withdrawn-by-receipt' and $1 = any(subject_ids)`,
      [caseId],
    )
    expect(audit.rows).toEqual([{ user_id: null, agency_id: null, detail: null }])
  })

  test('takes back her own only, whatever ids are sent', async () => {
    const id = await consented(house, worker, { caseId, toAgencyId: provider.agencyId })
    caseId = await openedCase(house, worker)
    const own = await opened(await issued())
    expect(await takeBack(house.house, own?.pass ?? '', [id])).toEqual([])
    const { rows } = await house.owner.query('select from aman.consent_withdrawal where consent_id = $1', [id])
    expect(rows).toEqual([])
  })

  test('ten tries at once take it back once', async () => {
    const { consentId } = await referral()
    const own = await opened(await issued())
    const all = await Promise.all(Array.from({ length: 10 }, () => takeBack(house.house, own?.pass ?? '', [consentId])))
    expect(all.flat()).toEqual([consentId])
  })

  test('has a quarter of an hour, and nobody’s altered pass opens anything', async () => {
    const { pass = '' } = (await opened(await issued())) ?? {}
    expect(await takeBack(house.house, `${pass.slice(0, -2)}AA`, [])).toBeNull()
    const before = house.house.clock()
    house.setTime(new Date(before.getTime() + 16 * 60_000))
    expect(await takeBack(house.house, pass, [])).toBeNull()
    house.setTime(before)
  })
})

describe('the page', () => {
  test('leads through the whole in each language, and betrays nothing', async () => {
    for (const language of STAFF_LANGUAGES) {
      await consented(house, worker, { caseId, toAgencyId: provider.agencyId, service: 'police-report' })
      const start = await (await app.request(`/${language}/receipt`)).text()
      const list = await post('/receipt', [['receipt', await issued()]], language)
      expect(list.status).toBe(200)
      const pass = /name="pass" value="([^"]+)"/.exec(list.text)?.[1] ?? ''
      const none = await post('/receipt/take-back', [['pass', pass]], language)
      expect(none.status).toBe(422)
      const done = await post(
        '/receipt/take-back',
        [
          ['pass', pass],
          ['all', 'yes'],
        ],
        language,
      )
      expect(done.status).toBe(200)
      const empty = await post(
        '/receipt/take-back',
        [
          ['pass', pass],
          ['all', 'yes'],
        ],
        language,
      )
      for (const text of [start, list.text, none.text, done.text, empty.text]) {
        const seen = text
          .replace(/^.*<main/s, '')
          .replace(/<\/main>.*$/s, '')
          .replaceAll(/<[^>]*>/g, ' ')
        const title = /<title>(.*?)<\/title>/.exec(text)?.[1] ?? ''
        expect(`${title} ${seen}`).not.toMatch(BETRAYING[language])
      }
      await forget()
    }
  })

  test('answers an unknown number and a malformed one alike, after the same work', async () => {
    const took = async (receipt: string) => {
      const began = performance.now()
      const answer = await post('/receipt', [['receipt', receipt]])
      return { ...answer, ms: performance.now() - began }
    }
    await took('0000-0000-0000')
    const [unknown, malformed] = [await took('7KQW-3NXA-90TB'), await took('no number')]
    expect([unknown.status, malformed.status]).toEqual([422, 422])
    expect(malformed.text).toBe(unknown.text)
    expect(Math.max(unknown.ms, malformed.ms)).toBeLessThan(4 * Math.min(unknown.ms, malformed.ms))
  })

  test('lets nobody guess: the eleventh try of a network waits, a right number too', async () => {
    const receipt = await issued()
    for (let tries = 0; tries < 10; tries++)
      expect((await post('/receipt', [['receipt', `wrong ${tries}`]])).status).toBe(422)
    const waits = await post('/receipt', [['receipt', receipt]])
    expect(waits.status).toBe(429)
    expect(waits.text).toContain('15 minutes')
  })

  test('is found at the address on the paper, which has no language', async () => {
    const response = await app.request('/receipt', { headers: { 'accept-language': 'kk' } })
    expect([response.status, response.headers.get('location')]).toEqual([303, '/kk/receipt'])
  })

  test.each(['', '\0', 'x'.repeat(5000), '7KQW-3NXA-90TB'])('takes %j for what it is, on either form', async text => {
    for (const fields of [
      [['receipt', text]],
      [['receipt[]', text]],
      [['pass', text]],
      [['consents[]', text]],
    ] as const) {
      for (const path of ['/receipt', '/receipt/take-back']) expect((await post(path, fields)).status).toBeLessThan(500)
      await forget()
    }
  })
})

describe('the paper', () => {
  const paperIn = (html: string) => /<section class="paper.*?<\/section>/s.exec(html)?.[0] ?? ''
  const made = async (language: FormLanguage, phone: string) => {
    const page = await browser.open(`/cases/${caseId}/receipt`)
    return browser.send(page, '/receipt', { language, phone })
  }

  test.each(FORM_LANGUAGES)('in %s holds the number, a phone and an address, and betrays nothing', async language => {
    await consented(house, worker, { caseId, toAgencyId: provider.agencyId, service: 'police-report' })
    const { text } = await made(language, 'agency')
    const paper = paperIn(text)
    expect(paper).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)
    expect(paper).toContain('+7 000 111 22 33')
    expect(paper).toContain(`lang="${language}"`)
    const name = (await house.owner.query('select name from aman.agency where id = $1', [worker.agencyId])).rows[0].name
    const plain = paper.replaceAll(/<[^>]*>/g, ' ')
    expect(plain).not.toMatch(BETRAYING[language])
    expect(plain).not.toContain(name)
    expect(/<title>(.*?) · /.exec(text)?.[1]).not.toMatch(BETRAYING[language])
    const number = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(paper)?.[0] ?? ''
    expect((await opened(number))?.permissions).toHaveLength(1)
  })

  test('holds no phone number where that was chosen, and says nothing of one', async () => {
    const paper = paperIn((await made('en', 'none')).text)
    expect(paper).not.toMatch(/phone/i)
  })

  test('the copy that tells everything is another page, with a warning, in her language', async () => {
    const id = await consented(house, worker, { caseId, toAgencyId: provider.agencyId })
    const { text } = await browser.open(`/cases/${caseId}/consents/${id}/copy`)
    expect(text).toContain('This copy tells what it is about')
    expect(paperIn(text)).toContain('Boshqa tashkilotdan sizga yordam berishni soʻrasak maylimi?')
    const tajik = await browser.open(`/cases/${caseId}/consents/${id}/copy?language=tg`)
    expect(paperIn(tajik.text)).toContain('«Не» ҳам мисли «ҳа» ҷавоби хуб аст.')
  })
})
