import { sql } from 'kysely'
import type { Ctx } from '#server/db/transact.ts'

/** A newer answer takes the place of the older one: what leaned on that is closed from this moment, whatever the newer one says. */
export async function turnOver(ctx: Ctx, answers: { older: string; newer: string }): Promise<void> {
  await sql`select aman.close_consent_grants(${answers.older})`.execute(ctx.tx)
  ctx.audit('consent.superseded', [answers.older, answers.newer])
}
