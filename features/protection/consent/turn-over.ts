import { sql } from 'kysely'
import type { Depth } from '#domain/consent/consent.ts'
import type { Ctx } from '#server/db/transact.ts'
import { shareDataKeys } from '#server/keys/data-keys.ts'

type Turn = { caseId: string; older: string; newer: string; depth: Depth }

/** Ids for two grants of each referral that can run on one answer: an agency has fewer services than half of these. */
const GRANTS = 40

/**
 * A newer answer takes the place of the older one. All that leaned on that is closed; a referral that runs on it goes on under the
 * newer answer, as deep and as long as that says, and after a no it stays without access.
 */
export async function turnOver(ctx: Ctx, { caseId, older, newer, depth }: Turn): Promise<void> {
  await sql`select aman.close_consent_grants(${older})`.execute(ctx.tx)
  const ids = Array.from({ length: GRANTS }, () => ctx.newId())
  const { rows } = await sql<{ to_agency: string }>`
    select to_agency from aman.follow_consent(${older}, ${newer}, ${ids}::uuid[])`.execute(ctx.tx)
  for (const { to_agency: agencyId } of rows) await shareDataKeys(ctx, caseId, depth, agencyId)
  ctx.audit('consent.superseded', [older, newer])
}
