import { sql } from 'kysely'
import { z } from 'zod'
import { RECEIPT_BYTES, receiptFrom } from '#domain/consent/receipt.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { inGroups } from '#domain/shared/typed-signs.ts'
import type { Ctx } from '#server/db/transact.ts'
import { id } from '#server/http/fields.ts'
import { randomly } from '#server/keys/chance.ts'
import { receiptHash } from '#server/keys/receipt-hash.ts'

export const IssueReceipt = z.strictObject({ caseId: id })
export type IssueReceipt = z.output<typeof IssueReceipt>

/** A number by which the person takes back what she agreed to in her case. Shown once; a new one ends the one before. */
export async function issueReceipt(ctx: Ctx, { caseId }: IssueReceipt): Promise<Result<{ receipt: string }>> {
  const found = await ctx.tx.selectFrom('case').select('lead_agency_id').where('id', '=', caseId).executeTakeFirst()
  if (!found) return refuse('case.not-found')
  if (found.lead_agency_id !== ctx.actor.agencyId) return refuse('case.not-lead')
  const receipt = receiptFrom(randomly(RECEIPT_BYTES))
  const hash = await receiptHash(ctx.keys.receipts, receipt)
  await sql`select aman.issue_receipt(${caseId}, ${hash})`.execute(ctx.tx)
  ctx.audit('consent.receipt-issued', caseId)
  return ok({ receipt: inGroups(receipt) })
}

/** When the last receipt of a case was made; null where there is none. */
export async function receiptIssuedAt(ctx: Ctx, caseId: string): Promise<Date | null> {
  const row = await ctx.tx
    .selectFrom('consent_receipt')
    .select('issued_at')
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  return row?.issued_at ?? null
}
