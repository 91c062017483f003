import { ROLES, type Role } from '#domain/access/roles.ts'
import { NOT_CARRIED, TO_DECIDE } from '#domain/xlsform/report.ts'
import { beginDraft } from '#features/identification/instruments/begin-draft.ts'
import { importDraft } from '#features/identification/instruments/import-draft.ts'
import type { ReadForm } from '#features/identification/instruments/read-form.ts'
import { beginScreening } from '#features/identification/screening/begin-screening.ts'
import { onServer } from '#features/identification/screening/on-server.ts'
import { holdBed } from '#features/protection/shelters/hold-bed.ts'
import type { Actor } from '#server/db/transact.ts'
import { mayEnter } from '#server/http/endpoint.ts'
import type { Page } from '#server/http/page.ts'
import { remindOnce } from '#start/keep-reminding.ts'
import { parts } from '#start/parts.ts'
import { fillWithDemo, type SignIn } from './browser-house.ts'
import { addedPdf } from './holdings.ts'
import type { TestHouse } from './house.ts'
import { openAuditor, sealAll } from './sealing.ts'
import { must, run } from './thread.ts'

/** One page as one role opens it, with something on it. `page` is the path that the program declares. */
export type Stop = { page: string; role: Role; path: string }
export type Tour = { stops: Stop[]; signIns: Map<Role, SignIn> }

