import type pg from 'pg'
import { addDays, dayIn } from '#domain/shared/dates.ts'
import { beginReflection } from '#features/protection/reflection/begin-reflection.ts'
import { issueCertificate } from '#features/protection/reflection/issue-certificate.ts'
import { recordChoice } from '#features/protection/reflection/record-choice.ts'
import { transact } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'

/** The newest open case of each agency that has a case worker and whose person agreed to be referred. */
const CASES = `select distinct on (c.lead_agency_id) c.id, c.lead_agency_id as "agencyId", s.user_id as "userId"
  from aman."case" c
  join aman.staff s on s.agency_id = c.lead_agency_id and s.role = 'case-worker'
 where c.status = 'open' and c.age_group = 'adult'
   and exists (select from aman.consent n where n.case_id = c.id and n.purpose = 'referral' and n.agreed)
 order by c.lead_agency_id, c.id desc limit 12`

/** Begun on different days, so that some are fresh and some come near their end. */
const DAYS_BACK = [12, 26, 3, 23, 29]

/** A running period with its certificate in a few cases, given by the verbs themselves. */
export async function inventReflection(house: House, client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ id: string; agencyId: string; userId: string }>(CASES)
  const today = dayIn(house.country.timeZone, house.clock())
  for (const [index, { id: caseId, agencyId, userId }] of rows.entries()) {
    const startedOn = addDays(today, -(DAYS_BACK[index % DAYS_BACK.length] ?? 0))
    await transact(house, { agencyId, userId, role: 'case-worker' }, async ctx => {
      const begun = await beginReflection(ctx, { caseId, startedOn })
      if (!begun.ok) return begun
      const heard = await recordChoice(ctx, { caseId, decision: 'not-yet' })
      return heard.ok ? issueCertificate(ctx, { caseId }) : heard
    })
  }
}
