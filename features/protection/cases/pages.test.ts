import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onServer } from '#features/identification/screening/on-server.ts'
import { StartScreening } from '#features/identification/screening/record.ts'
import { startScreening } from '#features/identification/screening/start-screening.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import { appOf, cookieFor } from '#tests/support/client.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, openedCase, run, sentReferral } from '#tests/support/thread.ts'
import { changeCase } from './change-case.ts'
import { changeIdentity } from './change-identity.ts'
import { ChangeCase } from './record.ts'

const PHONE = '+7 701 555 01 02'
const HOSTILE = `"><script>alert('x')</script><img src=x onerror=y> & {name}`

let house: TestHouse
let worker: Actor
let asWorker: Browser

type Shown = { status: number; html: string; location: string }
type Browser = {
  open(path: string, language?: string): Promise<Shown>
  /** Sends the page's form with what it carries hidden; a list is sent as `name[]`. */
  send(page: Shown, fields: Record<string, string | string[]>): Promise<Shown>
}

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  worker = await addActor(house, 'case-worker')
  asWorker = await browse(worker)
})
afterAll(() => house.close())

async function browse(actor: Actor): Promise<Browser> {
  const app = appOf(house)
  const cookie = await cookieFor(house, actor)
  const read = async (response: Response): Promise<Shown> => ({
    status: response.status,
    html: await response.text(),
    location: (response.headers.get('location') ?? '').replace('/en', ''),
  })
  return {
    open: async (path, language = 'en') => read(await app.request(`/${language}${path}`, { headers: { cookie } })),
    send: async (page, fields) => {
      const forms = [...page.html.matchAll(/<form action="([^"]+)" method="post"[^>]*>(.*?)<\/form>/gs)]
      const form = forms.find(([, action]) => !action?.endsWith('sign-out'))
      if (!form?.[1]) throw new Error(`no form in ${page.html.slice(0, 300)}`)
      const hidden = [...(form[2] ?? '').matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
      const body = new URLSearchParams(hidden.map(([, name = '', value = '']) => [name, value]))
      for (const [name, value] of Object.entries(fields)) {
        if (typeof value === 'string') body.set(name, value)
        else for (const each of value) body.append(`${name}[]`, each)
      }
      const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' }
      return read(await app.request(form[1], { method: 'POST', headers, body: body.toString() }))
    },
  }
}

const facts = { ageGroup: 'adult', personGroup: 'women', mayContact: 'with-care', risk: 'high' }

describe('how a person may be reached', () => {
  test.each(['no', 'with-care', 'yes', 'not-asked'])('the flag "%s" stands before any number', async mayContact => {
    const identity = { name: 'Invented Name', phone: PHONE, messenger: '@invented', safeSay: 'the sewing course' }
    const caseId = await openedCase(house, worker, { mayContact, identity })
    for (const language of ['en', 'ru', 'kk']) {
      const { html } = await asWorker.open(`/cases/${caseId}`, language)
      const flag = html.indexOf('class="flag"')
      expect(flag).toBeGreaterThan(0)
      expect(html.indexOf('the sewing course')).toBeGreaterThan(flag)
      expect(html.indexOf(PHONE)).toBeGreaterThan(html.indexOf('the sewing course'))
      expect(html.indexOf('@invented')).toBeGreaterThan(flag)
    }
  })

  test.each(['no', 'not-asked'])('with the flag "%s" no number can be called from the page', async mayContact => {
    const caseId = await openedCase(house, worker, { mayContact, identity: { phone: PHONE } })
    const { html } = await asWorker.open(`/cases/${caseId}`)
    expect(html).not.toContain('href="tel:')
    expect(html.indexOf(PHONE)).toBeGreaterThan(html.indexOf('<details'))
  })

  test('where it is safe the number can be called', async () => {
    const caseId = await openedCase(house, worker, { mayContact: 'yes', identity: { phone: PHONE } })
    expect((await asWorker.open(`/cases/${caseId}`)).html).toContain('href="tel:+77015550102"')
  })
})

describe('what people typed', () => {
  test('is shown as text on every page of a case', async () => {
    const identity = {
      name: HOSTILE,
      document: HOSTILE,
      phone: HOSTILE.slice(0, 60),
      messenger: HOSTILE,
      safeHow: HOSTILE,
    }
    const caseId = await openedCase(house, worker, { mayContact: 'yes', identity, wish: HOSTILE })
    for (const path of ['', '/identity', '/facts', '/notes/new', '/close']) {
      const { status, html } = await asWorker.open(`/cases/${caseId}${path}`)
      expect(status, path).toBe(200)
      expect(html, path).not.toContain('<script>')
      expect(html, path).not.toContain('<img')
    }
    expect((await asWorker.open(`/cases/${caseId}`)).html).toContain('&lt;script>')
  })

  test('comes back with the page when something is missing', async () => {
    const page = await asWorker.open('/cases/new')
    const shown = await asWorker.send(page, {
      risk: 'high',
      wish: HOSTILE,
      'identity[name]': 'Kept Name',
      languages: ['uz', 'tr'],
    })
    expect(shown.status).toBe(422)
    expect(shown.html).toContain('href="#ageGroup"')
    expect(shown.html).toContain('value="Kept Name"')
    expect(shown.html).toMatch(/value="uz" checked/)
    expect(shown.html).toMatch(/value="tr" checked/)
    expect(shown.html).not.toContain('<script>')
  })
})

describe('a case is opened', () => {
  test('without a name: coded facts are enough, and it leads to the case', async () => {
    const page = await asWorker.open('/cases/new')
    const sent = await asWorker.send(page, { ...facts, openedFrom: 'walk-in', languages: ['uz'], interpreter: 'on' })
    expect(sent.status).toBe(303)
    const shown = await asWorker.open(sent.location)
    expect(shown.html).toContain('risk: high')
    expect(shown.html).toContain('No name is written down')
    expect(shown.html).toContain('Case opened; it began with: the person came')
  })

  test('from a screening: age and language are there already, and one screening opens one case', async () => {
    const input = StartScreening.parse({
      instrument: 'ilo-labour-child',
      situation: 'border',
      ageGroup: 'uncertain',
      language: 'tg',
      complete: true,
    })
    const { id: screeningId } = must(await run(house, worker, onServer(startScreening), input))
    const page = await asWorker.open(`/cases/new?screeningId=${screeningId}`)
    expect(page.html).toMatch(/value="uncertain" checked/)
    expect(page.html).toMatch(/value="tg" checked/)
    const again = await asWorker.send(page, { risk: 'high' })
    expect(again.html).toContain(`value="${screeningId}"`)
    const sent = await asWorker.send(page, { ...facts, ageGroup: 'uncertain', personGroup: 'minors-alone' })
    expect(sent.status).toBe(303)
    expect((await asWorker.open(sent.location)).html).toContain('Screening completed')
    const twice = await asWorker.open(`/cases/new?screeningId=${screeningId}`)
    expect(twice.html).toContain('already belongs to a case')
    expect(twice.html).toContain(sent.location)
  })

  test('once, however often the button is pressed', async () => {
    const page = await asWorker.open('/cases/new')
    const sent = { ...facts, openedFrom: 'hotline' }
    const [first, second] = [await asWorker.send(page, sent), await asWorker.send(page, sent)]
    expect(second.location).toBe(first.location)
  })

  test('an address that is no case, or another agency’s, is not found', async () => {
    const stranger = await addActor(house, 'case-worker')
    const caseId = await openedCase(house, stranger)
    for (const path of [
      `/cases/${caseId}`,
      '/cases/x',
      `/cases/${caseId}/facts`,
      '/cases/%00',
      '/cases/new?screeningId=x',
    ]) {
      expect((await asWorker.open(path)).status, path).toBe(404)
    }
  })
})

describe('two people change the same case', () => {
  test('the second sees both values, decides field by field, and nothing is lost', async () => {
    const caseId = await openedCase(house, worker, { ...facts, languages: ['uz'] })
    const page = await asWorker.open(`/cases/${caseId}/facts`)
    const faster = ChangeCase.parse({ caseId, version: 1, ...facts, risk: 'low', languages: ['uz', 'ru'] })
    must(await run(house, worker, changeCase, faster))

    const typed = { ...facts, risk: 'medium', mayContact: 'no', languages: ['uz', 'tg'] }
    const conflict = await asWorker.send(page, typed)
    expect(conflict.status).toBe(409)
    expect(conflict.html).toContain('Somebody saved a change before you')
    expect(conflict.html).toContain('Tajik')
    expect(conflict.html).toContain('Russian')

    const undecided = await asWorker.send(conflict, { 'keep.risk': 'yours' })
    expect(undecided.status).toBe(422)
    expect(undecided.html).toContain('href="#keep.languages.yours"')

    const keep = { 'keep.risk': 'yours', 'keep.languages': 'theirs', 'keep.mayContact': 'yours' }
    const settled = await asWorker.send(undecided, keep)
    expect(settled.status).toBe(303)
    const { rows } = await house.owner.query('select risk, may_contact, languages from aman."case" where id = $1', [
      caseId,
    ])
    expect(rows[0]).toEqual({ risk: 'medium', may_contact: 'no', languages: ['uz', 'ru'] })
  })

  test('so it is with the name and the safe contact', async () => {
    const caseId = await openedCase(house, worker, { identity: { name: 'First Name', phone: '1' } })
    const page = await asWorker.open(`/cases/${caseId}/identity`)
    must(await run(house, worker, changeIdentity, { caseId, version: 1, name: 'Their Name', phone: '2' }))
    const conflict = await asWorker.send(page, { name: 'Our Name', phone: '3' })
    expect(conflict.status).toBe(409)
    const settled = await asWorker.send(conflict, { 'keep.name': 'theirs', 'keep.phone': 'yours' })
    expect(settled.status).toBe(303)
    const { html } = await asWorker.open(`/cases/${caseId}`)
    expect(html).toContain('Their Name')
    expect(html).not.toContain('Our Name')
  })
})

describe('what another agency sees', () => {
  test('with a grant of the facts: no name, no wish, and a sentence that says so', async () => {
    const provider = await addActor(house, 'service-provider')
    const caseId = await openedCase(house, worker, { mayContact: 'no' })
    const sent = await sentReferral(house, worker, {
      caseId,
      toAgencyId: provider.agencyId,
      service: 'legal',
      depth: 'coded',
    })
    must(await run(house, provider, acceptReferral, { referralId: sent.id }))
    const { html, status } = await (await browse(provider)).open(`/cases/${caseId}`)
    expect(status).toBe(200)
    expect(html).not.toContain('Invented Name')
    expect(html).not.toContain('To sleep in peace')
    expect(html).toContain('Your agency may see the facts needed for help')
    expect(html).not.toContain(`/cases/${caseId}/facts`)
    expect(html).not.toContain('/consents/new')
  })
})

describe('the next step', () => {
  test('an adult is asked first; a child’s referral has its basis, and the child is heard', async () => {
    const adult = (await asWorker.open(`/cases/${await openedCase(house, worker)}`)).html
    expect(adult).toMatch(/class="button" href="[^"]+\/consents\/new"/)
    const child = await openedCase(house, worker, { ageGroup: 'child', personGroup: 'minors-alone' })
    const { html } = await asWorker.open(`/cases/${child}`)
    expect(html).toMatch(/class="button" href="[^"]+\/referrals\/new\?caseId=/)
    expect(html).toContain('heard and recorded')
    expect(html).toContain('No lawyer has confirmed this reading yet')
  })

  test('a wish is added, stands before the notes, and a closed case takes no more', async () => {
    const caseId = await openedCase(house, worker)
    const page = await asWorker.open(`/cases/${caseId}/notes/new?kind=wish`)
    const added = await asWorker.send(page, { kind: 'wish', text: 'To call home' })
    expect(added.status).toBe(303)
    expect((await asWorker.open(`/cases/${caseId}`)).html).toContain('To call home')
    const closed = await asWorker.send(await asWorker.open(`/cases/${caseId}/close`), {})
    expect(closed.status).toBe(303)
    const late = await asWorker.send(page, { kind: 'note', text: 'too late' })
    expect(late.html).toContain('This case is closed')
  })

  test('an open referral keeps the case open, and the page leads to it', async () => {
    const provider = await addActor(house, 'service-provider')
    const caseId = await openedCase(house, worker)
    const sent = await sentReferral(house, worker, { caseId, toAgencyId: provider.agencyId, service: 'legal' })
    const refused = await asWorker.send(await asWorker.open(`/cases/${caseId}/close`), {})
    expect(refused.status).toBe(422)
    expect(refused.html).toContain(`/referrals/${sent.id}`)
  })
})

describe('the list of cases', () => {
  test('filters by state, turns round, and tells what it cannot read', async () => {
    const actor = await addActor(house, 'case-worker')
    const first = await openedCase(house, actor)
    house.setTime(new Date('2026-11-24T07:00:00Z'))
    const second = await openedCase(house, actor, { risk: 'high' })
    const browser = await browse(actor)
    const newest = (await browser.open('/cases')).html
    expect(newest.indexOf(second)).toBeLessThan(newest.indexOf(first))
    const oldest = (await browser.open('/cases?oldestFirst=true')).html
    expect(oldest.indexOf(first)).toBeLessThan(oldest.indexOf(second))
    expect((await browser.open('/cases?status=closed')).html).toContain('No case fits this filter')
    const wrong = await browser.open('/cases?risk=burning')
    expect(wrong.status).toBe(200)
    expect(wrong.html).toContain('href="#risk"')
  })
})