/** Further addresses of a page, in place of its path alone. What stands after a colon is one of the ids below. */
const SHOWN_AS: Record<string, readonly string[]> = {
  '/tips': ['/tips', '/tips?status=waiting', '/tips?status=closed'],
  '/tips/:tipId': ['/tips/:tipId', '/tips/:closedTipId'],
  '/offer-warnings/new': ['/offer-warnings/new?tip=:tipId'],
  '/screenings/:screeningId': ['/screenings/:completedId', '/screenings/:draftId'],
  '/screenings/:screeningId/check': ['/screenings/:draftId/check'],
  '/screenings/:screeningId/:dimension': [
    '/screenings/:draftId/exploitation',
    '/screenings/:draftId/exploitation?hand=1',
    '/screenings/:draftId/exploitation?one=1',
  ],
  '/instruments/:instrument/:baseVersion': ['/instruments/labour-inspection-card/1001'],
  '/instruments/:instrument/:baseVersion/json': ['/instruments/border-card/1/json'],
  '/instrument-drafts/:draftId': ['/instrument-drafts/:instrumentDraftId'],
  '/instrument-drafts/:draftId/report': ['/instrument-drafts/:importedDraftId/report'],
  '/instrument-drafts/:draftId/header': ['/instrument-drafts/:instrumentDraftId/header'],
  '/instrument-drafts/:draftId/new-sign': ['/instrument-drafts/:instrumentDraftId/new-sign'],
  '/instrument-drafts/:draftId/signs/:place': ['/instrument-drafts/:instrumentDraftId/signs/:signPlace'],
  '/hotline/contacts/:contactId': ['/hotline/contacts/:contactId?q=112', '/hotline/contacts/:endedContactId'],
  '/instruments/cards/:instrument/:version': ['/instruments/cards/border-card/1'],
  '/cases': ['/cases', '/cases?status=closed&oldestFirst=true', '/cases?codeName=Nobody'],
  '/cases/new': ['/cases/new', '/cases/new?screeningId=:completedId'],
  '/cases/:caseId/consents/new': [
    '/cases/:ledId/consents/new',
    '/cases/:ledId/consents/new?purpose=referral',
    '/cases/:ledId/consents/new?purpose=police-report',
  ],
  '/cases/:caseId/facts': ['/cases/:ledId/facts'],
  '/cases/:caseId/identity': ['/cases/:ledId/identity'],
  '/cases/:caseId/notes/new': ['/cases/:ledId/notes/new'],
  '/cases/:caseId/notification': ['/cases/:ledId/notification'],
  '/cases/:caseId/close': ['/cases/:ledId/close'],
  '/cases/:caseId/consents': ['/cases/:ledId/consents'],
  '/cases/:caseId/consents/:consentId': ['/cases/:ledId/consents/:consentId'],
  '/cases/:caseId/consents/:consentId/copy': ['/cases/:ledId/consents/:consentId/copy'],
  '/cases/:caseId/consents/:consentId/withdraw': ['/cases/:ledId/consents/:consentId/withdraw'],
  '/cases/:caseId/erasure': [
    '/cases/:ledId/erasure',
    '/cases/:closedId/erasure',
    '/cases/:wishedId/erasure',
    '/cases/:caseId/erasure',
  ],
  '/cases/:caseId/keep-longer': ['/cases/:closedId/keep-longer'],
  '/erasure-notices': ['/erasure-notices', '/erasure-notices?done=erased'],
  '/cases/:caseId/access-log': ['/cases/:ledId/access-log'],
  '/cases/:caseId/access-log/paper': ['/cases/:ledId/access-log/paper'],
  '/cases/:caseId/receipt': ['/cases/:ledId/receipt'],
  '/cases/:caseId/guardian': ['/cases/:childId/guardian'],
  '/cases/:caseId/attachments': ['/cases/:ledId/attachments'],
  '/cases/:caseId/attachments/new': ['/cases/:ledId/attachments/new'],
  '/cases/:caseId/attachments/:attachmentId/remove': ['/cases/:ledId/attachments/:attachmentId/remove'],
  '/cases/:caseId/reflection': ['/cases/:reflectingId/reflection', '/cases/:caseId/reflection'],
  '/cases/:caseId/reflection/certificate': ['/cases/:reflectingId/reflection/certificate'],
  '/cases/:caseId/residence': ['/cases/:reflectingId/residence'],
  '/cases/:caseId/residence/letter': ['/cases/:reflectingId/residence/letter?letter=residence&language=kk'],
  '/cases/:caseId/plan': [
    '/cases/:planId/plan',
    '/cases/:barredId/plan',
    '/cases/:endedPlanId/plan',
    '/cases/:ledId/plan',
  ],
  '/cases/:caseId/plan/needs': ['/cases/:planId/plan/needs'],
  '/cases/:caseId/plan/dangers': ['/cases/:planId/plan/dangers'],
  '/cases/:caseId/plan/goals/new': ['/cases/:planId/plan/goals/new'],
  '/cases/:caseId/plan/goals/:goalId': ['/cases/:planId/plan/goals/:goalId'],
  '/cases/:caseId/plan/services/new': ['/cases/:planId/plan/services/new'],
  '/cases/:caseId/plan/services/:serviceId': [
    '/cases/:planId/plan/services/:serviceId',
    '/cases/:planId/plan/services/:vacantService',
    '/cases/:barredId/plan/services/:homeward',
  ],
  '/cases/:caseId/plan/agree': ['/cases/:planId/plan/agree'],
  '/cases/:caseId/plan/review': ['/cases/:planId/plan/review'],
  '/cases/:caseId/plan/return': ['/cases/:barredId/plan/return'],
  '/cases/:caseId/plan/close': ['/cases/:planId/plan/close'],
  '/cases/:caseId/plan/follow-ups/:followUpId': ['/cases/:endedPlanId/plan/follow-ups/:followUpId'],
  '/cases/:caseId/plan/print': ['/cases/:planId/plan/print', '/cases/:planId/plan/print?words=yes'],
  '/referrals': ['/referrals', '/referrals?box=out'],
  '/referrals/new': [
    '/referrals/new',
    '/referrals/new?caseId=:ledId',
    '/referrals/new?caseId=:ledId&service=shelter',
    '/referrals/new?caseId=:ledId&service=case-management',
  ],
  '/referrals/:referralId': ['/referrals/:inId', '/referrals/:outId', '/referrals/:lateId', '/referrals/:endedId'],
  '/devices/:deviceId': ['/devices/:deviceId', '/devices/:endedDeviceId'],
  '/staff/:userId/devices': ['/staff/:carrierId/devices'],
  '/measures': ['/measures', '/measures?state=late'],
  '/measures/:measureId': ['/measures/:measureId', '/measures/:provedId'],
  '/recommendations/:recommendation': ['/recommendations/kaz-2025-definition'],
  '/standards/:year': ['/standards/2020', '/standards/2027'],
  '/standards/:year/evidence/new': ['/standards/2020/evidence/new', '/standards/2020/evidence/new?criterion=2'],
  '/standards/:year/evidence/:entryId/withdraw': ['/standards/:entryYear/evidence/:entryId/withdraw'],
  '/shelters': ['/shelters', '/shelters?view=all'],
  '/holds/new': ['/holds/new?bedId=:freeBedId', '/holds/new?bedId=:freeBedId&caseId=:ledId'],
  '/placements/new': ['/placements/new?referralId=:inId'],
  '/beds/:bedId': ['/beds/:ownBedId'],
}

