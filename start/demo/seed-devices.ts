import type pg from 'pg'
import { enrolDevice } from '#features/partnership/devices/enrol-device.ts'
import { makeOwnCode } from '#features/partnership/devices/make-code.ts'
import { revokeDevice } from '#features/partnership/devices/revoke-device.ts'
import { transact } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'

/** The officer of the first border post. */
const OFFICER = `
  select s.user_id, s.agency_id from aman.staff s
   where s.agency_id = (select min(a.id::text)::uuid from aman.agency a where a.kind = 'border-service') and s.role = 'officer' limit 1`

const DAYS_AGO = `
  update aman.device set enrolled_at = enrolled_at - make_interval(days => $2), last_seen_at = last_seen_at - make_interval(days => $3),
    revoked_at = revoked_at - make_interval(days => $4), wiped_at = case when $5 then last_seen_at - make_interval(days => $3) end
   where id = $1`

/** How many days ago each was enrolled, heard of for the last time, and ended. */
const PHONES = [
  { label: 'Phone 9, Aq Zhol', enrolled: 210, seen: 35, ended: null, wiped: false },
  { label: 'Phone 10, Aq Zhol', enrolled: 160, seen: 20, ended: 21, wiped: true },
  { label: 'Phone 11, lost', enrolled: 120, seen: 5, ended: 4, wiped: false },
  { label: 'Phone 12, Aq Zhol', enrolled: 60, seen: 0, ended: null, wiped: false },
] as const

/** Field devices of one officer: in use, silent, lost, and wiped. */
export async function seedDevices(house: House, client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ user_id: string; agency_id: string }>(OFFICER)
  const [row] = rows
  if (!row) return
  const officer = { userId: row.user_id, agencyId: row.agency_id, role: 'officer' as const }
  for (const { label, enrolled, seen, ended, wiped } of PHONES) {
    const made = await transact(house, officer, ctx => makeOwnCode(ctx, { label }))
    const device = made.ok ? await enrolDevice(house, { code: made.value.code }) : made
    if (!device.ok) throw new Error(device.code)
    const { deviceId } = device.value
    if (ended !== null) await transact(house, officer, ctx => revokeDevice(ctx, { deviceId }))
    await client.query(DAYS_AGO, [deviceId, enrolled, seen, ended ?? 0, wiped])
  }
}
