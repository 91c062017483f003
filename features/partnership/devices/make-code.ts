import { createHmac } from 'node:crypto'
import type { z } from 'zod'
import { CODE_BYTES, CODE_MINUTES, codeFrom } from '#domain/devices/device.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { inGroups } from '#domain/shared/typed-signs.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'
import { randomly } from '#server/keys/chance.ts'
import { readCarrier } from './queries.ts'
import type { MakeCode, MakeOwnCode } from './record.ts'

/** As it is shown once; `origin` is the address that phones reach this program by. */
export type ShownCode = { userId: string; code: string; minutes: number; origin: string }

// Forty bits could be tried out by whoever holds a copy of the database, were the secret in it.
export const codeHash = ({ keys }: Pick<House, 'keys'>, code: string): Buffer =>
  createHmac('sha256', keys.devices).update(code).digest()

/** A code by which one phone becomes a colleague's field device. It takes the place of one that was not used yet. */
export async function makeCode(ctx: Ctx, { userId, label }: z.output<typeof MakeCode>): Promise<Result<ShownCode>> {
  const found = await readCarrier(ctx, userId)
  if (!found.ok) return found
  if (!found.value.carries) return refuse('device.role-does-not-screen')

  const code = codeFrom(randomly(CODE_BYTES))
  const made = {
    hash: codeHash(ctx.house, code),
    label,
    made_by: ctx.actor.userId,
    expires_at: new Date(ctx.now.getTime() + CODE_MINUTES * 60_000),
  }
  await ctx.tx
    .insertInto('device_code')
    .values({ user_id: userId, agency_id: ctx.actor.agencyId, ...made })
    .onConflict(conflict => conflict.column('user_id').doUpdateSet(made))
    .execute()
  ctx.audit('device.code-made', userId)
  return ok({ userId, code: inGroups(code), minutes: CODE_MINUTES, origin: ctx.house.settings.origin })
}

export const makeOwnCode = (ctx: Ctx, input: z.output<typeof MakeOwnCode>): Promise<Result<ShownCode>> =>
  makeCode(ctx, { ...input, userId: ctx.actor.userId })