const LED = `select c.id from aman."case" c join aman.consent n on n.case_id = c.id and n.purpose = 'referral' and n.agreed
  where c.lead_agency_id = $1 and c.status = 'open' order by c.id desc limit 1`
const SEEN = `select g.case_id as id from aman.grant_of_access g where g.agency_id = $1 and g.valid @> $2::timestamptz order by g.depth desc, 1 desc limit 1`

const PLAN = `select s.case_id as id from aman.plan_service s join aman."case" c on c.id = s.case_id
  where $1 in (c.lead_agency_id, s.provider_agency_id) and s.service = 'legal'
    and exists (select from aman.grant_of_access g where g.case_id = s.case_id and g.agency_id = $1 and g.closed_at is null
      and g.valid @> $2::timestamptz and (g.basis = 'lead' or g.referral_id = s.referral_id)) order by s.id limit 1`
const LED_PLAN =
  'select p.case_id as id from aman.support_plan p join aman."case" c on c.id = p.case_id where c.lead_agency_id = $1'

/** What an agency ($1) has at this moment ($2), by the names that the addresses use. */
const IDS: Record<string, string> = {
  completedId: `select id from aman.screening where agency_id = $1 and status = 'completed' order by id desc limit 1`,
  draftId: `select id from aman.screening where agency_id = $1 and status = 'draft' limit 1`,
  instrumentDraftId: `select id from aman.instrument_draft where author = $3 and report is null and $1::uuid is not null and $2::timestamptz is not null limit 1`,
  importedDraftId: `select id from aman.instrument_draft where author = $3 and report is not null and $1::uuid is not null
    and $2::timestamptz is not null limit 1`,
  signPlace: `select body #>> '{dimensions,0,key}' || '.' || (body #>> '{dimensions,0,indicators,0,id}') as id from aman.instrument_draft
    where author = $3 and report is null and $1::uuid is not null and $2::timestamptz is not null limit 1`,
  closedId: `select id from aman."case" where lead_agency_id = $1 and status = 'closed' order by closed_at limit 1`,
  wishedId: `select c.id from aman.erasure_request q join aman."case" c on c.id = q.case_id where c.lead_agency_id = $1 limit 1`,
  caseId: SEEN,
  ledId: LED,
  childId: `select id from aman."case" where lead_agency_id = $1 and status = 'open' and age_group <> 'adult' limit 1`,
  consentId: `select id from aman.consent where case_id = (${LED}) and agreed and recipient_agency_id is not null limit 1`,
  attachmentId: `select id from aman.attachment where case_id = (${LED}) limit 1`,
  reflectingId: 'select case_id as id from aman.reflection where agency_id = $1 order by id desc limit 1',
  planId: PLAN,
  barredId: `${LED_PLAN} and exists (select from aman.plan_return r where r.case_id = p.case_id) limit 1`,
  endedPlanId: `${LED_PLAN} and p.status = 'closed' limit 1`,
  goalId: `select id from aman.plan_goal where case_id = (${PLAN}) limit 1`,
  serviceId: `select id from aman.plan_service where case_id = (${PLAN}) and service = 'legal' limit 1`,
  // Of the lead alone: who gives one service sees no other.
  vacantService: `select id from aman.plan_service where case_id = (${PLAN}) and case_id in (${LED_PLAN}) and status = 'planned' limit 1`,
  homeward: `select s.id from aman.plan_service s where s.service = 'return' and s.case_id in (${LED_PLAN}) limit 1`,
  followUpId: `select f.id from aman.plan_follow_up f where f.outcome is null and f.case_id in (${LED_PLAN}) order by f.due_at limit 1`,
  inId: `select id from aman.referral where to_agency_id = $1 and status = 'sent' and expires_at > $2 and answer_due_at > $2 limit 1`,
  lateId: `select id from aman.referral where $1 in (from_agency_id, to_agency_id) and status = 'sent' and answer_due_at < $2 limit 1`,
  outId: `select id from aman.referral where from_agency_id = $1 and status = 'accepted' limit 1`,
  endedId: `select id from aman.referral where $1 in (from_agency_id, to_agency_id) and status = 'declined' limit 1`,
  notificationId:
    'select id from aman.notification where $1 in (from_agency_id, to_agency_id) order by id desc limit 1',
  breakGlassId: `select b.id from aman.break_glass b join aman."case" c on c.id = b.case_id where $1 in (c.lead_agency_id, b.agency_id) limit 1`,
  contactId: `select id from aman.contact where agency_id = $1 and status = 'open' and topic is not null order by id limit 1`,
  endedContactId: `select id from aman.contact where agency_id = $1 and outcome = 'passed-to-police' order by id limit 1`,
  callBackId: `select id from aman.call_back where agency_id = $1 and status = 'agreed' order by due_at limit 1`,
  shelterId: 'select id from aman.shelter where agency_id = $1 limit 1',
  ownBedId: 'select id from aman.bed where agency_id = $1 limit 1',
  freeBedId: `select id from aman.bed b where in_service and $2::timestamptz is not null and $1::uuid is not null
    and not exists (select from aman.bed_use u where u.bed_id = b.id) limit 1`,
  holdId: `select id from aman.bed_use where kind = 'hold' and $1 in (agency_id, made_by_agency_id) limit 1`,
  placementId: `select id from aman.bed_use where kind = 'placement' and agency_id = $1 and during @> $2::timestamptz limit 1`,
  agencyId: 'select id from aman.agency where id <> $1 limit 1',
  tipId: `select id from aman.tip where agency_id = $1 and status = 'new' limit 1`,
  closedTipId: `select id from aman.tip where agency_id = $1 and status = 'closed' limit 1`,
  warningId: 'select id from aman.offer_warning where agency_id = $1 limit 1',
  measureId: `select m.id from aman.measure m where $1::uuid is not null and m.proved_on is null order by m.agency_id = $1 desc, m.id limit 1`,
  provedId: 'select id from aman.measure where $1::uuid is not null and proved_on is not null limit 1',
  entryId: 'select id from aman.standards_entry where agency_id = $1 order by id limit 1',
  entryYear:
    'select year::text as id from aman.standards_entry where agency_id = $1 order by standards_entry.id limit 1',
  alertId: `select a.id from aman.alert a join aman.staff s on s.user_id = $3 and s.role in ('administrator', 'coordinator')
    where a.agency_id = $1 and a.user_id <> $3 and $2::timestamptz is not null limit 1`,
  deviceId: `select d.id from aman.device d join aman.staff s on s.user_id = $3 and (s.user_id = d.user_id or s.role = 'administrator')
    where d.agency_id = $1 and d.revoked_at is null and $2::timestamptz is not null order by d.id limit 1`,
  endedDeviceId: `select d.id from aman.device d join aman.staff s on s.user_id = $3 and (s.user_id = d.user_id or s.role = 'administrator')
    where d.agency_id = $1 and d.revoked_at is not null and d.wiped_at is null and $2::timestamptz is not null order by d.id limit 1`,
  carrierId: 'select user_id as id from aman.device where agency_id = $1 limit 1',
  userId: 'select user_id as id from aman.staff where agency_id = $1 order by user_id limit 1',
}

