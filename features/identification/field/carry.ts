import { createHash } from 'node:crypto'
import { SERVICES } from '#domain/referral/referral.ts'
import { ok, type Result } from '#domain/shared/result.ts'
import { ASKED_BY_LAW, type AskedIn } from '#features/identification/screening/asking.ts'
import { certificateList } from '#features/protection/certificates/certificate-list.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import type { Law } from '#knowledge/schema/law.ts'
import type { NextSteps } from '#knowledge/schema/next-steps.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'
import type { Carried } from './record.ts'

/** How long a device may go on with a list of revoked certificates and yet be told that nothing is new. */
const LIST_LIFE_MS = 3_600_000

/** Everything that a device needs to ask without a network; nothing where it has it already. */
export async function carry(
  ctx: Ctx,
  { mark }: { mark?: string | undefined },
): Promise<Result<{ carried: Carried | null }>> {
  const { house } = ctx
  const agencies = await takers(ctx)
  const known = knownIn(house)
  const keys = house.signer.publicKeys()
  const still = { ...known, agencies, keys, hour: Math.floor(ctx.now.getTime() / LIST_LIFE_MS) }
  const fresh = createHash('sha256').update(JSON.stringify(still)).digest('base64url').slice(0, 16)
  if (fresh === mark) return ok({ carried: null })
  const certificates = { keys, list: await certificateList(house) }
  ctx.audit('field.carried', [])
  return ok({ carried: { at: ctx.now.toISOString(), mark: fresh, ...known, agencies, certificates } })
}

type Knows = Pick<House, 'knowledge' | 'country'>

/** A telephone carries what an official or an operator asks by. */
export const isCarried = ({ asker }: Instrument) => asker !== 'person'

/** What the field knows, as far as a device asks by it. */
export function knownIn(house: Knows): Pick<Carried, 'country' | 'laws' | 'instruments' | 'nextSteps'> {
  const { knowledge } = house
  const instruments = knowledge.instruments.filter(isCarried)
  const named = [...new Set(instruments.map(each => each.id))]
  const nextSteps = named.flatMap(each => knowledge.nextSteps(each, house.country) ?? [])
  return { country: askedIn(house), laws: lawsFor(house, nextSteps), instruments, nextSteps }
}

function askedIn({ country }: Knows): AskedIn {
  const { iso2, timeZone, languages, hotlines, borderPosts } = country
  return { iso2, timeZone, languages, hotlines, borderPosts }
}

/** Of the law what decides how somebody is asked, and what the next steps cite. */
function lawsFor({ knowledge, country }: Knows, nextSteps: readonly NextSteps[]): Law[] {
  const cited = nextSteps.flatMap(each =>
    Object.values(each.steps).flatMap(steps => (steps ?? []).map(step => step.rule)),
  )
  const wanted = new Set<string | undefined>([...ASKED_BY_LAW, ...cited])
  return knowledge.lawsOf(country).map(law => ({ ...law, rules: law.rules.filter(rule => wanted.has(rule.id)) }))
}

async function takers(ctx: Ctx): Promise<Carried['agencies']> {
  const rows = await ctx.tx
    .selectFrom('agency')
    .select(['id', 'name', 'services'])
    .where('status', '=', 'active')
    .where('id', '<>', ctx.actor.agencyId)
    .orderBy('name')
    .execute()
  const offered = rows.map(row => ({
    ...row,
    services: row.services.filter(each => SERVICES.some(known => known === each)),
  }))
  return offered.filter(row => row.services.length > 0)
}
