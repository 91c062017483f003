import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { EXPLAINED } from '#domain/consent/consent.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { sendReferral } from '#features/protection/referrals/send-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import { appOf, cookieFor } from '#tests/support/client.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { asking, must, openedCase, run } from '#tests/support/thread.ts'

let house: TestHouse
let worker: Actor
let provider: Actor
let cookie: string
let caseId: string

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  worker = await addActor(house, 'case-worker')
  provider = await addActor(house, 'service-provider')
  cookie = await cookieFor(house, worker)
})
beforeEach(async () => {
  caseId = await openedCase(house, worker)
})
afterAll(() => house.close())

type Shown = { status: number; html: string; location: string }

const read = async (response: Response): Promise<Shown> => ({
  status: response.status,
  html: await response.text(),
  location: (response.headers.get('location') ?? '').replace('/en', ''),
})
const open = async (path: string, as = cookie) =>
  read(await appOf(house).request(`/en${path}`, { headers: { cookie: as } }))

async function send(
  path: string,
  page: Shown,
  fields: Record<string, string>,
  explained: readonly string[] = [],
): Promise<Shown> {
  const token = /name="_form" value="([^"]+)"/.exec(page.html.slice(page.html.indexOf('<main')))?.[1] ?? ''
  const body = new URLSearchParams({ _form: token, ...fields })
  for (const point of explained) body.append('explained[]', point)
  const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' }
  return read(await appOf(house).request(`/en${path}`, { method: 'POST', headers, body: body.toString() }))
}

const address = () => `/cases/${caseId}/consents/new`
const question = (purpose = 'referral') =>
  open(`${address()}?purpose=${purpose}&recipientAgencyId=${provider.agencyId}`)
const answer = (agreed: string) => ({
  purpose: 'referral',
  recipientAgencyId: provider.agencyId,
  depth: 'coded',
  givenBy: 'self',
  how: 'spoken',
  language: 'uz',
  validDays: '90',
  agreed,
})

describe('asking for consent', () => {
  test('each purpose is a question of its own', async () => {
    const { html } = await open(address())
    for (const purpose of [
      'assistance',
      'referral',
      'police-report',
      'cross-border-transfer',
      'statistics',
      'research',
    ]) {
      expect(html).toContain(`consents/new?purpose=${purpose}`)
    }
  })

  test('yes and no are offered alike and neither is chosen beforehand', async () => {
    const { html } = await question()
    const radios = [...html.matchAll(/<input type="radio"[^>]* name="agreed"[^>]*>/g)].map(([tag]) => tag)
    expect(radios).toHaveLength(2)
    expect(radios.some(tag => tag.includes('checked'))).toBe(false)
    expect(html).toMatch(/name="depth" value="coded" checked/)
    expect(html).toContain('May we ask another agency to help you?')
  })

  test('a yes without the six points is not taken, and what was chosen is kept', async () => {
    const shown = await send(address(), await question(), answer('yes'), EXPLAINED.slice(1))
    expect(shown.status).toBe(422)
    expect(shown.html).toContain('href="#explained"')
    expect(shown.html).toMatch(/value="may-refuse" checked/)
    const { rows } = await house.owner.query('select 1 from aman.consent where case_id = $1', [caseId])
    expect(rows).toEqual([])
  })

  test('a no needs no points and is shown beside a yes as "not agreed"', async () => {
    const sent = await send(address(), await question(), answer('no'))
    expect(sent.status).toBe(303)
    expect((await open(sent.location)).html).toContain('The no is recorded')
    expect((await open(`/cases/${caseId}`)).html).toMatch(/not agreed<\/span>/)
  })

  test('a yes leads on to the referral to that agency', async () => {
    const sent = await send(address(), await question(), answer('yes'), EXPLAINED)
    const { html } = await open(sent.location)
    expect(html).toContain('The yes is recorded')
    expect(html).toContain(`/referrals/new?caseId=${caseId}&amp;toAgencyId=${provider.agencyId}`)
  })

  test('a referral without an agency is sent back to that question', async () => {
    const { recipientAgencyId: _, ...fields } = answer('yes')
    const shown = await send(address(), await question(), fields, EXPLAINED)
    expect(shown.html).toContain('href="#recipientAgencyId"')
  })

  test('before a report to the police it is said what the law tells in any case', async () => {
    expect((await question('police-report')).html).toContain('art. 10(3)(4)')
    expect((await question('statistics')).html).not.toContain('art. 10(3)(4)')
  })

  test('a child is heard, and the basis in law is named', async () => {
    caseId = await openedCase(house, worker, { ageGroup: 'uncertain', personGroup: 'minors-alone' })
    expect((await question()).html).toContain('child’s own view is heard')
  })

  test('who does not lead the case is not let ask in it', async () => {
    const other = await cookieFor(house, await addActor(house, 'case-worker'))
    expect((await open(address(), other)).status).toBe(404)
  })
})

describe('taking it back', () => {
  test('says whose access ends, and ends it at once', async () => {
    const recorded = await send(address(), await question(), answer('yes'), EXPLAINED)
    const asked = asking({ caseId, toAgencyId: provider.agencyId, service: 'legal' })
    const sent = must(await run(house, worker, sendReferral, asked))
    must(await run(house, provider, acceptReferral, { referralId: sent.id }))
    const asProvider = await cookieFor(house, provider)
    expect((await open(`/cases/${caseId}`, asProvider)).status).toBe(200)

    const path = `${recorded.location.split('?')[0]}/withdraw`
    const page = await open(path)
    expect(page.html).toMatch(/The access of Agency [\w-]+ by this consent ends at once/)
    expect(page.html).toContain(`/referrals/${sent.id}`)
    const done = await send(path, page, {})
    expect(done.status).toBe(303)
    expect((await open(done.location)).html).toContain('The consent is withdrawn')
    expect((await open(`/cases/${caseId}`, asProvider)).status).toBe(404)
    expect((await open(path)).html).toContain('already withdrawn')
  })

  test('is not found under another case', async () => {
    const recorded = await send(address(), await question(), answer('yes'), EXPLAINED)
    const consentId = recorded.location.split('?')[0]?.split('/').at(-1)
    const other = await openedCase(house, worker)
    const page = await open(`${recorded.location.split('?')[0]}/withdraw`)
    expect((await send(`/cases/${other}/consents/${consentId}/withdraw`, page, {})).status).toBe(404)
    expect((await open(`/cases/${other}/consents/${consentId}`)).status).toBe(404)
  })
})