/** A form from elsewhere, as it is read. */
const INVENTED_FORM: ReadForm = {
  body: { dimensions: [{ key: 'questions', title: {}, indicators: [{ id: 'one', question: { en: 'Invented?' } }] }] },
  report: {
    carried: 1,
    notCarried: NOT_CARRIED.map((why, at) => ({
      sheet: 'survey',
      row: at + 2,
      column: 'type',
      value: 'invented',
      why,
    })),
    toDecide: TO_DECIDE.map(what => ({ at: what === 'weight' ? 'questions.one' : what, what })),
  },
}

/** Pages that look different to each role; of the others one role's view stands for all. */
const DIFFERS = [
  '/',
  '/cases',
  '/cases/:caseId',
  '/cases/:caseId/reflection',
  '/hotline/queue',
  '/hotline/hand-over',
  '/referrals/:referralId',
  '/shelters',
  '/agencies',
  '/measures/:measureId',
  '/retention',
  '/cases/:caseId/plan',
  '/cases/:caseId/plan/services/:serviceId',
]

/** Fills the house with the demonstration, and plans a visit to every page of the program. */
export async function planTour(test: TestHouse): Promise<Tour> {
  const accounts = await fillWithDemo(test)
  if (test.house.mailer) await remindOnce(test.house, test.address, test.house.mailer)
  const auditor = await openAuditor(test)
  await sealAll(test, auditor)
  await auditor.end()
  const signIns = new Map<Role, SignIn>(accounts.toReversed().map(each => [each.role, each]))
  const ids = new Map<Role, Record<string, string>>()
  for (const role of ROLES) {
    const actor = await actorOf(test, role, signIns)
    await leaveOpen(test, actor)
    ids.set(role, await idsOf(test, actor))
  }
  return { stops: parts.pages.filter(page => !page.file).flatMap(page => stopsAt(page, ids)), signIns }
}

