import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { ROLES, type Role } from '#domain/access/roles.ts'
import { ok } from '#domain/shared/result.ts'
import { addMeasure } from '#features/accountability/commitments/add-measure.ts'
import { addEvidence } from '#features/accountability/commitments/evidence.ts'
import { AddMeasure } from '#features/accountability/commitments/record.ts'
import { addEntry } from '#features/accountability/standards/add-entry.ts'
import { AddEntry } from '#features/accountability/standards/record.ts'
import { agreeCallBack } from '#features/identification/hotline/call-backs.ts'
import { SaveContact } from '#features/identification/hotline/record.ts'
import { saveContact } from '#features/identification/hotline/save-contact.ts'
import { startContact } from '#features/identification/hotline/start-contact.ts'
import { announceCall } from '#features/identification/queue/announce-call.ts'
import { handOver } from '#features/identification/queue/hand-over.ts'
import { AnnounceCall } from '#features/identification/queue/record.ts'
import { onServer } from '#features/identification/screening/on-server.ts'
import { StartScreening } from '#features/identification/screening/record.ts'
import { startScreening } from '#features/identification/screening/start-screening.ts'
import { LEAVE_TIP, sealedTip } from '#features/identification/tips/sealed-tip.ts'
import { makeToken } from '#features/partnership/agencies/tokens.ts'
import { enrolDevice } from '#features/partnership/devices/enrol-device.ts'
import { makeOwnCode } from '#features/partnership/devices/make-code.ts'
import { warnOfOffer } from '#features/prevention/offers/warn-of-offer.ts'
import { addAttachment } from '#features/protection/attachments/add-attachment.ts'
import { openInEmergency } from '#features/protection/break-glass/open-in-emergency.ts'
import { RecordTelling } from '#features/protection/notification/record.ts'
import { recordTelling } from '#features/protection/notification/record-telling.ts'
import { sendNotification } from '#features/protection/notification/send-notification.ts'
import { beginReflection } from '#features/protection/reflection/begin-reflection.ts'
import { issueCertificate } from '#features/protection/reflection/issue-certificate.ts'
import { recordPetition } from '#features/protection/residence/record-petition.ts'
import { addGoal } from '#features/protection/services/add-goal.ts'
import { addService } from '#features/protection/services/add-service.ts'
import { beginPlan } from '#features/protection/services/begin-plan.ts'
import { holdBed } from '#features/protection/shelters/hold-bed.ts'
import { place } from '#features/protection/shelters/place.ts'
import { type Actor, transact } from '#server/db/transact.ts'
import { newTipReceipt } from '#server/keys/tip-receipt.ts'
import { addActor, addAgency, addStaff, type TestHouse } from './house.ts'
import { must, openedCase, openedShelter, run, sentReferral } from './thread.ts'

/** An agency with a colleague in each role and one record of every kind; `ids` are named as the fields of the interface name them. */
export type Holdings = { agencyId: string; staff: Record<Role, Actor>; ids: Record<string, string> }

