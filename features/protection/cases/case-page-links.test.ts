import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { beginReflection } from '#features/protection/reflection/begin-reflection.ts'
import type { Actor } from '#server/db/transact.ts'
import { appOf, cookieFor } from '#tests/support/client.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, openedCase, run, sentReferral } from '#tests/support/thread.ts'

let house: TestHouse
let worker: Actor
let caseId: string
beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  worker = await addActor(house, 'case-worker')
  caseId = await openedCase(house, worker)
})
afterAll(() => house.close())

async function open(actor: Actor, path: string) {
  const response = await appOf(house).request(path, { headers: { cookie: await cookieFor(house, actor) } })
  return { status: response.status, html: await response.text() }
}

async function linksOf(actor: Actor): Promise<string[]> {
  const { html } = await open(actor, `/en/cases/${caseId}`)
  const block = /<nav class="link-groups".*?<\/nav>/s.exec(html)?.[0] ?? ''
  return [...block.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href)
}
const endsOf = (links: readonly string[]) => links.map(each => each.split('/').at(-1))

test('what is rare and cannot be undone comes last', async () => {
  const ends = endsOf(await linksOf(worker))
  expect(ends[0]).toBe('plan')
  expect(ends.slice(-2)).toEqual(['access-log', 'erasure'])
})

test('nobody is led to a page that is closed to them', async () => {
  const lawyer = await addActor(house, 'service-provider', { services: ['legal'] })
  const sent = await sentReferral(house, worker, { caseId, toAgencyId: lawyer.agencyId, service: 'legal' })
  must(await run(house, lawyer, acceptReferral, { referralId: sent.id }))
  const given = await linksOf(lawyer)
  expect(endsOf(given)).toEqual(['plan', 'reflection', 'residence'])
  for (const [actor, links] of [[worker, await linksOf(worker)] as const, [lawyer, given] as const]) {
    for (const link of links) expect([link, (await open(actor, link)).status]).toEqual([link, 200])
  }
})

test('a reflection period that runs says until when, its last day included', async () => {
  expect((await open(worker, `/en/cases/${caseId}`)).html).not.toContain('until ')
  must(await run(house, worker, beginReflection, { caseId, days: 30 }))
  const { rows } = await house.owner.query('select last_on::text from aman.reflection where case_id = $1', [caseId])
  const day = house.house.words.in('en').day(new Date(`${rows[0].last_on}T07:00:00Z`))
  expect((await open(worker, `/en/cases/${caseId}`)).html).toContain(`until ${day}`)
})
