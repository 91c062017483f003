import { ROLES, type Role } from '#domain/access/roles.ts'
import { StartScreening } from '#features/identification/screening/record.ts'
import { startScreening } from '#features/identification/screening/start-screening.ts'
import { makeToken } from '#features/partnership/agencies/tokens.ts'
import { addGoal } from '#features/protection/services/add-goal.ts'
import { addService } from '#features/protection/services/add-service.ts'
import { beginPlan } from '#features/protection/services/begin-plan.ts'
import { holdBed } from '#features/protection/shelters/hold-bed.ts'
import { place } from '#features/protection/shelters/place.ts'
import type { Actor } from '#server/db/transact.ts'
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
  const plan = await planned(test, worker, caseId)
  const ids: Record<string, string> = {
    ...plan,
    agencyId,
    toAgencyId: partner.agencyId,
    recipientAgencyId: partner.agencyId,
    userId: (await addStaff(test, agencyId, 'officer')).userId,
    shelterId: home.shelterId,
    bedId,
    caseId,
    consentId: sent.consentId,
    referralId: (await received()).id,
    placementId: must(await run(test, staff['shelter-manager'], place, stay)).id,
    holdId: must(await run(test, worker, holdBed, { bedId: heldBed, caseId })).id,
    screeningId: must(await run(test, staff.officer, startScreening, screening(true))).id,
    draftId: must(await run(test, staff.officer, startScreening, screening(false))).id,
    tokenId: must(await run(test, worker, makeToken, { label: 'Invented', scopes: ['read' as const], validDays: 9 }))
      .id,
  }
  return { agencyId, staff, ids }
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
