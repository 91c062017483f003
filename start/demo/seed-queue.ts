import type pg from 'pg'
import type { Role } from '#domain/access/roles.ts'
import { announceCall } from '#features/identification/queue/announce-call.ts'
import { handOver } from '#features/identification/queue/hand-over.ts'
import { AnnounceCall } from '#features/identification/queue/record.ts'
import { transact } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'

/** The desk of seed-hotline.ts: its operator and its shift lead. */
const DESK = `
  select s.user_id, s.agency_id, s.role from aman.staff s
   where s.agency_id = (select min(a.id::text)::uuid from aman.agency a where a.kind = 'hotline')
     and s.role in ('hotline-operator', 'shift-lead') order by s.user_id`

const MINUTE = 60_000
const NUMBER = '+7 000 000 00 01'
const CALLS = [
  { minutes: 1, language: 'ru', skill: 'general' },
  { minutes: 4, language: 'uz', skill: 'labour', callerNumber: NUMBER },
  { minutes: 9, language: 'kk', skill: 'child', callerNumber: NUMBER },
] as const

/** Calls that wait in the queue, and a shift that was handed over and not accepted yet. */
export async function seedQueue(house: House, client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ user_id: string; agency_id: string; role: Role }>(DESK)
  const now = house.clock().getTime()
  for (const { user_id: userId, agency_id: agencyId, role } of rows) {
    const actor = { userId, agencyId, role }
    if (role === 'shift-lead') {
      await transact(house, actor, ctx =>
        handOver(ctx, { notes: 'Invented: the line to the border post is down until noon.' }),
      )
      continue
    }
    for (const { minutes, ...call } of CALLS) {
      const at = new Date(now - minutes * MINUTE).toISOString()
      await transact(house, actor, ctx =>
        announceCall(ctx, AnnounceCall.parse({ ...call, externalId: `invented-${minutes}`, at })),
      )
    }
  }
}