export async function agencyWithRecords(test: TestHouse): Promise<Holdings> {
  const agencyId = await addAgency(test)
  const staff = {} as Record<Role, Actor>
  for (const role of ROLES) staff[role] = await addStaff(test, agencyId, role)
  const partner = await addActor(test, 'case-worker')
  const worker = staff['case-worker']

  const home = await openedShelter(test, staff['shelter-manager'], { beds: 3 })
  const [placedBed = '', heldBed = '', bedId = ''] = home.bedIds
  const caseId = await openedCase(test, worker)
  const sent = await sentReferral(test, worker, { caseId, toAgencyId: partner.agencyId, service: 'legal' })
  const received = async () => {
    const theirs = await openedCase(test, partner)
    return sentReferral(test, partner, { caseId: theirs, toAgencyId: agencyId, service: 'shelter' })
  }
  const stay = { bedId: placedBed, referralId: (await received()).id }
  const noticeId = test.house.newId()
  const ids: Record<string, string> = {
    noticeId,
    ...(await tipped(test, staff['hotline-operator'])),
    ...(await planned(test, worker, caseId)),
    ...(await answered(test, staff['hotline-operator'])),
    handoverId: must(await run(test, staff['shift-lead'], handOver, { notes: 'Invented words' })).id,
    toUserId: staff['hotline-operator'].userId,
    agencyId,
    toAgencyId: partner.agencyId,
    recipientAgencyId: partner.agencyId,
    userId: (await addStaff(test, agencyId, 'officer')).userId,
    shelterId: home.shelterId,
    bedId,
    caseId,
    childId: await openedCase(test, worker, { ageGroup: 'child' }),
    consentId: sent.consentId,
    notificationId: await notified(test, worker, caseId),
    breakGlassId: await openedInEmergency(test, caseId),
    referralId: (await received()).id,
    placementId: must(await run(test, staff['shelter-manager'], place, stay)).id,
    holdId: must(await run(test, worker, holdBed, { bedId: heldBed, caseId })).id,
    screeningId: must(await run(test, staff.officer, onServer(startScreening), screening(true))).id,
    draftId: must(await run(test, staff.officer, onServer(startScreening), screening(false))).id,
    ...(await promised(test, staff.coordinator)),
    entryId: await underStandards(test, staff.coordinator),
    alertId: await raisedAlert(test, staff.officer),
    deviceId: await enrolled(test, staff.officer),
    attachmentId: await addedPdf(test, worker, caseId),
    tokenId: must(await run(test, worker, makeToken, { label: 'Invented', scopes: ['read' as const], validDays: 9 }))
      .id,
  }
  await reflecting(test, worker, caseId)
  await test.owner.query(
    `insert into aman.erasure_notice (id, agency_id, code_name, erased_on) values ($1, $2, 'Invented-1', '2026-11-01')`,
    [noticeId, agencyId],
  )
  return { agencyId, staff, ids }
}

/** A measure with evidence that a coordinator of another agency may look at, and what it answers. */
async function promised(test: TestHouse, coordinator: Actor): Promise<Record<string, string>> {
  const { house } = test
  const recommendation = 'kaz-2024-definition'
  const promise = { sector: 'ngo', promisedBy: 'Invented centre', title: { en: 'Invented' }, dueOn: '2027-06-30' }
  const measureId = must(await run(test, coordinator, addMeasure, AddMeasure.parse(promise))).id
  const bytes = Readable.from([Buffer.from('%PDF-1.7 invented')])
  const file = must(await house.vault.receive(house.newId(), { name: '', bytes }, false))
  const evidenceId = must(await run(test, coordinator, addEvidence, { measureId, shows: 'Invented', file })).id
  return { measureId, evidenceId, recommendation, other: 'kaz-2022-definition' }
}

/** Evidence for the first report that there was: the year that a sample names. */
async function underStandards(test: TestHouse, coordinator: Actor): Promise<string> {
  const entry = { year: 2001, criterion: 9, shows: 'Invented', source: 'Invented letter', datedOn: '2001-05-01' }
  return must(await run(test, coordinator, addEntry, AddEntry.parse(entry))).id
}

/** A tip with a file, and a warning of a job offer. */
async function tipped(test: TestHouse, operator: Actor): Promise<Record<string, string>> {
  const { house, owner } = test
  const { agencyId } = operator
  await owner.query(`update aman.agency set services = services || 'hotline'::text where id = $1`, [agencyId])
  const bytes = Readable.from([Buffer.from('%PDF-1.7 invented')])
  const file = must(await house.vault.receive(randomUUID(), { name: '', bytes }, false))
  const told = { words: 'Invented', about: 'place', danger: 'no', happens: 'now', language: 'ru' } as const
  const left = await transact(house, operator, async ctx => {
    const desk = { agencyId, key: await ctx.keys.agencyKey(ctx.tx, agencyId) }
    const leaving = { receipt: newTipReceipt(), told, desk, day: '2026-11-24', spoken: false }
    return ok(await sealedTip(house, { ...leaving, file: { ...file, traces: true } }))
  })
  const values = must(left)
  await house.pool.query(LEAVE_TIP, values)
  const offer = { offeredBy: 'Invented Ltd', words: '', signs: ['money-ahead' as const] }
  const warningId = must(await run(test, operator, warnOfOffer, offer)).id
  return { tipId: JSON.parse(String(values[0])).id, fileId: file.id, warningId }
}

