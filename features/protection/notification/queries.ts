import { sql } from 'kysely'
import { type Exploitation, factsOf, notificationState } from '#domain/notification/notification.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { dataKey } from '#server/keys/data-keys.ts'
import { unsealText } from '#server/keys/seal.ts'
import { agreedTo, type Owed, owedOf } from './duty.ts'
import type { CaseNotification, DutyOut, IdentityOut, NotificationOut } from './record.ts'

export const identityPlace = (notificationId: string) => `notification_identity|sealed|${notificationId}`

type Row = {
  id: string
  number: string
  from_agency_id: string
  from_name: string
  to_agency_id: string
  to_name: string
  rule: string
  turned_on: string | null
  region: string | null
  exploitation: Exploitation | null
  age_group: string | null
  persons: number | null
  sent_at: Date
  acknowledged_at: Date | null
  identity_added_at: Date | null
}

const SELECT = sql`
  select n.id, n.number, n.from_agency_id, f.name as from_name, n.to_agency_id, t.name as to_name, n.rule, n.turned_on, n.region,
         n.exploitation, n.age_group, n.persons, n.sent_at, n.acknowledged_at, i.added_at as identity_added_at
    from aman.notification n
    join aman.agency f on f.id = n.from_agency_id
    join aman.agency t on t.id = n.to_agency_id
    left join aman.notification_identity i on i.notification_id = n.id`

const viewOf = (row: Row): NotificationOut => ({
  id: row.id,
  number: row.number,
  fromAgencyId: row.from_agency_id,
  fromName: row.from_name,
  toAgencyId: row.to_agency_id,
  toName: row.to_name,
  rule: row.rule,
  turnedOn: row.turned_on,
  region: row.region,
  exploitation: row.exploitation,
  ageGroup: row.age_group,
  persons: row.persons,
  sentAt: row.sent_at.toISOString(),
  acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
  identityAddedAt: row.identity_added_at?.toISOString() ?? null,
})

export type WholeNotification = NotificationOut & { identity: IdentityOut | null }

/** A notification, for its sender and its receiver; who she is only while she agrees to it. */
export async function readNotification(ctx: Ctx, id: string): Promise<Result<WholeNotification>> {
  const { rows } = await sql<Row>`${SELECT} where n.id = ${id}`.execute(ctx.tx)
  const row = rows[0]
  if (!row) return refuse('notification.not-found')
  const identity = row.identity_added_at ? await identityOf(ctx, id) : null
  // One look is one event: with her name it is a look at her, which the database notes, since the reader knows no case.
  if (identity) await sql`select aman.note_name_read(${id})`.execute(ctx.tx)
  else ctx.audit('notification.read', [id])
  return ok({ ...viewOf(row), identity })
}

async function identityOf(ctx: Ctx, id: string): Promise<IdentityOut | null> {
  const row = await ctx.tx
    .selectFrom('notification_identity')
    .select('sealed')
    .where('notification_id', '=', id)
    .executeTakeFirst()
  const key = row && (await dataKey(ctx, id, 'identity'))
  return row && key ? JSON.parse(unsealText(key, row.sealed, identityPlace(id))) : null
}

/** What the acting agency received, newest first. */
export async function listNotifications(
  ctx: Ctx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: NotificationOut[]; next: string | null }> {
  const { rows } = await sql<Row>`${SELECT}
     where n.to_agency_id = ${ctx.actor.agencyId} ${cursor ? sql`and n.id < ${cursor}` : sql``}
     order by n.to_agency_id desc, n.id desc
     limit ${limit + 1}`.execute(ctx.tx)
  const page = rows.slice(0, limit)
  if (page.length > 0)
    ctx.audit(
      'notification.listed',
      page.map(row => row.id),
    )
  return { items: page.map(viewOf), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}

type DutyRow = {
  id: string
  to_agency_id: string
  to_name: string
  told_on: string
  told_language: string
  told_how: string
  exploitation: Exploitation | null
  persons: number
}

export type WholeCaseNotification = CaseNotification & { owed: Owed }

/** Where one case stands with the duty, and exactly what goes or went out. */
export async function notificationOf(ctx: Ctx, caseId: string): Promise<Result<WholeCaseNotification>> {
  const owed = await owedOf(ctx, caseId)
  if (!owed.ok) return owed
  const { rows } = await sql<DutyRow>`
    select d.id, d.to_agency_id, a.name as to_name, d.told_on, d.told_language, d.told_how, d.exploitation, d.persons
      from aman.notification_duty d
      join aman.agency a on a.id = d.to_agency_id
     where d.case_id = ${caseId}
     order by d.id
     limit 20`.execute(ctx.tx)
  const duties: DutyOut[] = []
  for (const row of rows) duties.push(await dutyOf(ctx, owed.value, row))
  ctx.look(caseId, 'notification')
  const sent = duties.flatMap(each => each.sent ?? [])
  const state = notificationState(owed.value.owed, {
    told: duties.length > 0,
    sent: sent.length > 0,
    identity: sent.some(each => each.identityAddedAt !== null),
  })
  return ok({ state, rule: owed.value.duty.rule, duties, owed: owed.value })
}

async function dutyOf(ctx: Ctx, owed: Owed, row: DutyRow): Promise<DutyOut> {
  const { rows } = await sql<Row>`${SELECT} where n.id = ${row.id}`.execute(ctx.tx)
  const sent = rows[0] ? viewOf(rows[0]) : null
  const asked = { caseId: owed.caseId, ageGroup: owed.ageGroup, toAgencyId: row.to_agency_id }
  return {
    toAgencyId: row.to_agency_id,
    toName: row.to_name,
    toldOn: row.told_on,
    toldLanguage: row.told_language,
    toldHow: row.told_how,
    goesOut: sent ? factsIn(sent) : factsOf(owed.duty.fields, owed, row, ctx.house.country.timeZone),
    mayAddIdentity: sent?.identityAddedAt === null && (await agreedTo(ctx, asked)) !== null,
    sent,
  }
}

const factsIn = ({ turnedOn, region, exploitation, ageGroup, persons }: NotificationOut) => ({
  turnedOn,
  region,
  exploitation,
  ageGroup,
  persons,
})

export type Receiver = { id: string; name: string; region: string }

/** Who may receive it; the case's own region first. */
export async function receiversFor(ctx: Ctx, { duty, region }: Owed): Promise<Receiver[]> {
  const { rows } = await sql<Receiver>`
    select id, name, region from aman.agency
     where status = 'active' and id <> ${ctx.actor.agencyId} and kind = any(${[...duty.to.kinds]}) and services @> ${[duty.to.service]}
     order by (region = ${region}) desc, region, name
     limit 300`.execute(ctx.tx)
  return rows
}
