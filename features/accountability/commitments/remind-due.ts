import { createHash } from 'node:crypto'
import type pg from 'pg'
import { DUE_DAYS } from '#domain/commitments/measure.ts'
import { type Remindable, reminderOn } from '#domain/commitments/reminders.ts'
import { addDays, type Day, dayIn } from '#domain/shared/dates.ts'
import type { Titles } from '#server/db/tables/commitments.ts'
import type { House } from '#server/house.ts'
import type { Delivery, Mailer } from '#server/mail/mailer.ts'
import { type Due, writeReminder } from './write-reminder.ts'

/** How many mails went which way. */
export type Reminded = { sent: number; refused: number; later: number; unreachable: number }

type Coordinator = { userId: string; agencyId: string; email: string }
type Row = { id: string; title: Titles | null; dueOn: Day; promisedOn: Day }

type Reminding = { client: pg.Client; house: House; mailer: Mailer; day: Day }

/**
 * Writes to each coordinator what there is to say today of her agency's measures: one mail, or none. The operator's own connection,
 * past the policies, as nobody acts. Ended early where the mail server takes nothing; what is left waits for the next time.
 */
export async function remindDue(client: pg.Client, house: House, mailer: Mailer): Promise<Reminded> {
  const reminding = { client, house, mailer, day: dayIn(house.country.timeZone, house.clock()) }
  const done: Reminded = { sent: 0, refused: 0, later: 0, unreachable: 0 }
  for (const coordinator of await coordinatorsOf(reminding)) {
    const delivery = await remind(reminding, coordinator)
    if (!delivery) continue
    done[delivery.to] += 1
    if (delivery.to !== 'sent') house.log.error({ code: delivery.code }, `a reminder was not sent: ${delivery.to}`)
    if (delivery.to === 'unreachable') break
  }
  return done
}

/** Of agencies that have an open measure near or past its deadline, whoever had no mail today; in no order, so that one at whom the line breaks each time keeps nobody back for long. */
async function coordinatorsOf({ client, day }: Reminding): Promise<Coordinator[]> {
  const { rows } = await client.query<Coordinator>(
    `select s.user_id as "userId", s.agency_id as "agencyId", u.email
       from aman.staff s
       join aman.agency a on a.id = s.agency_id and a.status = 'active'
       join auth."user" u on u.id = s.user_id
       left join aman.measure_reminder r on r.user_id = s.user_id
      where s.role = 'coordinator' and s.status = 'active' and (r.mailed_on is null or r.mailed_on < $1)
        and exists (select from aman.measure m where m.agency_id = s.agency_id and m.due_on <= $2
          and m.proved_on is null and m.withdrawn_on is null)
      order by random()`,
    [day, addDays(day, DUE_DAYS)],
  )
  return rows
}

/** Null where there is nothing to say. The day stands before the mail leaves, and stays only if it left. */
async function remind(reminding: Reminding, coordinator: Coordinator): Promise<Delivery | null> {
  const { client } = reminding
  await client.query('begin')
  try {
    const delivery = await handOver(reminding, coordinator)
    await client.query(delivery?.to === 'sent' ? 'commit' : 'rollback')
    return delivery
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function handOver(reminding: Reminding, coordinator: Coordinator): Promise<Delivery | null> {
  const { client, house, mailer, day } = reminding
  const due = await dueFor(reminding, coordinator)
  if (due.length === 0) return null
  await client.query('update aman.measure_reminder set mailed_on = $2 where user_id = $1', [coordinator.userId, day])
  const id = createHash('sha256').update(`reminder ${coordinator.userId} ${day}`).digest('hex').slice(0, 32)
  return mailer.send({ id, to: coordinator.email, ...writeReminder(house, due) })
}

/** Waits where another process writes to her, and then finds nothing that it has said. */
async function dueFor({ client, day }: Reminding, { userId, agencyId }: Coordinator): Promise<Due[]> {
  await client.query('insert into aman.measure_reminder (user_id) values ($1) on conflict do nothing', [userId])
  const last = await client.query<{ mailed_on: Day | null }>(
    'select mailed_on from aman.measure_reminder where user_id = $1 for update',
    [userId],
  )
  const mailedOn = last.rows[0]?.mailed_on ?? null
  const { rows } = await client.query<Row>(
    `select id, case when published_on is not null then title end as title, due_on as "dueOn", promised_on as "promisedOn"
       from aman.measure
      where agency_id = $1 and due_on <= $2 and proved_on is null and withdrawn_on is null
      order by due_on, id`,
    [agencyId, addDays(day, DUE_DAYS)],
  )
  return rows.flatMap(({ id, title, dueOn, promisedOn }) => {
    const measure: Remindable = { dueOn, promisedOn, provedOn: null, withdrawnOn: null }
    const reminder = reminderOn(measure, day, mailedOn)
    return reminder ? [{ id, title, dueOn, reminder }] : []
  })
}
