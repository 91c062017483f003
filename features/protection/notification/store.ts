import { sql } from 'kysely'
import type { Exploitation } from '#domain/notification/notification.ts'
import type { Ctx } from '#server/db/transact.ts'
import { dataKeyPlace } from '#server/keys/data-keys.ts'
import { newKey, sealKey, sealText } from '#server/keys/seal.ts'
import { identityPlace } from './queries.ts'
import type { IdentityOut } from './record.ts'

type Told = { id: string; to_agency_id: string; exploitation: Exploitation | null; persons: number; sent: boolean }

/** What the person was told of one body, held until the end of the transaction where it has not been sent. */
export async function dutyTo(ctx: Ctx, asked: { caseId: string; toAgencyId: string }): Promise<Told | undefined> {
  const { rows } = await sql<Told>`
    select d.id, d.to_agency_id, d.exploitation, d.persons, aman.was_notified(d.id) as sent
      from aman.notification_duty d
     where d.case_id = ${asked.caseId} and d.to_agency_id = ${asked.toAgencyId}`.execute(ctx.tx)
  return rows[0]
}

type Adding = { notificationId: string; toAgencyId: string; consentId: string; identity: IdentityOut }

/** Under a key of its own, which both sides hold. */
export async function insertIdentity(
  ctx: Ctx,
  { notificationId, toAgencyId, consentId, identity }: Adding,
): Promise<void> {
  const key = newKey()
  await ctx.tx
    .insertInto('notification_identity')
    .values({
      notification_id: notificationId,
      consent_id: consentId,
      sealed: sealText(key, JSON.stringify(identity), identityPlace(notificationId)),
      added_by: ctx.actor.userId,
      added_at: ctx.now,
    })
    .execute()
  for (const agencyId of [ctx.actor.agencyId, toAgencyId]) {
    const place = dataKeyPlace(notificationId, 'identity', agencyId)
    const theirs = await ctx.keys.agencyKey(ctx.tx, agencyId)
    const sealed = sealKey(theirs.key, key, place)
    await ctx.tx
      .insertInto('data_key')
      .values({
        subject_id: notificationId,
        depth: 'identity',
        agency_id: agencyId,
        sealed,
        key_version: theirs.version,
      })
      .execute()
  }
}