/** A period that runs, the certificate of it, and a petition that waits for its answer. */
async function reflecting(test: TestHouse, worker: Actor, caseId: string): Promise<void> {
  must(await run(test, worker, beginReflection, { caseId }))
  must(await run(test, worker, issueCertificate, { caseId }))
  must(await run(test, worker, recordPetition, { caseId, kind: 'residence', petitionedOn: '2026-11-01' }))
}

/** The police were told that the person of a case turned to the agency. */
async function notified(test: TestHouse, worker: Actor, caseId: string): Promise<string> {
  const toAgencyId = await addAgency(test, { kind: 'police' })
  const told = { caseId, toAgencyId, toldOn: '2026-11-24', language: 'uz', how: 'spoken' }
  must(await run(test, worker, recordTelling, RecordTelling.parse(told)))
  return must(await run(test, worker, sendNotification, { caseId, toAgencyId })).id
}

/** A case that somebody of another agency opened in an emergency, and that is still open to her. */
async function openedInEmergency(test: TestHouse, caseId: string): Promise<string> {
  const { rows } = await test.owner.query('select code_name from aman."case" where id = $1', [caseId])
  const asked = {
    codeName: String(rows[0]?.code_name),
    reason: 'danger-to-life' as const,
    depth: 'identity' as const,
    hours: 4,
    words: 'Invented words',
  }
  return must(await run(test, await addActor(test, 'officer'), openInEmergency, asked)).id
}

/** A phone that is a colleague's field device. */
async function enrolled(test: TestHouse, officer: Actor): Promise<string> {
  const { code } = must(await run(test, officer, makeOwnCode, { label: 'Invented phone' }))
  return must(await enrolDevice(test.house, { code })).deviceId
}

/** An alert about a colleague, as the sealer would raise it. */
async function raisedAlert({ owner, house }: TestHouse, about: Actor): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into aman.alert (kind, agency_id, user_id, count, since, until, raised_at) values ('probing', $1, $2, 15, $3, $3, $3) returning id`,
    [about.agencyId, about.userId, house.clock()],
  )
  return rows[0]?.id ?? ''
}

/** An invented document of a case. */
export async function addedPdf(test: TestHouse, worker: Actor, caseId: string): Promise<string> {
  const { vault, newId } = test.house
  const bytes = Readable.from([Buffer.from('%PDF-1.7 invented')])
  const file = must(await vault.receive(newId(), { name: 'Invented statement.pdf', bytes }, false))
  return must(await run(test, worker, addAttachment, { caseId, original: false, file })).id
}

/** A contact that runs, with a call that was promised, and another one. */
async function answered(test: TestHouse, operator: Actor): Promise<Record<string, string>> {
  const start = async () => must(await run(test, operator, startContact, { channel: 'phone' as const })).id
  const contactId = await start()
  const said = { contactId, version: 1, safeContact: 'with-care', said: 'Invented words' }
  must(await run(test, operator, saveContact, SaveContact.parse(said)))
  const asked = { contactId, inMinutes: 60, number: '+7 000 000 00 00' }
  const rings = async (externalId: string) =>
    must(await run(test, operator, announceCall, AnnounceCall.parse({ externalId }))).id
  return {
    contactId,
    callId: await rings('one'),
    incomingCallId: await rings('another'),
    callBackId: must(await run(test, operator, agreeCallBack, asked)).id,
    otherId: await start(),
  }
}

/** A plan with a goal, a service, and a talk that is ahead. */
async function planned(test: TestHouse, worker: Actor, caseId: string): Promise<Record<string, string>> {
  must(await run(test, worker, beginPlan, { caseId }))
  const goal = { caseId, voice: 'person' as const, priority: 1, text: 'Invented' }
  const followUpId = test.house.newId()
  const goalId = must(await run(test, worker, addGoal, goal)).id
  const serviceId = must(await run(test, worker, addService, { caseId, service: 'psychological' })).id
  await test.owner.query('insert into aman.plan_follow_up (id, case_id, months, due_at) values ($1, $2, 1, $3)', [
    followUpId,
    caseId,
    test.house.clock(),
  ])
  return { goalId, serviceId, followUpId }
}

const screening = (complete: boolean) =>
  StartScreening.parse({
    instrument: 'ilo-labour-adult',
    situation: 'border',
    ageGroup: 'adult',
    language: 'uz',
    complete,
  })