function stopsAt(page: Page, ids: ReadonlyMap<Role, Record<string, string>>): Stop[] {
  return (SHOWN_AS[page.path] ?? [page.path]).flatMap((address, index) => {
    const stops = ROLES.filter(role => mayEnter(page.access, role)).flatMap(role => {
      const path = filled(address, ids.get(role) ?? {})
      return path === null ? [] : [{ page: page.path, role, path: path === '/' ? '' : path }]
    })
    const all = DIFFERS.includes(page.path) && (index === 0 || page.path.endsWith('Id'))
    return all ? stops : stops.slice(0, 1)
  })
}

function filled(address: string, ids: Record<string, string>): string | null {
  const path = address.replaceAll(/:(\w+)/g, (whole, name) => ids[name] ?? whole)
  return path.includes(':') ? null : path
}

async function actorOf({ owner }: TestHouse, role: Role, signIns: ReadonlyMap<Role, SignIn>): Promise<Actor> {
  const { rows } = await owner.query('select user_id, agency_id from aman.staff where email = $1', [
    signIns.get(role)?.email,
  ])
  return { userId: rows[0].user_id, agencyId: rows[0].agency_id, role }
}

/** A screening that is not finished, a bed that is kept, an attachment: the demonstration has none. */
async function leaveOpen(test: TestHouse, actor: Actor): Promise<void> {
  if (actor.role === 'officer') {
    must(await run(test, actor, onServer(beginScreening), { situation: 'border', ageGroup: 'adult', language: 'uz' }))
  }
  if (actor.role === 'instrument-editor') {
    must(await run(test, actor, beginDraft, { instrument: 'border-card', baseVersion: 1 }))
    must(await run(test, actor, importDraft, { name: 'invented-form', file: INVENTED_FORM }))
  }
  if (actor.role !== 'case-worker') return
  const led = await test.owner.query<{ id: string }>(LED, [actor.agencyId])
  if (led.rows[0]) await addedPdf(test, actor, led.rows[0].id)
  const { rows } = await test.owner.query<{ caseId: string; bedId: string }>(
    `select c.id as "caseId", b.id as "bedId" from aman."case" c, aman.bed b join aman.shelter_unit u on u.id = b.unit_id
      where c.lead_agency_id = $1 and c.status = 'open' and u.person_group = c.person_group and b.step_free and b.in_service
        and not exists (select from aman.bed_use x where x.bed_id = b.id) and not exists (select from aman.bed_use x where x.case_id = c.id) limit 1`,
    [actor.agencyId],
  )
  if (rows[0]) must(await run(test, actor, holdBed, { ...rows[0], hours: 8 }))
}

async function idsOf({ owner, house }: TestHouse, { agencyId, userId }: Actor): Promise<Record<string, string>> {
  const ids: Record<string, string> = {}
  for (const [name, text] of Object.entries(IDS)) {
    const all = [agencyId, house.clock(), userId]
    const values = all.slice(0, text.includes('$3') ? 3 : text.includes('$2') ? 2 : 1)
    const { rows } = await owner.query<{ id: string }>(text, values)
    if (rows[0]) ids[name] = rows[0].id
  }
  return ids
}
