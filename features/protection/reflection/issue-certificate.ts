import { certificateNumber } from '#domain/reflection/certificate-number.ts'
import { notBefore } from '#domain/reflection/period.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { randomly } from '#server/keys/chance.ts'
import type { CertificateOut } from './record.ts'
import { lockRunning, type PeriodRow } from './store.ts'

/** A certificate of the period that runs. The one before, if any, no longer counts from this moment. */
export async function issueCertificate(ctx: Ctx, { caseId }: { caseId: string }): Promise<Result<CertificateOut>> {
  const running = await lockRunning(ctx, { caseId })
  if (!running.ok) return running
  await revokeCertificate(ctx, running.value.id, 'replaced')
  return ok(await write(ctx, running.value))
}

/** After an extension: she who carries a certificate gets one with the new day; who carries none is given none. */
export async function reissueCertificate(ctx: Ctx, period: PeriodRow): Promise<void> {
  if ((await revokeCertificate(ctx, period.id, 'replaced')) > 0) await write(ctx, period)
}

/** Takes back the certificate that stands, for one that was lost or fell into wrong hands. */
export async function withdrawCertificate(ctx: Ctx, { caseId }: { caseId: string }): Promise<Result<null>> {
  const running = await lockRunning(ctx, { caseId }, true)
  if (!running.ok) return running
  const count = await revokeCertificate(ctx, running.value.id, 'withdrawn')
  return count > 0 ? ok(null) : refuse('certificate.not-found')
}

export async function revokeCertificate(
  ctx: Ctx,
  reflectionId: string,
  why: 'replaced' | 'period-ended' | 'withdrawn',
): Promise<number> {
  const rows = await ctx.tx
    .updateTable('reflection_certificate')
    .set({ revoked_at: ctx.now, revoked_why: why })
    .where('reflection_id', '=', reflectionId)
    .where('revoked_at', 'is', null)
    .returning(['id', 'case_id'])
    .execute()
  for (const row of rows) ctx.audit('certificate.revoked', [row.case_id, row.id], { why })
  return rows.length
}

async function write(ctx: Ctx, period: PeriodRow): Promise<CertificateOut> {
  const row = await ctx.tx
    .insertInto('reflection_certificate')
    .values({
      id: ctx.newId(),
      reflection_id: period.id,
      case_id: period.case_id,
      number: certificateNumber(randomly(11)),
      not_before: notBefore({ lastOn: period.last_on }),
      over_at: period.over_at,
      issued_by: ctx.actor.userId,
      issued_at: ctx.now,
      revoked_at: null,
      revoked_why: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  ctx.audit('certificate.issued', [row.case_id, row.id], { notBefore: row.not_before })
  return certificateOf(row)
}

type Row = { id: string; number: string; not_before: string; issued_at: Date; revoked_at: Date | null }

export const certificateOf = (row: Row): CertificateOut => ({
  id: row.id,
  number: row.number,
  notBefore: row.not_before,
  issuedAt: row.issued_at.toISOString(),
  revokedAt: row.revoked_at?.toISOString() ?? null,
})
