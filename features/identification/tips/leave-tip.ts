import { dayIn } from '#domain/shared/dates.ts'
import { brokeConstraint } from '#server/db/client.ts'
import { isUnreachable } from '#server/db/unreachable.ts'
import type { Arriving } from '#server/files/vault.ts'
import type { House } from '#server/house.ts'
import type { Told } from './record.ts'
import { LEAVE_TIP, sealedTip, type TipFile } from './sealed-tip.ts'
import { type Trouble, withTipFile } from './tip-file.ts'

type Desk = { agency_id: string; key_version: number; wrapped: Buffer }

/** Who would answer: of the region, else of the country. Null: nobody can, and nothing may be taken. */
export async function findDesk({ pool, country }: House, region: string | undefined): Promise<Desk | null> {
  const { rows } = await pool.query<Desk>({
    name: 'tip_desk',
    text: 'select * from aman.tip_desk($1, $2)',
    values: [country.iso2, region ?? null],
  })
  return rows[0] ?? null
}

export type Given = { told: Told; receipt: string; traces: boolean; file: Arriving | null }

/**
 * Leaves a tip with the desk that answers, whole or not at all. Where the database is away, the sender keeps her words: sent again
 * under the same number they are one tip, even if they had arrived.
 */
export async function leaveTip(house: House, given: Given): Promise<{ kept: boolean } | { trouble: Trouble }> {
  try {
    if (!(await findDesk(house, given.told.region))) return { trouble: 'nobody-answers' }
    return await withTipFile(house, given.file, given.traces, file => sealAndLeave(house, given, file))
  } catch (error) {
    if (!isUnreachable(error)) throw error
    return { trouble: 'unreachable' }
  }
}

async function sealAndLeave(house: House, { told, receipt }: Given, file: TipFile | null) {
  const day = dayIn(house.country.timeZone, house.clock())
  for (let tries = 1; ; tries++) {
    const found = await findDesk(house, told.region)
    if (!found) return { trouble: 'nobody-answers' as const, kept: false }
    const desk = { agencyId: found.agency_id, key: await house.keys.openAgencyKey(found) }
    const values = await sealedTip(house, { receipt, told, desk, day, spoken: false, file })
    try {
      const { rows } = await house.pool.query<{ left: boolean }>({ name: 'leave_tip', text: LEAVE_TIP, values })
      return { kept: rows[0]?.left === true }
    } catch (error) {
      // The keys were rotated, or the desk closed, between one query and the next.
      const again = (await house.keys.renewed(error)) || brokeConstraint(error, 'tip_answered')
      if (tries === 4 || !again) throw error
    }
  }
}
