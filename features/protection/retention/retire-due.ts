import { RETAINED, type Retained, standing } from '#domain/retention/due.ts'
import { addDays, type Day, dayIn } from '#domain/shared/dates.ts'
import { endedRecords, type Keeper } from './ended-records.ts'
import { type RoutineCount, removeRoutine } from './routine-rows.ts'

/**
 * What became of what was judged to go. `erased`; or it stayed: it moved on since (`moved-on`, reopened or made part of a
 * case), somebody keeps it longer (`kept`), the notice changed (`not-announced`), something in it runs (`running`), something
 * leans on it (`still-used`).
 */
export const FATES = ['erased', 'moved-on', 'kept', 'not-announced', 'running', 'still-used'] as const
export type Fate = (typeof FATES)[number]

export type RetentionRun = {
  day: Day
  fates: Record<Retained, Partial<Record<Fate, number>>>
  /** Wishes of persons that two colleagues stand by and whose waiting time is over. */
  wishes: { erased: number; running: number }
  /** Of the tip line: closed since nobody touched them, and destroyed since their term after closing is over. */
  tips: { closed: number; destroyed: number }
  routine: RoutineCount[]
}

/**
 * Erases what was announced and whose day has come, each in a transaction of its own: killed in the middle it has done whole
 * ones only, and the next run goes on. What changed since it was judged stays.
 */
export async function retireDue(keeper: Keeper): Promise<RetentionRun> {
  const { client, country, now } = keeper
  const day = dayIn(country.timeZone, now)
  await client.query(`select set_config('aman.now', $1, false)`, [now.toISOString()])
  const fates = {} as RetentionRun['fates']
  for (const kind of RETAINED) {
    fates[kind] = {}
    for await (const batch of endedRecords(keeper, kind, day)) {
      for (const each of batch) {
        const at = standing(each, country.retention, day)
        if (at.state !== 'goes') continue
        const fate = await retire(keeper, [each.id, kind, at.dueOn, each.endedAt, day])
        fates[kind][fate] = (fates[kind][fate] ?? 0) + 1
      }
    }
  }
  const wishes = await carryOutWishes(keeper, day)
  const tips = await retireTips(keeper, day)
  const routine = await removeRoutine(keeper)
  await client.query('select aman.settle_facts()')
  return { day, fates, wishes, tips, routine }
}

async function retire({ client }: Keeper, values: readonly unknown[]): Promise<Fate> {
  const { rows } = await client.query<{ fate: Fate }>('select aman.retire($1, $2, $3, $4, $5) as fate', [...values])
  return rows[0]?.fate ?? 'moved-on'
}

async function carryOutWishes({ client }: Keeper, day: Day): Promise<RetentionRun['wishes']> {
  const { rows } = await client.query<{ case_id: string }>(
    'select case_id from aman.erasure_request where called_off_at is null and not_before <= aman.moment() order by id',
  )
  const counts = { erased: 0, running: 0 }
  for (const { case_id } of rows) {
    const done = await client.query<{ done: boolean }>('select aman.retire_wish($1, $2) as done', [case_id, day])
    counts[done.rows[0]?.done ? 'erased' : 'running'] += 1
  }
  return counts
}

async function retireTips({ client, country }: Keeper, day: Day): Promise<RetentionRun['tips']> {
  const { keptDays, untouchedDays } = country.tips
  const { rows } = await client.query<{ closed: number; destroyed: number }>(
    'select closed, destroyed from aman.retire_tips($1, $2, $3)',
    [day, addDays(day, -untouchedDays), addDays(day, -keptDays)],
  )
  return { closed: Number(rows[0]?.closed ?? 0), destroyed: Number(rows[0]?.destroyed ?? 0) }
}
