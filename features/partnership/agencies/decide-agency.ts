import type { z } from 'zod'
import { SERVICES } from '#domain/referral/referral.ts'
import { type Result, refuse } from '#domain/shared/result.ts'
import { GROUPS } from '#domain/shelters/match.ts'
import type { Ctx } from '#server/db/transact.ts'
import { code } from '#server/http/fields.ts'
import { changeAgency } from './change-agency.ts'
import { readAgency } from './queries.ts'
import { type AgencyOut, ChangeAgency } from './record.ts'

const side = code(['yours', 'theirs']).optional()

/** A change, and after a conflict which side of each fact the person keeps. */
export const DecideAgency = ChangeAgency.extend({
  'keep.name': side,
  'keep.kind': side,
  'keep.region': side,
  'keep.services': side,
  'keep.groups': side,
  'keep.languages': side,
  'keep.phone': side,
})
type Decision = z.output<typeof DecideAgency>

export const FACTS = ['name', 'kind', 'region', 'services', 'groups', 'languages', 'phone'] as const
export type Fact = (typeof FACTS)[number]

/** One fact as text that can be compared: lists without their order, what is missing as nothing. */
export const comparable = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(String).toSorted().join(' ')
  return typeof value === 'string' ? value.trim() : ''
}

/**
 * Changes an agency. After a conflict each fact that differs needs a decision: without one an edit that the person never saw would be
 * lost in silence.
 */
export async function decideAgency(ctx: Ctx, input: Decision): Promise<Result<{ id: string; version: number }>> {
  const { agencyId, version } = input
  if (FACTS.every(fact => input[`keep.${fact}`] === undefined))
    return changeAgency(
      ctx,
      facts(input, () => input),
    )
  const read = await readAgency(ctx, agencyId)
  if (!read.ok) return read
  const stored = read.value
  const open = FACTS.filter(fact => comparable(input[fact]) !== comparable(stored[fact]) && !input[`keep.${fact}`])
  if (open.length > 0 || stored.version !== version) return refuse('agency.stale', { current: stored })
  return changeAgency(
    ctx,
    facts(input, fact => (input[`keep.${fact}`] === 'theirs' ? stored : input)),
  )
}

function facts(input: Decision, from: (fact: Fact) => Decision | AgencyOut): z.output<typeof ChangeAgency> {
  return {
    agencyId: input.agencyId,
    version: input.version,
    name: from('name').name,
    kind: from('kind').kind,
    region: from('region').region,
    services: SERVICES.filter(each => from('services').services.some(chosen => chosen === each)),
    groups: GROUPS.filter(each => from('groups').groups.some(chosen => chosen === each)),
    languages: from('languages').languages,
    phone: from('phone').phone ?? undefined,
  }
}
