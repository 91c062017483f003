import type pg from 'pg'
import { openInEmergency } from '#features/protection/break-glass/open-in-emergency.ts'
import { type Actor, transact } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'

type Row = { user_id: string; agency_id: string; code_name: string }

/** The newest case of the first agency with a case worker, and a hotline operator of the last hotline. */
const FIND = `
  select s.user_id, s.agency_id, c.code_name
    from (select k.code_name, k.lead_agency_id from aman."case" k
           where k.status = 'open' and k.lead_agency_id = (
             select w.agency_id from aman.staff w join aman."case" l on l.lead_agency_id = w.agency_id and l.status = 'open'
              where w.role = 'case-worker' order by w.agency_id limit 1)
           order by k.id desc limit 1) c
    join aman.staff s on s.role = 'hotline-operator' and s.agency_id <> c.lead_agency_id
    join aman.agency a on a.id = s.agency_id and a.kind = 'hotline'
   order by s.agency_id desc, s.user_id limit 1`

/** One case was just opened in an emergency, so that its lead sees what that looks like. */
export async function seedEmergency(house: House, client: pg.Client): Promise<void> {
  const row = (await client.query<Row>(FIND)).rows[0]
  if (!row) return
  const actor: Actor = { userId: row.user_id, agencyId: row.agency_id, role: 'hotline-operator' }
  const asked = {
    codeName: row.code_name,
    reason: 'danger-to-life' as const,
    depth: 'identity' as const,
    hours: 4,
    words: 'An invented call: somebody is at the door, and the line went dead.',
  }
  const opened = await transact(house, actor, ctx => openInEmergency(ctx, asked))
  if (!opened.ok) throw new Error(`the invented emergency was refused: ${opened.code}`)
}
