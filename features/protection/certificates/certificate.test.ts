import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { groupedNumber } from '#domain/reflection/certificate-number.ts'
import { checkOffline } from '#protocol/certificates/check-offline.ts'
import type { Actor } from '#server/db/transact.ts'
import { type App, appOf } from '#tests/support/client.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { plainBrowser } from '#tests/support/plain-browser.ts'
import { must, openedCase, run } from '#tests/support/thread.ts'
import { beginReflection } from '../reflection/begin-reflection.ts'
import { endReflection } from '../reflection/end-reflection.ts'
import { extendReflection } from '../reflection/extend-reflection.ts'
import { issueCertificate } from '../reflection/issue-certificate.ts'
import { certificateList } from './certificate-list.ts'
import { tokenOf } from './certificate-token.ts'
import { printCertificate } from './print-certificate.ts'

let house: TestHouse
let other: TestHouse
let app: App
let worker: Actor

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  other = await openTestHouse()
  app = appOf(house)
  worker = await addActor(house, 'case-worker')
})
afterAll(() => Promise.all([house.close(), other.close()]))

async function certified() {
  const caseId = await openedCase(house, worker)
  must(await run(house, worker, beginReflection, { caseId }))
  const certificate = must(await run(house, worker, issueCertificate, { caseId }))
  return { caseId, number: certificate.number, token: await tokenFor(caseId) }
}

async function tokenFor(caseId: string): Promise<string> {
  const { rows } = await house.owner.query(
    'select number, not_before, over_at, issued_at from aman.reflection_certificate where case_id = $1 and revoked_at is null',
    [caseId],
  )
  return tokenOf(house.house, rows[0])
}

