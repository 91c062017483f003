import type { KeyObject } from 'node:crypto'
import { insertion } from '#server/db/client.ts'
import type { Depth } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'
import { newKey, sealKey, unsealKey } from './seal.ts'

export const dataKeyPlace = (subjectId: string, depth: Depth, agencyId: string) =>
  `data_key|${depth}|${subjectId}|${agencyId}`

/** Depths whose fields are ciphertext. What a grant of some depth opens is every key up to it. */
const SEALED_DEPTHS = ['identity', 'full'] as const satisfies readonly Depth[]
type SealedDepth = (typeof SEALED_DEPTHS)[number]

export function depthsUpTo(depth: Depth): SealedDepth[] {
  if (depth === 'full') return ['identity', 'full']
  return depth === 'identity' ? ['identity'] : []
}

const putKey = insertion('data_key', ['subject_id', 'depth', 'agency_id', 'sealed', 'key_version'])

/** A data key as it is stored, and the version of the agency's key that opens it. */
export type SealedKey = { readonly sealed: Buffer; readonly key_version: number }

export type NewKeys = { of(depth: SealedDepth): KeyObject; store(): Promise<void> }

/** Makes the data keys of a new case or screening. `store` seals them to the acting agency, once what they belong to is on its way. */
export async function makeDataKeys(ctx: Ctx, subjectId: string, depths: readonly SealedDepth[]): Promise<NewKeys> {
  const { agencyId } = ctx.actor
  const agencyKey = await ctx.keys.agencyKey(ctx.tx, agencyId)
  const made = new Map(depths.map(depth => [depth, newKey()]))
  const rows = [...made].map(([depth, key]) => ({
    subject_id: subjectId,
    depth,
    agency_id: agencyId,
    sealed: sealKey(agencyKey.key, key, dataKeyPlace(subjectId, depth, agencyId)),
    key_version: agencyKey.version,
  }))
  return {
    of: depth => {
      const key = made.get(depth)
      if (!key) throw new Error('a key that was not made')
      return key
    },
    store: async () => {
      await Promise.all(rows.map(row => putKey(ctx.tx, row)))
    },
  }
}

/** Opens a sealed data key that the acting agency holds. */
export async function openDataKey(
  ctx: Ctx,
  subjectId: string,
  depth: SealedDepth,
  { sealed, key_version }: SealedKey,
): Promise<KeyObject> {
  const { key } = await ctx.keys.agencyKey(ctx.tx, ctx.actor.agencyId, key_version)
  return unsealKey(key, sealed, dataKeyPlace(subjectId, depth, ctx.actor.agencyId))
}

/** The data key of one depth, or null where the acting agency holds none. */
export async function dataKey(ctx: Ctx, subjectId: string, depth: SealedDepth): Promise<KeyObject | null> {
  const row = await ctx.tx
    .selectFrom('data_key')
    .select(['sealed', 'key_version'])
    .where('subject_id', '=', subjectId)
    .where('depth', '=', depth)
    .where('agency_id', '=', ctx.actor.agencyId)
    .executeTakeFirst()
  return row ? openDataKey(ctx, subjectId, depth, row) : null
}

/** Seals the keys up to a depth to another agency. They open nothing until a grant of that depth is valid. */
export async function shareDataKeys(ctx: Ctx, subjectId: string, depth: Depth, agencyId: string): Promise<void> {
  const theirKey = await ctx.keys.agencyKey(ctx.tx, agencyId)
  const rows = []
  for (const each of depthsUpTo(depth)) {
    const key = await dataKey(ctx, subjectId, each)
    if (!key) throw new Error('a key that is not held cannot be shared')
    const sealed = sealKey(theirKey.key, key, dataKeyPlace(subjectId, each, agencyId))
    rows.push({ subject_id: subjectId, depth: each, agency_id: agencyId, sealed, key_version: theirKey.version })
  }
  if (rows.length === 0) return
  await ctx.tx
    .insertInto('data_key')
    .values(rows)
    .onConflict(oc => oc.doNothing())
    .execute()
}

/** One agency's sealed data key, sealed to another one. For the doors of the database that hand such a key over. */
export async function resealed(
  ctx: Ctx,
  held: { subjectId: string; depth: SealedDepth } & SealedKey,
  agencies: { from: string; to: string },
): Promise<{ key: KeyObject; sealed: Buffer; version: number }> {
  const place = (agencyId: string) => dataKeyPlace(held.subjectId, held.depth, agencyId)
  const ours = await ctx.keys.agencyKey(ctx.tx, agencies.from, held.key_version)
  const key = unsealKey(ours.key, held.sealed, place(agencies.from))
  const theirs = await ctx.keys.agencyKey(ctx.tx, agencies.to)
  return { key, sealed: sealKey(theirs.key, key, place(agencies.to)), version: theirs.version }
}
