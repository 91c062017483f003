import { sql } from 'kysely'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { FIELD } from '#server/auth/tokens.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { AgencyOut, StaffOut, TokenOut } from './record.ts'

type Filter = {
  cursor?: string | undefined
  limit: number
  region?: string | undefined
  service?: string | undefined
  kind?: string | undefined
}

const AGENCY = [
  'id',
  'kind',
  'name',
  'region',
  'country',
  'languages',
  'services',
  'groups',
  'phone',
  'status',
  'version',
] as const

// Kysely reads a list on the right side as several values; one array parameter is meant.
const offers = (service: string) => sql<boolean>`services @> array[${service}]`

/** The directory: who offers what, for whom, where, in which languages. Paged by id. */
export async function listAgencies(ctx: Ctx, filter: Filter): Promise<{ items: AgencyOut[]; next: string | null }> {
  let query = ctx.tx
    .selectFrom('agency')
    .select(AGENCY)
    .orderBy('id')
    .limit(filter.limit + 1)
  if (filter.cursor) query = query.where('id', '>', filter.cursor)
  if (filter.region) query = query.where('region', '=', filter.region)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  if (filter.service) query = query.where(offers(filter.service))
  const rows = await query.execute()
  const items = rows.slice(0, filter.limit)
  return { items, next: rows.length > filter.limit ? (items.at(-1)?.id ?? null) : null }
}

export async function readAgency(ctx: Ctx, agencyId: string): Promise<Result<AgencyOut>> {
  const row = await ctx.tx.selectFrom('agency').select(AGENCY).where('id', '=', agencyId).executeTakeFirst()
  return row ? ok(row) : refuse('agency.not-found')
}

type StaffFilter = { cursor?: string | undefined; limit: number; agencyId?: string | undefined }

const STAFF = [
  'staff.user_id as userId',
  'staff.agency_id as agencyId',
  'agency.name as agencyName',
  'staff.role',
  'staff.name',
  'staff.email',
  'staff.status',
  'staff.version',
] as const

/** Colleagues: the administrator sees everybody's, others their own agency's. */
export async function listStaff(ctx: Ctx, filter: StaffFilter): Promise<{ items: StaffOut[]; next: string | null }> {
  let query = ctx.tx
    .selectFrom('staff')
    .innerJoin('agency', 'agency.id', 'staff.agency_id')
    .select(STAFF)
    .orderBy('staff.user_id')
    .limit(filter.limit + 1)
  if (filter.cursor) query = query.where('staff.user_id', '>', filter.cursor)
  if (filter.agencyId) query = query.where('staff.agency_id', '=', filter.agencyId)
  const rows = await query.execute()
  const items = rows.slice(0, filter.limit)
  return { items, next: rows.length > filter.limit ? (items.at(-1)?.userId ?? null) : null }
}

/** One colleague, with the kind of agency that decides which roles can be given. */
export async function readStaff(ctx: Ctx, userId: string): Promise<Result<StaffOut & { agencyKind: string }>> {
  const row = await ctx.tx
    .selectFrom('staff')
    .innerJoin('agency', 'agency.id', 'staff.agency_id')
    .select([...STAFF, 'agency.kind as agencyKind'])
    .where('staff.user_id', '=', userId)
    .executeTakeFirst()
  return row ? ok(row) : refuse('staff.not-found')
}

/** A device's token is ended with the device: by itself its phone would keep everything and could send nothing. */
export const NOT_OF_A_DEVICE = sql<boolean>`scopes <> array[${FIELD}]`

export async function listTokens(ctx: Ctx): Promise<TokenOut[]> {
  const rows = await ctx.tx
    .selectFrom('api_token')
    .select(['id', 'label', 'scopes', 'created_at', 'expires_at', 'revoked_at'])
    .where('user_id', '=', ctx.actor.userId)
    .where(NOT_OF_A_DEVICE)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
  return rows.map(row => ({
    id: row.id,
    label: row.label,
    scopes: row.scopes,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }))
}
