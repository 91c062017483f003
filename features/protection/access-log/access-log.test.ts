import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openInEmergency } from '#features/protection/break-glass/open-in-emergency.ts'
import { OpenInEmergency } from '#features/protection/break-glass/record.ts'
import { readCase } from '#features/protection/cases/read-case.ts'
import { readNotification } from '#features/protection/notification/queries.ts'
import { RecordTelling } from '#features/protection/notification/record.ts'
import { recordTelling } from '#features/protection/notification/record-telling.ts'
import { sendNotification } from '#features/protection/notification/send-notification.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { beginReflection } from '#features/protection/reflection/begin-reflection.ts'
import { issueCertificate } from '#features/protection/reflection/issue-certificate.ts'
import { verifyAudit } from '#server/audit/verify.ts'
import type { Actor } from '#server/db/transact.ts'
import { appOf, caller, cookieFor, tokenFor } from '#tests/support/client.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { openAuditor, sealAll } from '#tests/support/sealing.ts'
import { codeOf, must, openedCase, run, sentReferral } from '#tests/support/thread.ts'
import { readAccessLog } from './read-access-log.ts'

let house: TestHouse
let auditor: pg.Client
let worker: Actor
let lawyer: Actor
let caseId: string
beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  auditor = await openAuditor(house)
  worker = await addActor(house, 'case-worker')
  lawyer = await addActor(house, 'service-provider', { services: ['legal'] })
  caseId = await openedCase(house, worker)
  house.setTime(new Date('2026-11-25T06:00:00Z'))
  const sent = await sentReferral(house, worker, { caseId, toAgencyId: lawyer.agencyId, service: 'legal' })
  house.setTime(new Date('2026-11-26T06:00:00Z'))
  must(await run(house, lawyer, acceptReferral, { referralId: sent.id }))
  must(await run(house, lawyer, readCase, caseId))
  must(await run(house, lawyer, readCase, caseId))
  await sealAll(house, auditor)
})
afterAll(async () => {
  await auditor.end()
  await house.close()
})

const log = (who: Actor, id = caseId) => run(house, who, readAccessLog, { caseId: id, limit: 100 })
const page = async (who: Actor, path: string) =>
  (await appOf(house).request(path, { headers: { cookie: await cookieFor(house, who) } })).text()

