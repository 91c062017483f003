import { sql } from 'kysely'
import type { z } from 'zod'
import { deviceState } from '#domain/devices/device.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { DeviceOut, ListDevices } from './record.ts'

const devices = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('device')
    .innerJoin('staff', 'staff.user_id', 'device.user_id')
    .select([
      'device.id',
      'device.label',
      'device.user_id',
      'staff.name',
      'device.enrolled_at',
      'device.last_seen_at',
      'device.revoked_at',
      'device.wiped_at',
      sql<boolean>`aman.carries_device(device.user_id, device.agency_id)`.as('carried'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof devices>['execute']>>[number]

function out(row: Row, now: Date): DeviceOut {
  const facts = {
    carried: row.carried,
    lastSeenAt: row.last_seen_at,
    revokedAt: row.revoked_at,
    wipedAt: row.wiped_at,
  }
  return {
    id: row.id,
    label: row.label,
    userId: row.user_id,
    name: row.name,
    state: deviceState(facts, now),
    enrolledAt: row.enrolled_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    wipedAt: row.wiped_at?.toISOString() ?? null,
  }
}

/** Newest first: one's own, and to an administrator those of the agency, as the policies say. */
export async function listDevices(
  ctx: Ctx,
  { userId, cursor, limit }: z.output<typeof ListDevices>,
): Promise<{ items: DeviceOut[]; next: string | null }> {
  let query = devices(ctx)
    .orderBy('device.id', 'desc')
    .limit(limit + 1)
  if (userId) query = query.where('device.user_id', '=', userId)
  if (cursor) query = query.where('device.id', '<', cursor)
  const rows = await query.execute()
  const items = rows.slice(0, limit).map(row => out(row, ctx.now))
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

export async function readDevice(ctx: Ctx, deviceId: string): Promise<Result<DeviceOut>> {
  const row = await devices(ctx).where('device.id', '=', deviceId).executeTakeFirst()
  return row ? ok(out(row, ctx.now)) : refuse('device.not-found')
}

/** A colleague of the same agency, and whether she may carry a device. */
export async function readCarrier(ctx: Ctx, userId: string): Promise<Result<{ name: string; carries: boolean }>> {
  const row = await ctx.tx
    .selectFrom('staff')
    .select(['name', sql<boolean>`aman.carries_device(user_id, agency_id)`.as('carries')])
    .where('user_id', '=', userId)
    .where('agency_id', '=', ctx.actor.agencyId)
    .executeTakeFirst()
  return row ? ok(row) : refuse('staff.not-found')
}