const scanned = async (token: string, language = 'en') => {
  const answer = await app.request(`/${language}/certificate/${token}`)
  return { status: answer.status, text: await answer.text() }
}
const typed = async (number: string) => {
  const body = new URLSearchParams({ number }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await app.request('/en/certificate', { method: 'POST', headers, body })
  return { status: answer.status, text: await answer.text() }
}

async function textOf(pdf: Uint8Array): Promise<string> {
  const task = getDocument({ data: new Uint8Array(pdf), useSystemFonts: false })
  const document = await task.promise
  const page = await document.getPage(1)
  const { items } = await page.getTextContent()
  expect(document.numPages).toBe(1)
  await task.destroy()
  return items.map(each => ('str' in each ? each.str : '')).join(' ')
}

describe('on paper', () => {
  test.each(['a6', 'a4'] as const)('%s says one thing in three languages, on one page, and no name', async paper => {
    const { caseId, number } = await certified()
    const printed = must(await run(house, worker, printCertificate, { caseId, paper }))
    const text = await textOf(printed.file.bytes as Uint8Array)
    expect(text).toContain(groupedNumber(number))
    expect(text).toContain('must not be removed from the country before December 24, 2026')
    expect(text).toContain('До 24 декабря 2026')
    expect(text).toMatch(/мына күнге дейін елден шығаруға болмайды: 2026 (ж|жылғы)\S* 24 желтоқсан/)
    expect(text).toContain('Қоңырау шалыңыз: 116 16')
    expect(text).not.toMatch(/Invented|traffick|торговл|сауда|reflection|размышл|ойлан/i)
  })
})

describe('an officer', () => {
  test('scans a certificate and reads the day and whom to call, in Kazakh too', async () => {
    const { token } = await certified()
    expect((await scanned(token)).text).toContain('must not be removed from the country before December 24, 2026.')
    expect((await scanned(token)).text).toContain('href="tel:11616"')
    expect((await scanned(token, 'kk')).text).toContain('елден шығаруға болмайды')
  })

  test('types the number with small letters, blanks and an O', async () => {
    const { number } = await certified()
    const sloppy = groupedNumber(number).toLowerCase().replaceAll('0', 'o').replaceAll('-', ' ')
    expect((await typed(sloppy)).text).toContain('Valid')
  })

  test('is told that a sign is wrong before being told that nobody knows it', async () => {
    const { number } = await certified()
    const wrong = (number.startsWith('7') ? '8' : '7') + number.slice(1)
    const answer = await typed(wrong)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('not a whole number of a certificate')
  })

  test.each(['', 'x', '0000-0000-0000', '<b>', '%00', 'a'.repeat(300)])(
    'typing %j is answered plainly',
    async number => {
      expect((await typed(number)).status).toBeLessThan(500)
    },
  )

  test('learns that an old paper was replaced after an extension, and that the new one counts', async () => {
    const { caseId, token } = await certified()
    must(await run(house, worker, extendReflection, { caseId, until: '2027-01-20' }))
    expect((await scanned(token)).text).toContain('Withdrawn or replaced')
    expect((await scanned(await tokenFor(caseId))).text).toContain('January 21, 2027')
  })

  test('learns that it was withdrawn, ran out, or is not genuine', async () => {
    const ended = await certified()
    must(await run(house, worker, endReflection, { caseId: ended.caseId, how: 'by-choice' as const }))
    expect((await scanned(ended.token)).text).toContain('Withdrawn or replaced')
    const { token } = await certified()
    const at = house.house.clock()
    house.setTime(new Date('2026-12-23T19:00:00Z'))
    expect((await scanned(token)).text).toContain('No longer valid')
    house.setTime(at)
    const forged = `${token.slice(0, -6)}AAAAAA`
    expect((await scanned(forged)).text).toContain('Not genuine')
    const list = await house.house.signer.sign('certificate-list', { n: '0' })
    expect((await scanned(list)).text).toContain('Not genuine')
  })

  test('is sent on where another country issued it', async () => {
    const claims = { n: '000000000000', d: '2026-12-24', c: 'KG', t: '189', i: 1, x: 2_000_000_000 }
    const theirs = await other.house.signer.sign('reflection-certificate', claims)
    const { text } = await scanned(theirs)
    expect(text).toContain('Of another country')
    expect(text).toContain('Kyrgyzstan')
  })

  test('leaves a trace in the case: that it was checked and with which answer, and no address', async () => {
    const { caseId, number } = await certified()
    await typed(number)
    const { rows } = await house.owner.query(
      `select user_id, agency_id, detail from aman.audit_event where action = 'certificate.checked' and $1 = any(subject_ids)`,
      [caseId],
    )
    expect(rows).toEqual([{ user_id: null, agency_id: null, detail: { result: 'valid' } }])
  })
})

describe('without a network', () => {
  const carried = async () => ({
    keys: house.house.signer.publicKeys(),
    list: await certificateList(house.house),
    country: 'KZ',
  })
  const verdict = async (token: string, at = house.house.clock()) =>
    (await checkOffline(token, await carried(), at)).verdict

  test('a device that carries keys and list says what the register would say', async () => {
    const { caseId, token } = await certified()
    expect(await verdict(token)).toBe('valid')
    expect(await verdict(token, new Date('2026-12-23T19:00:00Z'))).toBe('over')
    expect(await verdict(token.replace(/.{20}$/, end => (end.startsWith('A') ? 'B' : 'A') + end.slice(1)))).toBe(
      'forged',
    )
    must(await run(house, worker, extendReflection, { caseId, until: '2027-01-20' }))
    expect(await verdict(token)).toBe('revoked')
    expect(await verdict(await tokenFor(caseId))).toBe('valid')
  })

  test('says forged for another instance’s key, and nothing is valid under an altered list', async () => {
    const { token } = await certified()
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    expect(await verdict(await other.house.signer.sign('reflection-certificate', claims))).toBe('forged')
    const altered = { ...(await carried()), list: await certificateList(other.house) }
    expect((await checkOffline(token, altered, house.house.clock())).verdict).toBe('not-known')
  })

  test('keys and list are fetched by anybody', async () => {
    const keys = await (await app.request('/.well-known/aman-certificate-keys.json')).json()
    expect(keys).toEqual({ keys: house.house.signer.publicKeys() })
    const list = await (await app.request('/.well-known/aman-certificate-list.jws')).text()
    expect((await house.house.signer.verify('certificate-list', list)).ok).toBe(true)
  })
})

test('a case worker goes the whole way by pages: begin, extend, certificate, end', async () => {
  const caseId = await openedCase(house, worker)
  const browser = await plainBrowser(house, worker)
  const path = `/cases/${caseId}/reflection`
  await browser.send(await browser.open(path), '/begin', { startedOn: '2026-11-24', days: '30' })
  const short = await browser.send(await browser.open(path), '/extend', { until: '2026-12-01' })
  expect(short.text).toContain('The new last day must be later')
  await browser.send(await browser.open(path), '/extend', { until: '2026-12-31' })
  await browser.send(await browser.open(path), '/choice', { decision: 'not-yet' })
  await browser.send(await browser.open(path), '/issue', {})
  const shown = await browser.open(path)
  expect(shown.text).toContain('Jan 1, 2027')
  expect(shown.text).toContain('Does not know yet')
  expect((await browser.open(`${path}/certificate?paper=a4`)).text.slice(0, 5)).toBe('%PDF-')
  await browser.send(shown, '/end', { how: 'by-choice' })
  expect((await browser.open(path)).text).toContain('ended by the person')
  for (const language of ['ru', 'kk']) expect((await browser.open(path, language)).status).toBe(200)
})