test('who looked is told with what and why: the lead because it leads, the lawyer because she agreed on a day', async () => {
  const { entries } = must(await log(worker))
  expect(entries.map(each => [each.action, each.basis])).toEqual([
    ['case.read', 'consent'],
    ['case.read', 'consent'],
    ['referral.accepted', 'consent'],
    ['case.read', 'lead'],
    ['referral.sent', 'lead'],
    ['referral.drafted', 'lead'],
    ['consent.recorded', 'lead'],
    ['case.opened', 'lead'],
  ])
  expect(entries[0]).toMatchObject({
    role: 'service-provider',
    parts: ['facts', 'identity'],
    agreedAt: new Date('2026-11-25T06:00:00Z'),
  })
})
test('the page says it in plain words, once for the same look of one day, and names no colleague', async () => {
  const html = await page(worker, `/en/cases/${caseId}/access-log`)
  expect(html).toMatch(
    /Agency \w+ \(service provider\) read the main facts of your case and your name and contact details, because you agreed on Nov 25, 2026\. 2 times that day\./,
  )
  expect(html).toContain('referred you to another organisation, because it looks after your case.')
  const { rows } = await house.owner.query('select name from aman.staff where user_id = $1', [lawyer.userId])
  expect(html).not.toContain(rows[0].name)
})
test('the sheet for the person stands in her language and warns that paper can be found', async () => {
  expect(await page(worker, `/ru/cases/${caseId}/access-log/paper`)).toContain('Бумагу могут найти другие')
  expect(await page(worker, `/kk/cases/${caseId}/access-log/paper`)).toContain('Қағазды басқалар тауып алуы мүмкін')
})
describe('nobody else reads the log', () => {
  test('a recipient that sees the case does not, and a stranger does not learn that it exists', async () => {
    expect(codeOf(await log(lawyer))).toBe('case.not-lead')
    const stranger = await addActor(house, 'case-worker')
    expect(codeOf(await log(stranger))).toBe('case.not-found')
    const call = caller(appOf(house), await tokenFor(house, stranger))
    expect((await call('get', `/api/v1/cases/${caseId}/access-log`)).status).toBe(404)
  })
})
test('reading the log is a look that the log shows', async () => {
  await sealAll(house, auditor)
  const { entries } = must(await log(worker))
  expect(entries[0]).toMatchObject({ action: 'case.read', parts: ['access-log'] })
})
test('an emergency and the check of a certificate by nobody we know stand in the log, each with its reason', async () => {
  const inDanger = await openedCase(house, worker)
  must(await run(house, worker, beginReflection, { caseId: inDanger }))
  const { number } = must(await run(house, worker, issueCertificate, { caseId: inDanger }))
  await appOf(house).request('/en/certificate', { method: 'POST', body: new URLSearchParams({ number }) })
  const { rows } = await house.owner.query('select code_name from aman."case" where id = $1', [inDanger])
  const asked = { codeName: rows[0].code_name, reason: 'danger-to-life', words: 'Invented words' }
  const operator = await addActor(house, 'hotline-operator')
  must(await run(house, operator, openInEmergency, OpenInEmergency.parse(asked)))
  must(await run(house, operator, readCase, inDanger))
  await sealAll(house, auditor)
  const { entries } = must(await log(worker, inDanger))
  expect(entries.slice(0, 4).map(each => [each.action, each.basis, each.role])).toEqual([
    ['case.read', 'break-glass', 'hotline-operator'],
    ['break-glass.opened', 'break-glass', 'hotline-operator'],
    ['break-glass.tried', 'break-glass', 'hotline-operator'],
    ['certificate.checked', null, null],
  ])
  const html = await page(worker, `/en/cases/${inDanger}/access-log`)
  expect(html).toContain('opened your case to one colleague for some hours, in an emergency, without asking first.')
  expect(html).toContain('Somebody who was not signed in checked your certificate by its number')
})
test('what a notified authority does with the notification stands in her log, though it knows no case', async () => {
  const notified = await openedCase(house, worker)
  const police = await addActor(house, 'investigator', { kind: 'police' })
  const told = { caseId: notified, toAgencyId: police.agencyId, toldOn: '2026-11-24', language: 'uz', how: 'spoken' }
  must(await run(house, worker, recordTelling, RecordTelling.parse(told)))
  const sent = must(await run(house, worker, sendNotification, { caseId: notified, toAgencyId: police.agencyId }))
  must(await run(house, police, readNotification, sent.id))
  await sealAll(house, auditor)
  const [newest] = must(await log(worker, notified)).entries
  expect(newest).toMatchObject({ action: 'notification.read', role: 'investigator' })
  expect(await page(worker, `/en/cases/${notified}/access-log`)).toContain(
    'read the notification about you, since it was notified of it',
  )
})
test('a long log is read page by page, and every entry comes once', async () => {
  for (let n = 0; n < 25; n++) must(await run(house, worker, readCase, caseId))
  await sealAll(house, auditor)
  const all = must(await log(worker)).entries.map(each => each.seq)
  const paged: number[] = []
  let before: number | undefined
  do {
    const part = must(await run(house, worker, readAccessLog, { caseId, limit: 7, ...(before && { before }) }))
    paged.push(...part.entries.map(each => each.seq))
    before = part.next ?? undefined
  } while (before)
  expect(paged).toEqual(all)
})
test('a look cannot be hidden from the log, nor another’s put into it', async () => {
  const verify = async () =>
    (await verifyAudit(auditor, { signer: house.house.signer, now: house.house.clock(), head: null })).broken
  await sealAll(house, auditor)
  expect(await verify()).toBeNull()
  const { rows } = await house.owner.query(
    `delete from aman.case_event where seq = (select max(seq) from aman.case_event where case_id = $1) returning seq`,
    [caseId],
  )
  expect(await verify()).toEqual({ kind: 'log-incomplete', block: null, seq: Number(rows[0].seq) })
  const other = await openedCase(house, worker)
  await sealAll(house, auditor)
  await house.owner.query(
    'insert into aman.case_event (case_id, seq, changed) select $1, seq, changed from aman.case_event where case_id = $2',
    [caseId, other],
  )
  expect(must(await log(worker)).entries.filter(each => each.action === 'case.opened')).toHaveLength(1)
})
